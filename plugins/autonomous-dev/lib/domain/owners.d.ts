import type { Lease, Owner } from './batch.js';
export type Liveness = 'alive' | 'dead' | 'unknown';
/** What a transition has to know of the world around it. */
export type Context = Readonly<{
    /** ISO 8601, UTC. */
    now: string;
    /** Asked once for each feature in progress; a caller that measures slowly should remember its answers. */
    liveness: (owner: Owner) => Liveness;
    /** How long a lease lasts whose owner's process cannot be seen. */
    leaseHours: number;
}>;
/** Whether somebody holds the feature. Until `parked_until` a parked lease holds whether its client lives or not. */
export declare function isHeld(lease: Lease | undefined, context: Context): lease is Lease;
/** When the lease ends unless something happens before; null while only its owner's end can end it. */
export declare function leaseEnd(lease: Lease, context: Context): string | null;
/** Whether both are the same session, and may be the same client: nothing that is known of both clients differs. */
export declare function isSameOwner(one: Owner, other: Owner): boolean;
