import { type Result } from '../domain/result.js';
import type { Deadline } from './deadline.js';
import { type Engine } from './engine.js';
import { type Document, type Kind } from './kind.js';
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
    /** An older revision had to serve, and the damaged ones above it have been copied aside. */
    fellBack: boolean;
}>;
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
