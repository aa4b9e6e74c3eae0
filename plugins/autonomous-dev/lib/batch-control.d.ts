import { type BatchOutcome } from './batch-outcome.js';
import type { BatchState } from './batch-reports.js';
import { type Drive } from './domain/batch-arguments.js';
import type { FeatureItem } from './domain/feature-list.js';
import type { Surroundings } from './workspace.js';
/** More features at the end of a batch, numbered on. Refused as for a new batch, and `cancelled`. */
export declare function addBatchFeatures(batchId: string, items: readonly FeatureItem[], here?: Surroundings): Promise<BatchOutcome<BatchState>>;
/** Nothing is claimed until it is unpaused; outcomes are still taken. */
export declare function pauseBatch(batchId: string, reason: string, here?: Surroundings): Promise<BatchOutcome<BatchState>>;
export declare function unpauseBatch(batchId: string, here?: Surroundings): Promise<BatchOutcome<BatchState>>;
/** For good: claims and outcomes are refused from now on. */
export declare function cancelBatch(batchId: string, here?: Surroundings): Promise<BatchOutcome<BatchState>>;
/** Makes the batch this session's active one, and releases what owners that are gone held of it. */
export declare function adoptBatch(batchId: string, here?: Surroundings): Promise<BatchOutcome<BatchState & Readonly<{
    released: readonly number[];
}>>>;
/**
 * Switches driving on or off for this session: while it is on, the Stop hook goes on with the next feature.
 * Refused `finished` for a batch without work, and `no-session` where no client would ever ask.
 */
export declare function driveBatch(batchId: string, drive: Drive, here?: Surroundings): Promise<BatchOutcome<BatchState>>;
