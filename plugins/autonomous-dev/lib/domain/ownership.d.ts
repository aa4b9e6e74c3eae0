import type { Batch, Feature } from './batch.js';
import { type HistoryEvent } from './history.js';
import { type Context } from './owners.js';
import { type Refusal, type Result } from './result.js';
export type Reporter = Readonly<{
    sessionId: string;
    /** The session id stands for nobody in particular: it proves nothing. */
    sessionIsDefault: boolean;
    agent?: string | undefined;
    token?: number | undefined;
}>;
/**
 * - `owner`: the feature's lease is the reporter's
 * - `free`: nobody has a lease on the feature
 * - `repeated`: the reporter reported just this before, under the same token
 * - `stranger`: somebody else's, or not told apart; `isHeld` says whether that owner is still there
 */
export type Standing = Readonly<{
    as: 'owner' | 'free' | 'repeated';
}> | Readonly<{
    as: 'stranger';
    isHeld: boolean;
    refusal: Refusal;
}>;
/** Refused `lease-lost` for any token but the current lease's; a stranger's refusal is `not-owner` or `token-required`. */
export declare function standingOf(batch: Batch, feature: Feature, event: HistoryEvent, reporter: Reporter, context: Context): Result<Standing>;
