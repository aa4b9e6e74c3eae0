// The revisions of a batch that are still kept, and going back to one of them.
import { settle, type BatchOutcome } from './batch-outcome.ts';
import type { BatchState } from './batch-reports.ts';
import { BATCH, changeBatch, readBatch } from './batches.ts';
import type { Batch } from './domain/batch.ts';
import { checkBatchId, checkRevision } from './domain/batch-arguments.ts';
import { batchStatus, countFeatures } from './domain/batch-queries.ts';
import { ok, refuse, type Result } from './domain/result.ts';
import { restoreBatch } from './domain/restore-batch.ts';
import type { Surroundings, Workspace } from './workspace.ts';

export type BatchRevision = Readonly<{
  revision: number;
  writtenAt: string;
  bytes: number;
  /** What the batch was then, in a few words. */
  summary: string;
}>;

/** The revisions that are kept, newest first: the last eight, and one for each of the last fifty outcomes. */
export function listBatchRevisions(
  batchId: string,
  here?: Surroundings,
): Promise<BatchOutcome<readonly BatchRevision[]>> {
  return settle(here, checkBatchId, { batchId }, async (workspace, given) => {
    const read = await readBatch(workspace, given.batchId);
    if (!read.ok) return read;
    const revisions: BatchRevision[] = [];
    for (const number of await workspace.store.numbers(BATCH, given.batchId)) {
      const found = await workspace.store.at(BATCH, given.batchId, number);
      if (found === null) continue;
      const { data, revision, writtenAt, bytes } = found;
      revisions.push({ revision, writtenAt, bytes, summary: summaryOf(data) });
    }
    return ok(revisions);
  });
}

/**
 * Makes the batch what it was in an older revision, as a new revision, so that this can be undone the same way. What
 * was in progress then is pending and uncertain. Refused `held` while somebody works on the batch, `unknown-revision`.
 */
export function restoreBatchRevision(
  batchId: string,
  revision: number,
  here?: Surroundings,
): Promise<BatchOutcome<BatchState>> {
  return settle(here, checkRevision, { batchId, revision }, async (workspace, given) => {
    const older = await olderState(workspace, given.batchId, given.revision);
    if (!older.ok) return older;
    const restored = await changeBatch(workspace, given.batchId, (present, context) => {
      const batch = restoreBatch(present, older.value, context);
      return batch.ok ? ok({ batch: batch.value, answer: null }) : batch;
    });
    return restored.ok ? ok({ batch: restored.value.batch, revision: restored.value.revision }) : restored;
  });
}

async function olderState(workspace: Workspace, batchId: string, revision: number): Promise<Result<Batch>> {
  const read = await readBatch(workspace, batchId);
  if (!read.ok) return read;
  const older = await workspace.store.at(BATCH, batchId, revision);
  if (older !== null) return ok(older.data);
  return refuse(
    'unknown-revision',
    `Batch ${batchId} has no sound revision ${revision}: adev history batch/${batchId} shows those that are kept.`,
  );
}

function summaryOf(batch: Batch): string {
  const counts = countFeatures(batch);
  const parts = [
    `${batchStatus(batch, counts).replaceAll('_', ' ')}: ${counts.completed} of ${counts.total} completed`,
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
    ...(counts.skipped > 0 ? [`${counts.skipped} skipped`] : []),
    ...(counts.in_progress > 0 ? [`${counts.in_progress} in progress`] : []),
  ];
  return parts.join(', ');
}
