import { type Deadline } from './deadline.js';
import { type StateDir } from './folders.js';
import { type LogEntry } from './log.js';
export type NewEntry = Readonly<{
    version: string;
    data: unknown;
}>;
/**
 * Appends what `missing` finds the log to lack, in that order, and returns how many entries that were. A killed call
 * leaves the first of them; the next one adds the rest. Reads the log once, and again after a conflict. Throws a
 * StateError when not all could be saved.
 */
export declare function extendLog(stateDir: StateDir, sessionFolder: string, missing: (present: readonly LogEntry[]) => readonly NewEntry[], options: Readonly<{
    now: () => number;
    deadline: Deadline;
}>): number;
