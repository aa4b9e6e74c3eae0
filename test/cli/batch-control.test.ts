import assert from 'node:assert/strict';
import test from 'node:test';
import { openWorkspace, readSession } from '../../lib/index.ts';
import { startClient } from '../batch/stage.ts';
import { snapshot, type TestProject } from '../support/project.ts';
import { adev, jsonOf, NOW, withoutSession, type Run } from './in-process.ts';
import { as, refusalOf, withBatch } from './batch-stage.ts';

const batch = (project: TestProject, ...args: string[]): Promise<Run> => adev(project, ['batch', ...args]);
function sessionOf(project: TestProject) {
  const workspace = openWorkspace(project.surroundings);
  assert.ok(workspace);
  return readSession(workspace.store, workspace.sessionId)?.session;
}

test('pause, unpause and cancel answer with the state of the batch, and twice is no error', async (t) => {
  const project = await withBatch(t, ['one', 'two']);
  for (const [verb, status, revision] of [
    ['unpause', 'pending', 1],
    ['pause', 'paused', 2],
    ['pause', 'paused', 2],
    ['unpause', 'pending', 3],
    ['cancel', 'cancelled', 4],
    ['cancel', 'cancelled', 4],
  ] as const) {
    const run = await batch(project, verb, 'b1', '--json');
    assert.deepEqual(jsonOf(run), { batch_id: 'b1', batch_status: status, revision }, verb);
    assert.equal(run.exit, 0);
  }
  for (const verb of ['pause', 'unpause']) {
    assert.deepEqual(refusalOf(await batch(project, verb, 'b1', '--json')), [3, 'cancelled']);
  }
  assert.deepEqual(refusalOf(await batch(project, 'add', 'b1', '--feature', 'a', '--json')), [
    3,
    'cancelled',
  ]);
});

test('each says what was done and how to take it back', async (t) => {
  const project = await withBatch(t, ['one', 'two']);
  const said = async (...args: string[]) => (await batch(project, ...args)).stdout;
  assert.equal(await said('pause'), 'Batch b1 is paused. To let it go on: adev batch unpause b1\n');
  assert.equal(await said('unpause'), 'Batch b1 goes on. Next: adev batch next b1 --claim\n');
  assert.equal(await said('cancel'), 'Batch b1 is cancelled: nothing is claimed or reported any more.\n');
});

test('a batch that waits stays paused until somebody says otherwise', async (t) => {
  const project = await withBatch(t, ['one', 'two']);
  await batch(project, 'pause', 'b1', '--reason', 'lunch');
  await batch(project, 'complete', '1', 'b1');
  await batch(project, 'adopt', 'b1');
  assert.equal((await batch(project, 'next', 'b1', '--claim')).exit, 4);
  await batch(project, 'unpause', 'b1');
  assert.equal((await batch(project, 'next', 'b1', '--claim')).exit, 0);
});

test('a reason that is too long is refused', async (t) => {
  const project = await withBatch(t, ['one', 'two']);
  const run = await batch(project, 'pause', 'b1', '--reason', 'r'.repeat(10_001), '--json');
  assert.deepEqual(refusalOf(run), [3, 'too-long']);
});

test('adopt makes the batch the active one, and gives back what dead owners held', async (t) => {
  const project = await withBatch(t, ['one', 'two']);
  const [dead, alive] = [await startClient(t), await startClient(t)];
  await batch(as(project, 's2', dead.pid), 'next', 'b1', '--claim');
  await batch(as(project, 's3', alive.pid), 'next', 'b1', '--claim');
  await dead.end();
  const mine = as(project, 's4');
  const { exit, stdout } = await batch(mine, 'adopt', 'b1');
  assert.equal(exit, 0);
  assert.deepEqual(stdout.split('\n'), [
    "Batch b1 is this session's now.",
    'Given back, and uncertain, as their owners are gone: feature 1.',
    'Next: adev batch next b1 --claim',
    '',
  ]);
  assert.equal(sessionOf(mine)?.activeBatch, 'b1');
  assert.deepEqual(jsonOf(await batch(mine, 'adopt', 'b1', '--json')), {
    batch_id: 'b1',
    batch_status: 'running',
    released: [],
    drive: false,
  });
});

