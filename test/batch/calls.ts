// Every public function of the batch library, with arguments that it takes on a batch b1 of two features.
import assert from 'node:assert/strict';
import * as library from '../../lib/batch-state-manager.ts';
import type { Surroundings } from '../../lib/index.ts';

export const CALLS: Readonly<Record<string, readonly unknown[]>> = {
  createBatchState: [{ features: ['one'], batchId: 'b2' }],
  loadBatchState: ['b1'],
  getNextPendingFeature: ['b1'],
  claimNextFeature: ['b1', {}],
  markCompleted: ['b1', 1, {}],
  markFailed: ['b1', 1, {}],
  markSkipped: ['b1', 1, {}],
  retryFeature: ['b1', 1, {}],
  releaseFeature: ['b1', 1, {}],
  incrementRetryCount: ['b1', 1],
  recordGitOperation: ['b1', 1, 'commit', { success: true }],
  addBatchFeatures: ['b1', [{ text: 'more' }]],
  pauseBatch: ['b1', 'why'],
  unpauseBatch: ['b1'],
  driveBatch: ['b1', { on: true }],
  adoptBatch: ['b1'],
  generateCompletionSummary: ['b1'],
  saveBatchState: [
    { revision: 1, batch: { batch_id: 'b1', features: [{ number: 1, status: 'completed' }] } },
  ],
  listBatchRevisions: ['b1'],
  restoreBatchRevision: ['b1', 1],
  cancelBatch: ['b1'],
  cleanupBatchState: ['b1'],
};

export const PUBLIC_FUNCTIONS = Object.keys(library);

type Call = (...args: unknown[]) => Promise<library.BatchOutcome<unknown>>;

export function call(
  name: string,
  here: Surroundings,
  args: readonly unknown[] | undefined = CALLS[name],
): Promise<library.BatchOutcome<unknown>> {
  const run = (library as unknown as Record<string, Call>)[name];
  assert.ok(run !== undefined && args !== undefined, name);
  return run(...args, here);
}
