// What is kept of a feature beside its outcome, and of a batch beside its features.
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  addBatchFeatures,
  driveBatch,
  incrementRetryCount,
  loadBatchState,
  markCompleted,
  openWorkspace,
  pauseBatch,
  readSession,
  recordGitOperation,
  unpauseBatch,
  type Surroundings,
} from '../../lib/index.ts';
import { createProject } from '../support/project.ts';
import { inSession, makeBatch, MINUTE_MS, MORNING, valueOf } from './stage.ts';

const loaded = async (here: Surroundings) => valueOf(await loadBatchState('b1', here)).batch;

test('what commit, push and pull request came to is kept beside each other, the last of each', async (t) => {
  const here = inSession(createProject(t), 's1');
  await makeBatch(['one', 'two'], here);
  for (const [operation, result] of [
    ['commit', { success: false, error: 'nothing to commit' }],
    ['commit', { success: true, sha: 'abc', branch: 'main' }],
    ['push', { success: true, remote: 'origin' }],
    ['pr', { success: true, number: 7, url: 'https://example.com/pull/7', labels: ['a'] }],
  ] as const) {
    valueOf(await recordGitOperation('b1', 1, operation, result, here));
  }
  const at = '2026-11-22T10:00:00.000Z';
  const [one, two] = (await loaded(here)).features;
  assert.deepEqual(one?.git, {
    commit: { success: true, sha: 'abc', branch: 'main', at },
    push: { success: true, remote: 'origin', at },
    pr: { success: true, number: 7, url: 'https://example.com/pull/7', labels: ['a'], at },
  });
  assert.equal(one.status, 'pending');
  assert.equal(two?.git, undefined);
});

test('attempts can be counted by the caller', async (t) => {
  const here = inSession(createProject(t), 's1');
  await makeBatch(['one'], here);
  valueOf(await incrementRetryCount('b1', 1, here));
  const { feature } = valueOf(await incrementRetryCount('b1', 1, here));
  assert.deepEqual([feature.attempts, feature.status], [2, 'pending']);
});

test('features that are added go on in the numbering, and a pause keeps its first reason', async (t) => {
  const here = inSession(createProject(t), 's1');
  await makeBatch(['one'], here);
  valueOf(await addBatchFeatures('b1', [{ text: 'two' }, { text: 'three', completed: true }], here));
  valueOf(await pauseBatch('b1', 'lunch', here));
  valueOf(await pauseBatch('b1', 'tea', here));
  const batch = await loaded(here);
  assert.deepEqual(
    batch.features.map(({ number, text, status }) => [number, text, status]),
    [
      [1, 'one', 'pending'],
      [2, 'two', 'pending'],
      [3, 'three', 'completed'],
    ],
  );
  assert.equal(batch.paused?.reason, 'lunch');
  assert.equal(valueOf(await unpauseBatch('b1', here)).batch.paused, undefined);
});

test('the time until which a batch is driven may be given in any zone, and is kept in one', async (t) => {
  const here = inSession(createProject(t), 's1');
  await makeBatch(['one'], here);
  valueOf(await driveBatch('b1', { on: true, until: '2026-11-22T14:30:00+02:00' }, here));
  const workspace = openWorkspace(here);
  assert.ok(workspace);
  assert.equal(readSession(workspace.store, 's1')?.session.drive?.until, '2026-11-22T12:30:00.000Z');
});

test('when a batch was made stays as it is, and when it was changed last goes on, always with milliseconds', async (t) => {
  const project = createProject(t);
  const at = (minute: number) => inSession(project, 's1', { now: () => MORNING + minute * MINUTE_MS });
  const made = await makeBatch(['one', 'two'], at(0));
  valueOf(await markCompleted('b1', 1, {}, at(1)));
  valueOf(await addBatchFeatures('b1', [{ text: 'three' }], at(2)));
  valueOf(await pauseBatch('b1', 'lunch', at(3)));
  const batch = await loaded(at(4));
  assert.deepEqual(
    [made.created_at, batch.created_at, batch.updated_at],
    ['2026-11-22T10:00:00.000Z', '2026-11-22T10:00:00.000Z', '2026-11-22T10:03:00.000Z'],
  );
});