test('adopt --drive drives it too', async (t) => {
  const project = await withBatch(t, ['one', 'two']);
  const mine = as(project, 's2');
  const run = await batch(mine, 'adopt', 'b1', '--drive');
  assert.match(run.stdout, /This session drives it: it goes on by itself until adev batch drive b1 off\.\n$/);
  assert.deepEqual(sessionOf(mine)?.drive?.batchId, 'b1');
  const before = snapshot(project.stateDir);
  const nobody = await batch(withoutSession(project), 'adopt', 'b1', '--drive', '--json');
  assert.deepEqual(refusalOf(nobody), [3, 'no-session']);
  assert.deepEqual(snapshot(project.stateDir), before);
});

test('drive is switched on and off for the session, with and without naming the batch', async (t) => {
  const project = await withBatch(t, ['one', 'two']);
  for (const [args, on] of [
    [['b1', 'on'], true],
    [['off'], false],
    [['on'], true],
    [['off', '--batch', 'b1'], false],
  ] as const) {
    const run = await batch(project, 'drive', ...args, '--json');
    assert.deepEqual(jsonOf(run), { batch_id: 'b1', batch_status: 'pending', drive: on, until: null });
    assert.equal(sessionOf(project)?.drive?.on, on);
  }
  assert.equal(
    (await batch(project, 'drive', 'on')).stdout,
    'This session drives batch b1: at the end of a turn it goes on with the next feature, as long as it gets somewhere.\n',
  );
  assert.equal((await batch(project, 'drive', 'off')).stdout, 'This session no longer drives batch b1.\n');
});

test('--until is the next time that the clock shows so', async (t) => {
  const project = await withBatch(t, ['one', 'two']);
  const clock = (hours: number, minutes: number) => {
    const at = new Date(NOW);
    at.setHours(hours, minutes, 0, 0);
    if (at.getTime() <= NOW) at.setDate(at.getDate() + 1);
    return at.toISOString();
  };
  for (const [until, expected] of [
    ['06:30', clock(6, 30)],
    ['6:30', clock(6, 30)],
    ['23:59', clock(23, 59)],
  ] as const) {
    const run = await batch(project, 'drive', 'on', '--until', until, '--json');
    assert.equal((jsonOf(run) as { until: string }).until, expected);
    assert.equal(sessionOf(project)?.drive?.until, expected);
    assert.ok(Date.parse(expected) > NOW);
  }
  for (const until of ['24:00', '6', '6:3', 'soon', '-1:00']) {
    assert.deepEqual(
      refusalOf(await batch(project, 'drive', 'on', `--until=${until}`, '--json')),
      [2, 'usage'],
      until,
    );
  }
});

test('drive says what it needs', async (t) => {
  const project = await withBatch(t, ['one', 'two']);
  for (const args of [[], ['b1'], ['b1', 'maybe'], ['on', 'b1'], ['b1', 'on', 'b2']]) {
    assert.deepEqual(
      refusalOf(await batch(project, 'drive', ...args, '--json')),
      [2, 'usage'],
      args.join(' '),
    );
  }
  assert.deepEqual(refusalOf(await batch(withoutSession(project), 'drive', 'b1', 'on', '--json')), [
    3,
    'no-session',
  ]);
  for (const number of ['1', '2']) await batch(project, 'complete', number, 'b1');
  const before = snapshot(project.stateDir);
  assert.deepEqual(refusalOf(await batch(project, 'drive', 'b1', 'on', '--json')), [3, 'finished']);
  assert.deepEqual(snapshot(project.stateDir), before);
  assert.equal((await batch(project, 'drive', 'b1', 'off')).exit, 0);
});
