import type { Result } from '../domain/result.js';
import { type Deadline } from './deadline.js';
import { type Change, type Updated } from './documents.js';
import type { Engine } from './engine.js';
import { type StateDir } from './folders.js';
import { type Document, type Kind } from './kind.js';
import { type LogEntry, type LogReading } from './log.js';
export { deadlineIn, isOver, msLeft, type Deadline } from './deadline.js';
export type { Change } from './documents.js';
export { StateError, type StateErrorCode } from './errors.js';
export { sha256Of } from './digest.js';
export { isForeignFile, readForeignFile } from './foreign-file.js';
export type { Document, Kind } from './kind.js';
export type { LogEntry, LogReading } from './log.js';
export { higherVersion, isNewerMajor, migrate } from './migrations.js';
export type Store = ReturnType<typeof openStore>;
/** How long a save may take: 4 s. */
export declare const SAVE_DEADLINE_MS = 4000;
declare const FOLDERS: {
    readonly batch: {
        readonly folder: 'batches';
        readonly manyIds: true;
    };
    readonly project: {
        readonly folder: 'project';
        readonly manyIds: false;
    };
    readonly user: {
        readonly folder: 'user';
        readonly manyIds: false;
    };
};
/** Opens nothing and makes nothing: folders appear with the first save. */
export declare function openStore(stateDir: StateDir, now?: () => number, engine?: Engine): {
    stateDir: Readonly<{
        path: string;
        base: string;
    }>;
    now: () => number;
    /** Whether the state directory is there; throws `unsafe-path` when something else is in its place. */
    exists: () => boolean;
    /** Whether there ever was a document of this kind. Costs two `lstat`. */
    hasFolderOf: (kind: keyof typeof FOLDERS) => boolean;
    /** The document's newest sound state at once, from the files of this machine. */
    readNow<T>(kind: Kind<T>, id?: string): Result<Document<T> | null>;
    read<T>(kind: Kind<T>, id?: string): Promise<Result<Document<T> | null>>;
    /** One revision by its number; null when it is absent, pruned or damaged. */
    at<T>(kind: Kind<T>, id: string, number: number): Promise<Document<T> | null>;
    /** Numbers of all revisions that are kept, highest first. */
    numbers<T>(kind: Kind<T>, id: string): Promise<readonly number[]>;
    list<T>(kind: Kind<T>): Promise<readonly string[]>;
    update<T, R>(kind: Kind<T>, id: string, change: Change<T, R>, deadline?: Readonly<{
        at: number;
    }>): Promise<Result<Updated<T, R>>>;
    /** False where `mayGo` says no to the state in which the document would have been removed. */
    remove<T>(kind: Kind<T>, id: string, deadline?: Readonly<{
        at: number;
    }>, mayGo?: (document: Document<T>) => boolean): Promise<boolean>;
    /** Appends to a session's log and returns the entry's number; `first` starts the log if it is empty. */
    append(sessionId: string, entry: Readonly<{
        version: string;
        data: unknown;
    }>, first: () => unknown, deadline?: Deadline): number;
    /** A session's log; null when it has none. */
    log: (sessionId: string) => LogReading | null;
    hasLog: (sessionId: string) => boolean;
    /** A session's entries from the newest back, read one by one as they are asked for; damaged ones are left out. */
    newestFirst: (sessionId: string) => Generator<LogEntry>;
    /** The same from the oldest on. */
    oldestFirst: (sessionId: string) => Generator<LogEntry>;
    /** Folders of all sessions with a log: named by the session's id, or by its hash where that cannot be a name. */
    sessionFolders: () => readonly string[];
    /** Hints at what is unfinished, kept beside the state; they may be missing or stale, and no truth rests on them. */
    markOpen: (name: string) => void;
    unmarkOpen: (name: string) => void;
    openHints: () => readonly string[];
    hasHint: (name: string) => boolean;
    /** The log in one of these folders. */
    logIn: (sessionFolder: string) => LogReading | null;
};
/**
 * The folder that an id from outside names: itself, if it may be a name, otherwise `x-` and 40 hex digits of its
 * SHA-256. So no id is a path, and no two ids share a folder.
 */
export declare function folderNameOf(id: string): string;
/** The id of a batch: an id from outside that may be one, what listing batches gives among them, or its folder's name. */
export declare function documentIdOf(id: string): string;
