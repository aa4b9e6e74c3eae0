// Leases of a session that met a usage limit or an outage: set aside for a while, not lost. The attempt is given
// back, so that a bad night does not use up a feature's attempts; but not for ever.
import { replaceFeatures, without, type Batch, type Feature, type Owner } from './batch.ts';
import type { Changed } from './end-of-owner.ts';
import { isHeld, type Context } from './owners.ts';
import { addMs } from './time.ts';

const PARKED_FOR_MS = 60 * 60_000;
const MAX_REFUNDS = 5;

/**
 * Parks what the session holds for an hour from now. Nobody else is offered it until then; after that anyone is, and
 * the attempt does not count. From the sixth time on it counts.
 */
export function parkLeases(batch: Batch, sessionId: string, context: Context): Changed {
  const parked_until = addMs(context.now, PARKED_FOR_MS);
  const parked = batch.features.flatMap((feature): Feature[] => {
    const { lease, refunds } = feature;
    if (lease?.owner.session_id !== sessionId || !isHeld(lease, context)) return [];
    // Met again while parked, the limit is still the same one.
    const isRefunded = lease.parked_until === undefined && refunds < MAX_REFUNDS;
    return [
      {
        ...feature,
        refunds: refunds + (isRefunded ? 1 : 0),
        lease: { ...lease, parked_until, ...(isRefunded ? { refunded: true } : {}) },
      },
    ];
  });
  return changed(batch, parked, context.now);
}

/**
 * When the session goes on: its parked leases are taken up again under the same tokens, and last as long from now as
 * they did at first; also after the parking time, if nobody else has claimed the feature. A client that has taken the
 * dead one's place becomes the owner.
 */
export function unparkLeases(batch: Batch, owner: Owner, context: Context): Changed {
  const { now } = context;
  const resumed = batch.features.flatMap((feature): Feature[] => {
    const { lease } = feature;
    if (lease?.parked_until === undefined || lease.owner.session_id !== owner.session_id) return [];
    const { agent } = lease.owner;
    const isThere = context.liveness(lease.owner) === 'alive';
    const { expires_at } = lease;
    const lasted = expires_at === undefined ? 0 : Date.parse(expires_at) - Date.parse(lease.taken_at);
    return [
      {
        ...feature,
        lease: {
          ...without(lease, 'parked_until', 'refunded'),
          owner: isThere ? lease.owner : { ...owner, ...(agent === undefined ? {} : { agent }) },
          taken_at: now,
          ...(expires_at === undefined ? {} : { expires_at: addMs(now, lasted) }),
        },
      },
    ];
  });
  return changed(batch, resumed, now);
}

function changed(batch: Batch, features: readonly Feature[], now: string): Changed {
  return { batch: replaceFeatures(batch, features, now), numbers: features.map(({ number }) => number) };
}
