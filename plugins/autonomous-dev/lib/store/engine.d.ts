import type { Deadline } from './deadline.js';
import type { Header } from './envelope.js';
/** Which document: of what kind, and which one of that kind. */
export type Address = Readonly<{
    kind: string;
    id: string;
}>;
export type Revision = Readonly<{
    header: Header;
    data: unknown;
    bytes: number;
}>;
export type Latest = Readonly<{
    /** The number to write next: one above the highest present, sound or not. */
    next: number;
    /** The newest sound revision. */
    revision: Revision | null;
    /** Numbers of newer revisions that are damaged. */
    damaged: readonly number[];
}>;
/**
 * - `committed`: the revision is durable, and ours came first
 * - `conflict`: somebody else committed first, nothing of ours remains
 * - `unknown`: the revision was made, but it cannot be told whether ours came first
 */
export type AppendResult = 'committed' | 'conflict' | 'unknown';
/** A place in the line of those who were overtaken. */
export type Turn = Readonly<{
    /** Resolves when it is this one's turn, when waiting has no more use, or at the deadline. */
    comes: (deadline: Deadline) => Promise<void>;
    leave: () => void;
}>;
type Awaitable<T> = T | Promise<T>;
/**
 * Where documents live. Creating a number only if it is absent is the whole of the concurrency control: a writer
 * that slept for an hour cannot overwrite anything. Methods throw a StateError when the place itself fails.
 */
export type Engine = Readonly<{
    latest: (address: Address) => Awaitable<Latest>;
    /** One revision by its number; null when it is absent, pruned or damaged. */
    at: (address: Address, number: number) => Awaitable<Revision | null>;
    append: (address: Address, header: Header, bytes: Buffer, deadline: Deadline) => Awaitable<AppendResult>;
    /** Whether writers stand in line before this document. */
    isCrowded: (address: Address) => boolean;
    /** A turn at this document, for a writer that met others. It need not take it: commits are judged without. */
    lineUp: (address: Address) => Turn;
    /** Copies damaged revisions to names that are never reused; they keep their own. */
    quarantine: (address: Address, numbers: readonly number[], deadline: Deadline) => Awaitable<void>;
    /** Numbers of all revisions present, highest first. */
    numbers: (address: Address) => Awaitable<readonly number[]>;
    /** Ids of all documents of a kind that have a revision. */
    list: (kind: string) => Awaitable<readonly string[]>;
    /**
     * Drops revisions that are KEEP_REVISIONS or more behind this one, except those it names as kept, as far as they fit
     * KEPT_BYTES. What is newer than this one it cannot judge: a pruner may have slept for long.
     */
    prune: (address: Address, newest: Header) => Awaitable<void>;
    /** Drops the whole document, so that a late append finds nothing to append to. */
    remove: (address: Address) => Awaitable<void>;
    /** The clock that all writers of this engine share, in milliseconds since 1970. */
    now: () => Awaitable<number>;
}>;
/** A document's newest revision and the seven before it are always there. */
export declare const KEEP_REVISIONS = 8;
/** Every revision names this many of the last commits, so that an overtaken writer finds out whether its own counted. */
export declare const RECENT_COMMITS = 128;
/** At most this many older revisions are kept for a document that asks for it, while they fit KEPT_BYTES. */
export declare const KEPT_REVISIONS = 50;
export declare const KEPT_BYTES: number;
/**
 * Whether a commit that was made counts, judged by what is there afterwards. The number may have been taken,
 * pruned and taken again while the writer slept; the newest revision then tells by its list of recent commits.
 */
export declare function judgeCommit(own: Header, present: readonly number[], readNewest: () => Header | undefined): AppendResult;
export {};
