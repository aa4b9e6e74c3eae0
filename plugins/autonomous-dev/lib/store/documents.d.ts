import { type Parser, type Result } from '../domain/result.js';
import type { Deadline } from './deadline.js';
import { type Engine, type Latest } from './engine.js';
import { type Newest } from './migrations.js';
/** What the store has to know of a kind of document; the rules of its data are the domain's. */
export type Kind<T> = Newest & Readonly<{
    name: string;
    parse: Parser<T>;
    /** As parse, for data that a change has made of sound data: may look at the difference alone. */
    check?: (before: T | null, after: T) => Result<T>;
    /** What changes when the newest revision was damaged and an older one has to serve. */
    afterFallback?: (data: T) => T;
    /** What is published of the newest revision for people and other tools. */
    view?: (data: T, revision: number) => unknown;
    /** Whether the revision that this change makes is worth keeping for longer than the newest eight. */
    isKept?: (before: T | null, after: T) => boolean;
}>;
export type Document<T> = Readonly<{
    data: T;
    /** The schema version that the file says: this program's, or a newer one of the same major version. */
    version: string;
    revision: number;
    writtenAt: string;
    bytes: number;
}>;
/**
 * A pure change of a document; null means there is none yet. Returning what it was given changes nothing. `version` is
 * that of data from elsewhere; the document is marked with the highest there is.
 */
export type Change<T, R> = (data: T | null, now: number) => Result<Readonly<{
    data: T;
    answer: R;
    version?: string;
}>>;
export type Updated<T, R> = Readonly<{
    data: T;
    revision: number;
    answer: R;
    /** The size of the new revision; 0 when nothing had to be written. */
    committedBytes: number;
}>;
/** The document's newest sound revision, null when there is none; `removed` and `damaged` are refusals. */
export declare function interpret<T>(kind: Kind<T>, id: string, latest: Latest): Result<Document<T> | null>;
/**
 * Reads, changes and commits a document, again from the start whenever somebody else committed first.
 * `change` may run several times and must be pure. Throws a StateError when the place fails, `conflict` when the
 * deadline comes before a commit, `unknown` when it cannot be told whether the commit counts.
 */
export declare function update<T, R>(engine: Engine, kind: Kind<T>, id: string, change: Change<T, R>, deadline: Deadline): Promise<Result<Updated<T, R>>>;
/**
 * Commits a tombstone: from then on every update is refused `removed`. Removing twice is no error. Throws as update
 * does, for a document of a newer version too. With `mayGo`, false where that says no to what there is at the end.
 */
export declare function remove<T>(engine: Engine, kind: Kind<T>, id: string, deadline: Deadline, mayGo?: (document: Document<T>) => boolean): Promise<boolean>;
