import type { Batch, Owner } from './domain/batch.js';
import type { Context } from './domain/owners.js';
import type { AgentRun, CheckpointEntry } from './domain/session.js';
export type BriefFacts = Readonly<{
    /** The client that was last in the session is gone without having ended it. */
    hasVanished: boolean;
    /** When that client began its stay. */
    since?: string;
    batch?: Readonly<{
        batch: Batch;
        owner: Owner;
        isDriven: boolean;
        context: Context;
    }>;
    lostRuns: readonly AgentRun[];
    /** Oldest first. */
    checkpoints: readonly CheckpointEntry[];
    /** Where the work was done, when that is not where the session stands now. */
    otherWorktree?: string;
    headThen?: string;
    headNow?: string;
}>;
/** At most `limit` characters, 200 or more, however much there is to tell; null when there is nothing. */
export declare function briefFor(facts: BriefFacts, limit?: number): string | null;
