// Who holds a feature, and for how long. A lease lasts as long as its owner's client process; where that cannot be
// seen, or where the claim asked for it, time decides.
import type { Lease, Owner } from './batch.ts';
import { addMs, isAhead } from './time.ts';

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
export function isHeld(lease: Lease | undefined, context: Context): lease is Lease {
  if (lease === undefined) return false;
  if (lease.parked_until === undefined && context.liveness(lease.owner) === 'dead') return false;
  const end = leaseEnd(lease, context);
  return end === null || isAhead(end, context.now);
}

/** When the lease ends unless something happens before; null while only its owner's end can end it. */
export function leaseEnd(lease: Lease, context: Context): string | null {
  const fixed = lease.parked_until ?? lease.expires_at;
  if (fixed !== undefined) return fixed;
  if (context.liveness(lease.owner) === 'alive') return null;
  return addMs(lease.taken_at, context.leaseHours * 3_600_000);
}

const CLIENT_KEYS = ['pid', 'pid_started', 'boot_id', 'pid_namespace'] as const;

/** Whether both are the same session, and may be the same client: nothing that is known of both clients differs. */
export function isSameOwner(one: Owner, other: Owner): boolean {
  return (
    one.session_id === other.session_id &&
    CLIENT_KEYS.every((key) => one[key] === undefined || other[key] === undefined || one[key] === other[key])
  );
}
