import { type TrackedRun } from './agent-run.js';
/** Expected unless told otherwise. */
export declare const EXPECTED_AGENTS: readonly string[];
export type ExpectedAgent = Readonly<{
    agent: string;
    displayName: string;
    /** `pending` without a run that counts, else `running`, `lost`, or how the newest run finished. */
    status: string;
    /** The run that the status is taken from. */
    newest?: TrackedRun;
}>;
export type Pipeline = Readonly<{
    /** In the order in which they are expected. */
    agents: readonly ExpectedAgent[];
    total: number;
    /** How many have finished, well or not. */
    processed: number;
    /** `processed` of `total`, rounded down: 0 to 100. */
    percent: number;
    /** All have finished. */
    complete: boolean;
    /** All have finished, and `completed` is how. */
    succeeded: boolean;
    /** Those still to be started, in their order; those whose run was lost are among them. */
    pending: readonly string[];
    /** Of all finished runs whose start is known; null without one. */
    averageDurationMs: number | null;
    /** What pending agents take at that average, one after the other, and the rest of running ones; null without one. */
    remainingMs: number | null;
}>;
/** `now` is ISO 8601. Runs come in the order in which they began. */
export declare function pipelineOf(runs: readonly TrackedRun[], now: string, expected?: readonly string[]): Pipeline;
/** Whether a run under this name is one of the expected agent: by either its full name or its short one. */
export declare function isBy(name: string, expected: string, all: readonly string[]): boolean;
/** In whole milliseconds. */
export declare function averageDurationMs(runs: readonly TrackedRun[]): number | null;
/** Runs that go on, the one that was started last first. */
export declare function runningNewestFirst(runs: readonly TrackedRun[]): readonly TrackedRun[];
/** `test-master` as people read it: `Test Master`. */
export declare function displayName(agent: string): string;
