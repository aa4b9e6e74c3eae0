// A batch as a whole: added to, paused, cancelled, adopted, driven.
import { activateBatch } from './active-batch.ts';
import { settle, type BatchOutcome } from './batch-outcome.ts';
import type { BatchState } from './batch-reports.ts';
import { changeBatch, readBatch } from './batches.ts';
import type { Batch } from './domain/batch.ts';
import { checkBatchId, checkDrive, checkItems, checkPause, type Drive } from './domain/batch-arguments.ts';
import {
  cancelBatch as cancel,
  pauseBatch as pause,
  unpauseBatch as unpause,
} from './domain/batch-control.ts';
import { batchStatus, isUnfinished } from './domain/batch-queries.ts';
import { addFeatures } from './domain/create-batch.ts';
import { releaseAbandoned } from './domain/end-of-owner.ts';
import type { FeatureItem } from './domain/feature-list.ts';
import type { Context } from './domain/owners.ts';
import { ok, refuse, type Result } from './domain/result.ts';
import { requireSession } from './drive.ts';
import { appendEvent, timeOf } from './workspace.ts';
import type { Surroundings, Workspace } from './workspace.ts';

/** More features at the end of a batch, numbered on. Refused as for a new batch, and `cancelled`. */
export function addBatchFeatures(
  batchId: string,
  items: readonly FeatureItem[],
  here?: Surroundings,
): Promise<BatchOutcome<BatchState>> {
  return settle(here, checkItems, { batchId, items }, (workspace, given) =>
    change(workspace, given.batchId, (batch, { now }) => addFeatures(batch, given.items, now)),
  );
}

/** Nothing is claimed until it is unpaused; outcomes are still taken. */
export function pauseBatch(
  batchId: string,
  reason: string,
  here?: Surroundings,
): Promise<BatchOutcome<BatchState>> {
  return settle(here, checkPause, { batchId, reason }, (workspace, given) =>
    change(workspace, given.batchId, (batch, { now }) => pause(batch, given.reason, now)),
  );
}

export function unpauseBatch(batchId: string, here?: Surroundings): Promise<BatchOutcome<BatchState>> {
  return settle(here, checkBatchId, { batchId }, (workspace, given) =>
    change(workspace, given.batchId, (batch, { now }) => unpause(batch, now)),
  );
}

/** For good: claims and outcomes are refused from now on. */
export function cancelBatch(batchId: string, here?: Surroundings): Promise<BatchOutcome<BatchState>> {
  return settle(here, checkBatchId, { batchId }, (workspace, given) =>
    change(workspace, given.batchId, (batch, { now }) => ok(cancel(batch, now))),
  );
}

/** Makes the batch this session's active one, and releases what owners that are gone held of it. */
export function adoptBatch(
  batchId: string,
  here?: Surroundings,
): Promise<BatchOutcome<BatchState & Readonly<{ released: readonly number[] }>>> {
  return settle(here, checkBatchId, { batchId }, async (workspace, given) => {
    const adopted = await changeBatch(workspace, given.batchId, (batch, context) => {
      const { batch: after, numbers } = releaseAbandoned(batch, context);
      return ok({ batch: after, answer: numbers });
    });
    if (!adopted.ok) return adopted;
    const { batch, revision, answer } = adopted.value;
    activateBatch(workspace, batch.batch_id);
    return ok({ batch, revision, released: answer });
  });
}

/**
 * Switches driving on or off for this session: while it is on, the Stop hook goes on with the next feature.
 * Refused `finished` for a batch without work, and `no-session` where no client would ever ask.
 */
export function driveBatch(
  batchId: string,
  drive: Drive,
  here?: Surroundings,
): Promise<BatchOutcome<BatchState>> {
  return settle(here, checkDrive, { batchId, drive }, async (workspace, given) => {
    const able = requireSession(workspace);
    if (!able.ok) return able;
    const read = await readBatch(workspace, given.batchId);
    if (!read.ok) return read;
    const { data: batch, revision } = read.value;
    const { batch_id } = batch;
    const { on, until } = given.drive;
    if (on && !isUnfinished(batchStatus(batch))) {
      return refuse(
        'finished',
        `Batch ${batch_id} is ${batchStatus(batch)}: there is nothing to drive. See adev batch summary ${batch_id}.`,
      );
    }
    if (on) activateBatch(workspace, batch_id);
    const at = timeOf(workspace.surroundings);
    appendEvent(workspace, { event: 'drive', at, batch_id, on, ...(until === undefined ? {} : { until }) });
    return ok({ batch, revision });
  });
}

async function change(
  workspace: Workspace,
  batchId: string,
  transition: (batch: Batch, context: Context) => Result<Batch>,
): Promise<Result<BatchState>> {
  const changed = await changeBatch(workspace, batchId, (batch, context) => {
    const after = transition(batch, context);
    return after.ok ? ok({ batch: after.value, answer: null }) : after;
  });
  if (!changed.ok) return changed;
  const { batch, revision } = changed.value;
  return ok({ batch, revision });
}
