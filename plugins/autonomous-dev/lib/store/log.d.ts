import { type Deadline } from './deadline.js';
import { type StateDir } from './folders.js';
import type { Versioned } from './migrations.js';
export declare const SESSION_KIND = "session";
export type LogEntry = Versioned & Readonly<{
    number: number;
}>;
export type LogReading = Readonly<{
    entries: readonly LogEntry[];
    damaged: readonly number[];
}>;
/**
 * Appends an entry under the next free number and returns that number. When the log is empty, `first` is appended
 * before it, unless it is null. Costs the same for the first entry and for the ten-thousandth. Throws a StateError when
 * nothing was saved.
 */
export declare function appendEntry(stateDir: StateDir, sessionFolder: string, entry: Readonly<{
    version: string;
    data: unknown;
}>, options: Readonly<{
    first: () => unknown;
    now: () => number;
    deadline: Deadline;
}>): number;
/** All entries in their order; damaged ones are left out and named. Costs one small read per entry. */
export declare function readLog(stateDir: StateDir, sessionFolder: string): LogReading | null;
/** Whether the log has begun. Costs a look at each folder on the way, and one at its first entry. */
export declare function hasEntries(stateDir: StateDir, sessionFolder: string): boolean;
/** The entries from the newest back, each read when it is asked for; damaged ones are left out. */
export declare function newestEntriesFirst(stateDir: StateDir, sessionFolder: string): Generator<LogEntry>;
/** The same from the oldest on. */
export declare function oldestEntriesFirst(stateDir: StateDir, sessionFolder: string): Generator<LogEntry>;
