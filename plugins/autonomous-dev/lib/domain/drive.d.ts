import type { Batch, Owner } from './batch.js';
import type { Context } from './owners.js';
import type { Drive } from './session.js';
export type DriveDecision = Readonly<{
    next: 'go-on';
    progress: number;
    say: string;
}>
/** `why` names the kind of reason, so that the person is told of each but once. */
 | Readonly<{
    next: 'stop';
    why: string;
    say: string;
}>
/** Agents still work in the background: the turn is not over. */
 | Readonly<{
    next: 'wait';
}>;
export type DriveFacts = Readonly<{
    drive: Drive;
    batch: Batch;
    owner: Owner;
    hasRunningAgents: boolean;
    context: Context;
    /** A time as the person's clock shows it. */
    clock: (time: string) => string;
}>;
export declare function decideDrive({ drive, batch, owner, hasRunningAgents, context, clock, }: DriveFacts): DriveDecision;
/** How many outcomes this session has reported on the batch. */
export declare function outcomesOf(batch: Batch, sessionId: string): number;
