import type { Batch, Feature, Owner } from './batch.js';
import { type Context } from './owners.js';
export type BatchStatus = 'pending' | 'running' | 'paused' | 'completed' | 'completed_with_failures' | 'cancelled';
/** `total` is the sum of the five statuses; `blocked` counts pending features, `uncertain` unfinished ones. */
export type Counts = Readonly<Record<Feature['status'] | 'total' | 'blocked' | 'uncertain', number>>;
export declare function countFeatures(batch: Batch): Counts;
export declare function batchStatus(batch: Batch, counts?: Counts): BatchStatus;
/** How many features have no outcome yet. */
export declare function countRemaining(counts: Counts): number;
/** Whether the batch has work left that may be done: not so when it is completed, with failures or not, or cancelled. */
export declare function isUnfinished(status: BatchStatus): boolean;
/** What the session works on, parked ones included. */
export declare function heldBy(batch: Batch, sessionId: string, context: Context): readonly Feature[];
/** What the session works on in the owner's client: one session may have two, and each has work of its own. */
export declare function heldHere(batch: Batch, owner: Owner, context: Context): readonly Feature[];
/** What other sessions work on. */
export declare function heldByOthers(batch: Batch, sessionId: string, context: Context): readonly Feature[];
/** What is worked on, but for these features: whoever finds nothing to claim waits for it. */
export declare function heldBesides(batch: Batch, mine: readonly Feature[], context: Context): readonly Feature[];
/**
 * Begun by an owner that is gone, and without an outcome. The mark comes with the next claim, but whoever comes back
 * has to know before.
 */
export declare function isDoubtful({ uncertain, status, lease }: Feature, context: Context): boolean;
/** Whether the change from one state to the next recorded an outcome. */
export declare function recordsOutcome(before: Batch | null, after: Batch): boolean;
