import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {
  claimNextFeature,
  cleanupBatchState,
  createBatchState,
  markCompleted,
  resolveBatch,
  openWorkspace,
} from '../../lib/index.ts';
import { createProject, snapshot } from '../support/project.ts';
import { call, CALLS } from './calls.ts';
import { claim, inSession, makeBatch, noOf, valueOf } from './stage.ts';

test('a removed batch is gone for good: everything else is refused, its id too, and again is no error', async (t) => {
  const project = createProject(t);
  const here = inSession(project, 's1');
  await makeBatch(['one', 'two'], here);
  assert.ok(existsSync(path.join(project.stateDir, 'batches/b1.json')));
  valueOf(await cleanupBatchState('b1', here));
  const before = snapshot(project.stateDir);
  valueOf(await cleanupBatchState('b1', here));
  for (const name of Object.keys(CALLS)) {
    if (name === 'cleanupBatchState' || name === 'createBatchState') continue;
    assert.equal(noOf(await call(name, here)), 'refused removed', name);
  }
  const again = await createBatchState({ features: ['one'], batchId: 'b1' }, here);
  assert.equal(noOf(again), 'refused removed');
  assert.deepEqual(snapshot(project.stateDir), before);
});

test('neither a view nor a hint of a removed batch stays, and no command means it any more', async (t) => {
  const project = createProject(t);
  const here = inSession(project, 's1');
  await makeBatch(['one'], here, { batchId: 'b2' });
  await makeBatch(['one'], here);
  valueOf(await cleanupBatchState('b1', here));
  assert.deepEqual(readdirSync(path.join(project.stateDir, 'batches')).toSorted(), ['b1', 'b2', 'b2.json']);
  assert.deepEqual(readdirSync(path.join(project.stateDir, 'open')).toSorted(), ['batch.b2', 'session.s1']);
  const workspace = openWorkspace(here);
  assert.ok(workspace);
  assert.deepEqual(await resolveBatch(workspace, undefined), { ok: true, value: 'b2' });
});

test('whoever works on a batch that is removed meanwhile is told so', async (t) => {
  const project = createProject(t);
  const here = inSession(project, 's1');
  await makeBatch(['one', 'two'], here);
  const { lease, number } = await claim(here);
  valueOf(await cleanupBatchState('b1', inSession(project, 's2')));
  const late = await markCompleted('b1', number, { token: lease.token }, here);
  assert.equal(noOf(late), 'refused removed');
  assert.equal(noOf(await claimNextFeature('b1', {}, here)), 'refused removed');
});

test('an id that names no folder is removed as nothing, and leaves nothing', async (t) => {
  const project = createProject(t);
  for (const id of ['../b1', '/', '', 'B1', '.'])
    valueOf(await cleanupBatchState(id, inSession(project, 's1')));
  assert.equal(existsSync(project.stateDir), false);
});

test('a batch goes by the id that listing it gives, also where that is the hash of another id', async (t) => {
  const project = createProject(t);
  const here = inSession(project, 's1');
  const batchId = `x-${'0'.repeat(40)}`;
  await makeBatch(['one'], here, { batchId });
  valueOf(await cleanupBatchState(batchId, here));
  assert.equal(noOf(await claimNextFeature(batchId, {}, here)), 'refused removed');
  assert.deepEqual(readdirSync(path.join(project.stateDir, 'open')), ['session.s1']);
});
