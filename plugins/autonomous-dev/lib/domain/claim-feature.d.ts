import { type Batch, type Feature, type Lease, type Owner } from './batch.js';
import { type Context } from './owners.js';
import { type Result } from './result.js';
export type Claim = Readonly<{
    owner: Owner;
    /** Ends the lease after this time even while its owner lives. */
    ttlMs?: number | undefined;
    /** The commit that the work starts from, where it is known. */
    head?: string | undefined;
}>;
/** `feature` is null when nothing can be claimed; `gaveUp` names those that failed as their last owner had gone. */
export type Claimed = Readonly<{
    batch: Batch;
    feature: (Feature & {
        readonly lease: Lease;
    }) | null;
    gaveUp: readonly number[];
}>;
/**
 * Claims the lowest-numbered feature that nobody holds and whose dependencies are completed. Taking one over from an
 * owner that is gone counts that owner's attempt; one without attempts left fails, and the next is offered.
 * A paused batch offers nothing. Refused: `cancelled`, `invalid-ttl`.
 */
export declare function claimFeature(batch: Batch, claim: Claim, context: Context): Result<Claimed>;
/** The feature that a claim would hand out now, as it stands; null when there is none. */
export declare function nextFeature(batch: Batch, context: Context): Feature | null;
