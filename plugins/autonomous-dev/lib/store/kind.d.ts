import { type Parser, type Result } from '../domain/result.js';
import type { Latest } from './engine.js';
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
/** The document's newest sound revision, null when there is none; `removed` and `damaged` are refusals. */
export declare function interpret<T>(kind: Kind<T>, id: string, latest: Latest): Result<Document<T> | null>;
export declare function nameOf<T>(kind: Kind<T>, id: string): string;
