import { type BatchOutcome } from './batch-outcome.js';
import type { Batch, Feature } from './domain/batch.js';
import type { ReportOptions } from './domain/batch-arguments.js';
import { type GitResult } from './domain/git-results.js';
import type { Surroundings } from './workspace.js';
export type { ReportOptions } from './domain/batch-arguments.js';
/** A batch as it was read, with the number of the revision that it was read from. */
export type BatchState = Readonly<{
    batch: Batch;
    revision: number;
}>;
export type ReportOutcome = Promise<BatchOutcome<BatchState & Readonly<{
    feature: Feature;
}>>>;
export declare function markCompleted(batchId: string, number: number, options?: ReportOptions, here?: Surroundings): ReportOutcome;
/** A transient failure (rate limit, timeout …) leaves the feature pending while it has attempts left. */
export declare function markFailed(batchId: string, number: number, options?: ReportOptions, here?: Surroundings): ReportOutcome;
export declare function markSkipped(batchId: string, number: number, options?: ReportOptions, here?: Surroundings): ReportOutcome;
/** Back to pending, attempts and all. */
export declare function retryFeature(batchId: string, number: number, options?: ReportOptions, here?: Surroundings): ReportOutcome;
/** Given back untouched: no attempt is counted. */
export declare function releaseFeature(batchId: string, number: number, options?: ReportOptions, here?: Surroundings): ReportOutcome;
/** Counts one more attempt of a feature, and leaves the rest of it as it is. */
export declare function incrementRetryCount(batchId: string, number: number, here?: Surroundings): ReportOutcome;
/** Records what committing, pushing or opening a pull request for a feature came to: `commit`, `push` or `pr`. */
export declare function recordGitOperation(batchId: string, number: number, operation: string, result: GitResult, here?: Surroundings): ReportOutcome;
