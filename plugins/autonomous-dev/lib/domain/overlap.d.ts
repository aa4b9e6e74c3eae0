import { type TrackedRun } from './agent-run.js';
export type Overlap = Readonly<{
    /** There was a moment at which all of them ran. */
    overlapped: boolean;
    /** Why that is not so, or why it cannot be told. */
    reason?: string;
    /** All of them have finished, well or not. */
    finished: boolean;
    /** All of them have finished, and `completed` is how. */
    succeeded: boolean;
    /** Known as soon as all of them have a run whose times are known; what still runs counts up to now. */
    times?: Readonly<{
        /** From the first start to the last end. */
        spanMs: number;
        /** What they take one after the other. */
        sumMs: number;
        savedMs: number;
    }>;
}>;
/** Of the newest run of each of these agents; `now` is ISO 8601. */
export declare function overlapOf(runs: readonly TrackedRun[], agents: readonly string[], now: string): Overlap;
/** Whether any two runs went on at the same time. Lost ones do not count: nobody knows when they ended. */
export declare function haveOverlapped(runs: readonly TrackedRun[], now: string): boolean;
