// A batch as a whole: added to, paused, cancelled, adopted, driven.
import { activateBatch } from './active-batch.ts';
import { settle, type BatchOutcome } from './batch-outcome.ts';
import type { BatchState } from './batch-reports.ts';
import { changeBatch, readBatch } from './batches.ts';
import type { Batch } from './domain/batch.ts';
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
import { appendEvent, timeOf } from './workspace.ts';
import type { Surroundings } from './workspace.ts';

/** More features at the end of a batch, numbered on. Refused as for a new batch, and `cancelled`. */
export function addBatchFeatures(
  batchId: string,
  items: readonly FeatureItem[],
  here?: Surroundings,
): Promise<BatchOutcome<BatchState>> {
  return control(batchId, (batch, { now }) => addFeatures(batch, items, now), here);
}

/** Nothing is claimed until it is unpaused; outcomes are still taken. */
export function pauseBatch(
  batchId: string,
  reason: string,
  here?: Surroundings,
): Promise<BatchOutcome<BatchState>> {
  return control(batchId, (batch, { now }) => pause(batch, reason, now), here);
}

export function unpauseBatch(batchId: string, here?: Surroundings): Promise<BatchOutcome<BatchState>> {
  return control(batchId, (batch, { now }) => unpause(batch, now), here);
}

/** For good: claims and outcomes are refused from now on. */
export function cancelBatch(batchId: string, here?: Surroundings): Promise<BatchOutcome<BatchState>> {
  return control(batchId, (batch, { now }) => ok(cancel(batch, now)), here);
}

/** Makes the batch this session's active one, and releases what owners that are gone held of it. */
export function adoptBatch(
  batchId: string,
  here?: Surroundings,
): Promise<BatchOutcome<BatchState & Readonly<{ released: readonly number[] }>>> {
  return settle(here, async (workspace) => {
    const adopted = await changeBatch(workspace, batchId, (batch, context) => {
      const { batch: after, numbers } = releaseAbandoned(batch, context);
      return ok({ batch: after, answer: numbers });
    });
    if (!adopted.ok) return adopted;
    activateBatch(workspace, batchId);
    const { batch, revision, answer } = adopted.value;
    return ok({ batch, revision, released: answer });
  });
}

/**
 * Switches driving on or off for this session: while it is on, the Stop hook goes on with the next feature.
 * Refused `finished` for a batch without work, and `no-session` where no client would ever ask.
 */
export function driveBatch(
  batchId: string,
  drive: Readonly<{ on: boolean; until?: string }>,
  here?: Surroundings,
): Promise<BatchOutcome<BatchState>> {
  return settle(here, async (workspace) => {
    if (workspace.sessionIsDefault) {
      return refuse(
        'no-session',
        'Only a Claude Code session can drive a batch: run this in one, or name it with --session.',
      );
    }
    const read = await readBatch(workspace, batchId);
    if (!read.ok) return read;
    const { data: batch, revision } = read.value;
    if (drive.on && !isUnfinished(batchStatus(batch))) {
      return refuse(
        'finished',
        `Batch ${batchId} is ${batchStatus(batch)}: there is nothing to drive. See adev batch summary ${batchId}.`,
      );
    }
    const { on, until } = drive;
    if (on) activateBatch(workspace, batchId);
    const at = timeOf(workspace.surroundings);
    appendEvent(workspace, {
      event: 'drive',
      at,
      batch_id: batchId,
      on,
      ...(until === undefined ? {} : { until }),
    });
    return ok({ batch, revision });
  });
}

function control(
  batchId: string,
  transition: (batch: Batch, context: Context) => Result<Batch>,
  here: Surroundings | undefined,
): Promise<BatchOutcome<BatchState>> {
  return settle(here, async (workspace) => {
    const changed = await changeBatch(workspace, batchId, (batch, context) => {
      const after = transition(batch, context);
      return after.ok ? ok({ batch: after.value, answer: null }) : after;
    });
    if (!changed.ok) return changed;
    const { batch, revision } = changed.value;
    return ok({ batch, revision });
  });
}
