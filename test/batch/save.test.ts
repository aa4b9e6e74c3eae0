// A state that was read, changed by hand and saved: its outcomes are merged into the batch as it is then.
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  claimNextFeature,
  loadBatchState,
  markCompleted,
  markFailed,
  markSkipped,
  pauseBatch,
  retryFeature,
  saveBatchState,
  type BatchState,
  type Feature,
  type Surroundings,
} from '../../lib/index.ts';
import { createProject, snapshot } from '../support/project.ts';
import { claim, inSession, makeBatch, noOf, startClient, valueOf } from './stage.ts';

const load = async (here: Surroundings) => valueOf(await loadBatchState('b1', here));

/** The state with some features changed by hand. */
function edited(state: BatchState, changes: Readonly<Record<number, Partial<Feature>>>): BatchState {
  const features = state.batch.features.map((feature) => ({ ...feature, ...changes[feature.number] }));
  return { ...state, batch: { ...state.batch, features } };
}

const statuses = ({ batch }: BatchState) => batch.features.map(({ status }) => status);

test('several outcomes are saved at once, with errors, reasons and evidence', async (t) => {
  const here = inSession(createProject(t), 's1');
  await makeBatch(['one', 'two', 'three', 'four'], here);
  const saved = valueOf(
    await saveBatchState(
      edited(await load(here), {
        1: { status: 'completed', evidence: { commit: 'abc', note: 'easy' } },
        2: { status: 'failed', error: { message: 'TypeError: no', class: 'transient' } },
        3: { status: 'skipped', skip: { reason: 'not now', category: 'quality_gate' } },
      }),
      here,
    ),
  );
  assert.deepEqual(statuses(saved), ['completed', 'failed', 'skipped', 'pending']);
  const [one, two, three] = saved.batch.features;
  assert.deepEqual(one?.evidence, { commit: 'abc', note: 'easy' });
  assert.deepEqual(two?.error, { message: 'TypeError: no', class: 'permanent' });
  assert.equal(two.attempts, 1);
  assert.deepEqual(three?.skip, { reason: 'not now', category: 'quality_gate' });
  assert.deepEqual(await load(here), saved);
});

test('nothing but outcomes is taken from it', async (t) => {
  const here = inSession(createProject(t), 's1');
  const batch = await makeBatch(['one', 'two'], here);
  const state = edited(await load(here), {
    1: { status: 'completed', text: 'another', attempts: 7, history: [], depends_on: [2] },
    2: { text: 'another', uncertain: true },
  });
  const { batch: after } = valueOf(
    await saveBatchState({ ...state, batch: { ...state.batch, title: 'T', max_attempts: 99 } }, here),
  );
  const { status: _, history: __, finished_at: ___, ...rest } = after.features[0] as Feature;
  const { status: ____, history: _____, ...before } = batch.features[0] as Feature;
  assert.deepEqual(rest, before);
  assert.deepEqual(after.features[1], batch.features[1]);
  assert.deepEqual([after.title, after.max_attempts], [undefined, 3]);
});

test('a state without a new outcome writes nothing', async (t) => {
  const project = createProject(t);
  const here = inSession(project, 's1');
  await makeBatch(['one', 'two'], here);
  valueOf(await markCompleted('b1', 1, {}, here));
  const state = await load(here);
  const before = snapshot(project.stateDir);
  assert.equal(valueOf(await saveBatchState(state, here)).revision, state.revision);
  assert.deepEqual(snapshot(project.stateDir), before);
});

test('what others did meanwhile stays', async (t) => {
  const project = createProject(t);
  const here = inSession(project, 's1');
  const other = inSession(project, 's2');
  await makeBatch(['one', 'two', 'three'], here);
  const state = await load(here);
  valueOf(await markCompleted('b1', 1, {}, other));
  valueOf(await claimNextFeature('b1', {}, other));
  valueOf(await pauseBatch('b1', 'lunch', other));
  const saved = valueOf(await saveBatchState(edited(state, { 3: { status: 'skipped' } }), here));
  assert.deepEqual(statuses(saved), ['completed', 'in_progress', 'skipped']);
  assert.equal(saved.batch.paused?.reason, 'lunch');
});

