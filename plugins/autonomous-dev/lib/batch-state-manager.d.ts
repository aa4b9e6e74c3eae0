import { type BatchOutcome } from './batch-outcome.js';
import type { BatchState } from './batch-reports.js';
import type { Feature } from './domain/batch.js';
import type { BatchRequest, ClaimOptions } from './domain/batch-arguments.js';
import { type Claimed } from './domain/claim-feature.js';
import { type CompletionSummary } from './domain/completion-summary.js';
import { type Surroundings } from './workspace.js';
export type { BatchOutcome } from './batch-outcome.js';
export type { BatchRequest, ClaimOptions } from './domain/batch-arguments.js';
export * from './batch-control.js';
export * from './batch-history.js';
export * from './batch-reports.js';
/** Makes a batch, and makes it the session's active one. Refuses what would have to be cut, and an id in use. */
export declare function createBatchState(request: BatchRequest, here?: Surroundings): Promise<BatchOutcome<BatchState>>;
/** Refused `unknown-batch`, `removed`, `damaged`. */
export declare function loadBatchState(batchId: string, here?: Surroundings): Promise<BatchOutcome<BatchState>>;
/**
 * Stores the outcomes that were entered into a state since it was read, and nothing else of it. Leases hold as for
 * any report. Refused `stale-revision` where a feature has come to another outcome in between, or where the revision
 * that was read is no longer kept.
 */
export declare function saveBatchState(state: BatchState, here?: Surroundings): Promise<BatchOutcome<BatchState>>;
/** The feature that a claim would hand out now; null when there is none. Claims nothing. */
export declare function getNextPendingFeature(batchId: string, here?: Surroundings): Promise<BatchOutcome<Feature | null>>;
/** Claims the next feature for this session under a new token; no two callers get the same. Null: nothing to claim. */
export declare function claimNextFeature(batchId: string, options?: ClaimOptions, here?: Surroundings): Promise<BatchOutcome<BatchState & Pick<Claimed, 'feature' | 'gaveUp'>>>;
/** Counts, what came of every feature, next steps and the command to go on with. */
export declare function generateCompletionSummary(batchId: string, here?: Surroundings): Promise<BatchOutcome<CompletionSummary>>;
/** Removes a batch for good: every later update is refused `removed`. Removing one that is not there is no error. */
export declare function cleanupBatchState(batchId: string, here?: Surroundings): Promise<BatchOutcome<null>>;
