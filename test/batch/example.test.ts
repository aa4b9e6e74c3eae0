// The batch of the skill's example, worked off by a program that is interrupted on the way.
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  createBatchState,
  generateCompletionSummary,
  getNextPendingFeature,
  loadBatchState,
  markCompleted,
  markFailed,
  saveBatchState,
  type BatchState,
} from '../../lib/index.ts';
import { createProject } from '../support/project.ts';
import { inSession, valueOf } from './stage.ts';

const FEATURES = ['Add login', 'Add logout', 'Add reset', 'Add sign-up'];

test('a batch is made, worked off feature by feature, and goes on after a crash where it stopped', async (t) => {
  const project = createProject(t);
  const evening = inSession(project, null);
  const { batch } = valueOf(await createBatchState({ features: FEATURES }, evening));
  assert.match(batch.batch_id, /^batch-20261122-100000-[0-9a-z]{4}$/);
  const done: string[] = [];

  for (;;) {
    const feature = valueOf(await getNextPendingFeature(batch.batch_id, evening));
    if (feature === null || feature.text === 'Add sign-up') break; // the process is killed
    done.push(feature.text);
    if (feature.text === 'Add logout') {
      await markFailed(batch.batch_id, feature.number, { error: 'SyntaxError: no' }, evening);
    } else await markCompleted(batch.batch_id, feature.number, {}, evening);
  }

  const morning = inSession(project, null);
  const next = valueOf(await getNextPendingFeature(batch.batch_id, morning));
  assert.equal(next?.text, 'Add sign-up');
  const state = valueOf(await loadBatchState(batch.batch_id, morning));
  valueOf(await saveBatchState(withOutcome(state, next.number), morning));

  assert.deepEqual(done, FEATURES.slice(0, 3));
  assert.equal(valueOf(await getNextPendingFeature(batch.batch_id, morning)), null);
  const { status, counts, failed, resume_command } = valueOf(
    await generateCompletionSummary(batch.batch_id, morning),
  );
  assert.equal(status, 'completed_with_failures');
  assert.deepEqual([counts.completed, counts.failed, counts.pending], [3, 1, 0]);
  assert.deepEqual(failed, [{ number: 2, text: 'Add logout', error: 'SyntaxError: no', class: 'permanent' }]);
  assert.equal(resume_command, `adev batch retry 2 --batch ${batch.batch_id}`);
});

/** The state with a feature completed by hand, as a program may that keeps it in memory. */
function withOutcome({ batch, revision }: BatchState, number: number): BatchState {
  const features = batch.features.map((feature) =>
    feature.number === number ? { ...feature, status: 'completed' as const } : feature,
  );
  return { revision, batch: { ...batch, features } };
}