test('an older state undoes nothing: another outcome in between is refused as stale, and nothing of it is saved', async (t) => {
  const project = createProject(t);
  const here = inSession(project, 's1');
  const other = inSession(project, 's2');
  await makeBatch(['one', 'two'], here);
  const state = edited(await load(here), { 1: { status: 'completed' }, 2: { status: 'completed' } });
  valueOf(await markFailed('b1', 2, { error: 'no' }, other));
  const before = snapshot(project.stateDir);
  assert.equal(noOf(await saveBatchState(state, here)), 'refused stale-revision');
  assert.deepEqual(snapshot(project.stateDir), before);
});

test('the same outcome in between is no contradiction, and saving a state twice is none', async (t) => {
  const project = createProject(t);
  const here = inSession(project, 's1');
  await makeBatch(['one', 'two', 'three'], here);
  const state = edited(await load(here), {
    1: { status: 'completed' },
    2: { status: 'failed', error: { message: 'no', class: 'permanent' } },
    3: { status: 'skipped' },
  });
  valueOf(await markCompleted('b1', 1, {}, inSession(project, 's2')));
  const first = valueOf(await saveBatchState(state, here));
  const second = valueOf(await saveBatchState(state, here));
  assert.deepEqual(second, first);
  assert.equal(second.batch.features[1]?.attempts, 1);
});

test('a failed feature may turn out to be done, and a completed one stays so', async (t) => {
  const here = inSession(createProject(t), 's1');
  await makeBatch(['one', 'two'], here);
  valueOf(await markFailed('b1', 1, {}, here));
  valueOf(await markCompleted('b1', 2, {}, here));
  const done = edited(await load(here), { 1: { status: 'completed' } });
  assert.deepEqual(statuses(valueOf(await saveBatchState(done, here))), ['completed', 'completed']);
  const undone = edited(await load(here), { 1: { status: 'failed' } });
  assert.equal(noOf(await saveBatchState(undone, here)), 'refused already-completed');
});

test('a status that is no outcome is refused', async (t) => {
  const here = inSession(createProject(t), 's1');
  await makeBatch(['one', 'two'], here);
  valueOf(await markSkipped('b1', 1, {}, here));
  const state = await load(here);
  for (const changes of [{ 1: { status: 'pending' } }, { 2: { status: 'in_progress' } }] as const) {
    assert.equal(noOf(await saveBatchState(edited(state, changes), here)), 'refused outcomes-only');
  }
});

test('a lease holds here as for any report: of its owner, of others, and of no session at all', async (t) => {
  const project = createProject(t);
  const client = await startClient(t);
  const owner = inSession(project, 's1', { pid: client.pid });
  await makeBatch(['one', 'two'], owner);
  await claim(owner);
  const state = edited(await load(owner), { 1: { status: 'completed' } });
  assert.equal(noOf(await saveBatchState(state, inSession(project, 's2'))), 'refused not-owner');
  assert.equal(noOf(await saveBatchState(state, inSession(project, null))), 'refused token-required');
  assert.deepEqual(statuses(valueOf(await saveBatchState(state, owner))), ['completed', 'pending']);
});

test('a claim that was lost since the state was read is not reported on', async (t) => {
  const project = createProject(t);
  const client = await startClient(t);
  const owner = inSession(project, 's1', { pid: client.pid });
  await makeBatch(['one'], owner);
  await claim(owner);
  const state = edited(await load(owner), { 1: { status: 'completed' } });
  await client.end();
  const next = inSession(project, 's2', { pid: process.pid });
  await claim(next);
  assert.equal(noOf(await saveBatchState(state, owner)), 'refused not-owner');
  valueOf(await markCompleted('b1', 1, {}, next));
  valueOf(await saveBatchState(state, owner));
});

test('a revision that is kept no more is refused as stale', async (t) => {
  const project = createProject(t);
  const here = inSession(project, 's1');
  await makeBatch(['one', 'two'], here);
  const state = edited(await load(here), { 1: { status: 'completed' } });
  for (let count = 0; count < 5; count += 1) {
    valueOf(await pauseBatch('b1', `${count}`, here));
    valueOf(await markSkipped('b1', 2, {}, here));
    valueOf(await retryFeature('b1', 2, {}, here));
    valueOf(await pauseBatch('b1', `${count}`, here));
  }
  assert.equal(noOf(await saveBatchState(state, here)), 'refused stale-revision');
  assert.deepEqual(statuses(await load(here)), ['pending', 'pending']);
});
