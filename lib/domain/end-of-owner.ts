// What becomes of leases whose owners go away without a word: the feature is released and marked uncertain, so that
// whoever takes it next looks before redoing it.
import { replaceFeatures, without, type Batch, type Feature, type Lease, type Owner } from './batch.ts';
import { addLine, type HistoryEvent } from './history.ts';
import { isHeld, isSameOwner, type Context } from './owners.ts';

/** Far more claims than the revisions that are kept can hide. */
const TOKENS_LOST_AT_MOST = 1000;

/** `numbers` are those of the features that changed; with none, the batch is the one that was given. */
export type Changed = Readonly<{ batch: Batch; numbers: readonly number[] }>;

/**
 * The feature after its owner went: the attempt is counted, unless parking gave it back, and the feature is pending
 * again, or failed when that was the last attempt. Either way it is uncertain.
 */
export function lapse(
  feature: Feature,
  maxAttempts: number,
  now: string,
  event: 'vanished' | 'session-ended' = 'vanished',
): Feature {
  const isCounted = feature.lease?.refunded !== true;
  const attempts = feature.attempts + (isCounted ? 1 : 0);
  const released = { ...release(feature, event, now), attempts };
  if (!isCounted || attempts < maxAttempts) return released;
  const message = `Given up after attempt ${attempts} of ${maxAttempts}: its owner went without reporting.`;
  return { ...released, status: 'failed', finished_at: now, error: { message, class: 'permanent' } };
}

/**
 * When a client ends: what this session held in it is released. What is parked stays so until its time. A client that
 * nobody knows ends no claim of one that is known.
 */
export function endSession(batch: Batch, owner: Owner, now: string): Changed {
  const mayBeOf = ({ owner: holder }: Lease) =>
    isSameOwner(holder, owner) && (owner.pid !== undefined || holder.pid === undefined);
  return change(batch, now, (feature, lease) =>
    mayBeOf(lease) && lease.parked_until === undefined
      ? lapse(feature, batch.max_attempts, now, 'session-ended')
      : feature,
  );
}

/** When a session takes a batch over: what owners that are gone held is released; a living owner keeps its lease. */
export function releaseAbandoned(batch: Batch, context: Context): Changed {
  const abandoned = inProgress(batch).filter(({ lease }) => !isHeld(lease, context));
  const released = abandoned.map((feature) => lapse(feature, batch.max_attempts, context.now));
  return changed(batch, released, context.now);
}

/** When a client clears its session: the session that follows takes the leases over, tokens included. */
export function transferLeases(batch: Batch, from: Owner, sessionId: string, now: string): Changed {
  return change(batch, now, (feature, lease) => {
    if (!isSameOwner(lease.owner, from)) return feature;
    const owner = { ...lease.owner, session_id: sessionId };
    return addLine(
      { ...feature, lease: { ...lease, owner } },
      { event: 'transferred', at: now, session_id: sessionId, token: lease.token },
    );
  });
}

/** When a batch becomes what it once was: no lease of that time counts any more, and no attempt either way. */
export function dropLeases(batch: Batch, now: string): Changed {
  const dropped = inProgress(batch).map((feature) => release(feature, 'lease-dropped', now));
  return changed(batch, dropped, now);
}

/**
 * When newer revisions were damaged: what is in progress here may have been finished there. Tokens go on well above
 * those that the lost revisions may have handed out.
 */
export function markAllInProgressUncertain(batch: Batch): Batch {
  const at = batch.updated_at;
  const marked = inProgress(batch).map((feature) =>
    addLine({ ...feature, uncertain: true }, { event: 'state-damaged', at, uncertain: true }),
  );
  return { ...replaceFeatures(batch, marked, at), next_token: batch.next_token + TOKENS_LOST_AT_MOST };
}

function release(feature: Feature, event: HistoryEvent, at: string): Feature {
  const { lease } = feature;
  const released: Feature = { ...without(feature, 'lease'), status: 'pending', uncertain: true };
  if (lease === undefined) return addLine(released, { event, at, uncertain: true });
  const { session_id } = lease.owner;
  return addLine(released, { event, at, session_id, token: lease.token, uncertain: true });
}

function inProgress(batch: Batch): readonly Feature[] {
  return batch.features.filter(({ status }) => status === 'in_progress');
}

function change(batch: Batch, now: string, apply: (feature: Feature, lease: Lease) => Feature): Changed {
  const before = inProgress(batch);
  const after = before.map((feature) =>
    feature.lease === undefined ? feature : apply(feature, feature.lease),
  );
  return changed(
    batch,
    after.filter((feature, index) => feature !== before[index]),
    now,
  );
}

function changed(batch: Batch, features: readonly Feature[], now: string): Changed {
  return {
    batch: replaceFeatures(batch, features, now),
    numbers: features.map(({ number }) => number),
  };
}
