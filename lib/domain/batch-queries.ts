// What can be told of a batch from its features. Each pass costs one look at every feature.
import type { Batch, Feature, Owner } from './batch.ts';
import { blockedNumbers } from './dependencies.ts';
import { isOutcome } from './history.ts';
import { isHeld, isSameOwner, type Context } from './owners.ts';

export type BatchStatus =
  | 'pending'
  | 'running'
  | 'paused'
  | 'completed'
  | 'completed_with_failures'
  | 'cancelled';

/** `total` is the sum of the five statuses; `blocked` counts pending features, `uncertain` unfinished ones. */
export type Counts = Readonly<Record<Feature['status'] | 'total' | 'blocked' | 'uncertain', number>>;

export function countFeatures(batch: Batch): Counts {
  const counts = {
    total: batch.features.length,
    pending: 0,
    in_progress: 0,
    completed: 0,
    failed: 0,
    skipped: 0,
    blocked: blockedNumbers(batch.features).size,
    uncertain: 0,
  };
  for (const { status, uncertain } of batch.features) {
    counts[status] += 1;
    if (uncertain === true && (status === 'pending' || status === 'in_progress')) counts.uncertain += 1;
  }
  return counts;
}

export function batchStatus(batch: Batch, counts: Counts = countFeatures(batch)): BatchStatus {
  if (batch.cancelled_at !== undefined) return 'cancelled';
  if (batch.paused !== undefined) return 'paused';
  if (counts.completed + counts.skipped === counts.total) return 'completed';
  if (counts.pending === counts.blocked && counts.in_progress === 0) return 'completed_with_failures';
  return batch.features.some(isStarted) ? 'running' : 'pending';
}

/** How many features have no outcome yet. */
export function countRemaining(counts: Counts): number {
  return counts.pending + counts.in_progress;
}

/** Whether the batch has work left that may be done: not so when it is completed, with failures or not, or cancelled. */
export function isUnfinished(status: BatchStatus): boolean {
  return status === 'pending' || status === 'running' || status === 'paused';
}

/** What the session works on, parked ones included. */
export function heldBy(batch: Batch, sessionId: string, context: Context): readonly Feature[] {
  return batch.features.filter(
    ({ lease }) => lease?.owner.session_id === sessionId && isHeld(lease, context),
  );
}

/** What the session works on in the owner's client: one session may have two, and each has work of its own. */
export function heldHere(batch: Batch, owner: Owner, context: Context): readonly Feature[] {
  return heldBy(batch, owner.session_id, context).filter(
    ({ lease }) =>
      lease === undefined || isSameOwner(lease.owner, owner) || context.liveness(lease.owner) !== 'alive',
  );
}

/** What other sessions work on. */
export function heldByOthers(batch: Batch, sessionId: string, context: Context): readonly Feature[] {
  return batch.features.filter(
    ({ lease }) => lease !== undefined && lease.owner.session_id !== sessionId && isHeld(lease, context),
  );
}

/** What is worked on, but for these features: whoever finds nothing to claim waits for it. */
export function heldBesides(batch: Batch, mine: readonly Feature[], context: Context): readonly Feature[] {
  return batch.features.filter((feature) => isHeld(feature.lease, context) && !mine.includes(feature));
}

/**
 * Begun by an owner that is gone, and without an outcome. The mark comes with the next claim, but whoever comes back
 * has to know before.
 */
export function isDoubtful({ uncertain, status, lease }: Feature, context: Context): boolean {
  return status === 'in_progress' ? !isHeld(lease, context) : status === 'pending' && uncertain === true;
}

/** Whether the change from one state to the next recorded an outcome. */
export function recordsOutcome(before: Batch | null, after: Batch): boolean {
  return after.features.some((feature, index) => {
    const known = before?.features[index];
    if (feature === known) return false;
    const last = feature.history.at(-1);
    return last !== undefined && isOutcome(last) && last !== known?.history.at(-1);
  });
}

function isStarted({ status, started_at, attempts }: Feature): boolean {
  return status !== 'pending' || started_at !== undefined || attempts > 0;
}
