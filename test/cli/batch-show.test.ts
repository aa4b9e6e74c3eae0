import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { openWorkspace, parkSession } from '../../lib/index.ts';
import { startClient } from '../batch/stage.ts';
import { onBrokenDiskAsync } from '../support/broken-disk.ts';
import { createProject, snapshot, type TestProject } from '../support/project.ts';
import { adev, jsonOf, NOW } from './in-process.ts';

async function run(project: TestProject, ...args: string[]): Promise<string> {
  const { exit, stdout, stderr } = await adev(project, ['batch', ...args]);
  assert.equal(exit, 0, stderr);
  return stdout;
}

const json = async (project: TestProject, ...args: string[]) =>
  jsonOf(await adev(project, ['batch', ...args, '--json']));

/** Five features: completed, failed with one that waits for it, in progress, and free. */
async function withBatch(t: TestContext): Promise<TestProject> {
  const project = createProject(t);
  const features = ['one', 'two', 'three', 'four', 'five'].flatMap((text) => ['--feature', text]);
  await run(project, 'create', ...features, '--id', 'b1', '--title', 'The five', '--depends', '3:2');
  await run(project, 'complete', '1', 'b1');
  await run(project, 'fail', '2', 'b1', '--error', 'TypeError: no\nat line 3');
  await run(project, 'next', 'b1', '--claim');
  return project;
}

test('show tells counts, features and the revision', async (t) => {
  const project = await withBatch(t);
  const shown = (await json(project, 'show', 'b1')) as {
    features: Record<string, unknown>[];
    counts: object;
  };
  assert.deepEqual(Object.keys(shown), ['batch_id', 'status', 'counts', 'features', 'revision']);
  assert.deepEqual(
    { ...shown, features: shown.features.length },
    {
      batch_id: 'b1',
      status: 'running',
      counts: {
        total: 5,
        pending: 2,
        in_progress: 1,
        completed: 1,
        failed: 1,
        skipped: 0,
        blocked: 1,
        uncertain: 0,
      },
      features: 5,
      revision: 4,
    },
  );
  assert.deepEqual(
    shown.features.map(({ number, status, uncertain }) => [number, status, uncertain]),
    [
      [1, 'completed', false],
      [2, 'failed', false],
      [3, 'pending', false],
      [4, 'in_progress', false],
      [5, 'pending', false],
    ],
  );
});

test('as text it is a line for each feature, cut to a terminal and whole elsewhere', async (t) => {
  const project = await withBatch(t);
  const long = 'l'.repeat(200);
  await run(project, 'add', 'b1', '--feature', long);
  const lines = (await run(project, 'show', 'b1')).split('\n');
  assert.deepEqual(lines, [
    'b1  running  1 of 6 done, 1 in progress, 1 failed  just now  The five',
    '',
    '  1  completed    one',
    '  2  failed       two (TypeError: no at line 3)',
    '  3  pending      three',
    '  4  in progress  four',
    '  5  pending      five',
    `  6  pending      ${long}`,
    '',
  ]);
  const narrow = await adev(project, ['batch', 'show', 'b1'], { screen: () => ({ columns: 60 }) });
  const widths = narrow.stdout
    .replaceAll(/\u001b\[\d+m/g, '')
    .split('\n')
    .slice(2)
    .map((line) => line.length);
  assert.ok(Math.max(...widths) <= 60, String(widths));
});

test('pauses and doubts are shown', async (t) => {
  const project = await withBatch(t);
  const client = await startClient(t);
  const other = {
    ...project,
    env: { ...project.env, CLAUDE_CODE_SESSION_ID: 's2', CLAUDE_PID: `${client.pid}` },
  };
  await run(other, 'next', 'b1', '--claim');
  await client.end();
  assert.match(await run(project, 'show', 'b1'), /\n {2}5 {2}in progress {2}five \(its owner is gone\)\n/);
  await run(project, 'adopt', 'b1');
  await run(project, 'pause', 'b1', '--reason', 'lunch');
  const text = await run(project, 'show', 'b1');
  assert.match(text, /^b1 {2}paused {2}1 of 5 done, 1 in progress, 1 failed, 1 uncertain/);
  assert.match(text, /\nPaused: lunch\n/);
  assert.match(text, /\n {2}5 {2}pending {6}five \(uncertain\)\n/);
});

test('list tells of all batches, newest first', async (t) => {
  const project = await withBatch(t);
  await run({ ...project }, 'create', '--feature', 'a', '--id', 'b0');
  const later = { now: () => Date.parse('2026-11-22T12:00:00.000Z') };
  await adev(project, ['batch', 'create', '--feature', 'a', '--id', 'b2'], later);
  const { batches } = (await json(project, 'list')) as { batches: Record<string, unknown>[] };
  assert.equal(batches[0]?.['batch_id'], 'b2');
  assert.deepEqual(Object.keys(batches[0]), [
    'batch_id',
    'title',
    'status',
    'counts',
    'remaining',
    'created_at',
    'updated_at',
  ]);
  assert.equal(batches.length, 3);
  const text = await adev(project, ['batch', 'list'], later);
  assert.match(text.stdout, /^b2 {2}pending {2}0 of 1 done {27}just now\nb/);
  assert.match(
    text.stdout,
    /\nb1 {2}running {2}1 of 5 done, 1 in progress, 1 failed {2}2 h ago {3}The five\n/,
  );
});

test('without a batch, list says how to make one', async (t) => {
  assert.equal(await run(createProject(t), 'list'), 'No batches here. To make one: adev batch create FILE\n');
});

test('list shows what it can, and names on stderr what it cannot', async (t) => {
  const project = await withBatch(t);
  await run(project, 'create', '--feature', 'a', '--id', 'b2');
  const folder = path.join(project.stateDir, 'batches/b2');
  for (const name of readdirSync(folder)) writeFileSync(path.join(folder, name), 'rubbish');
  const { exit, stdout, stderr } = await adev(project, ['batch', 'list', '--json']);
  assert.equal(exit, 0);
  assert.equal((JSON.parse(stdout) as { batches: unknown[] }).batches.length, 1);
  assert.match(stderr, /^adev: batch b2 cannot be shown: batch b2 has no sound revision left/);
});

test('switched off, nothing is shown and nothing is said not to be there', async (t) => {
  const project = await withBatch(t);
  await adev(project, ['off']);
  const before = snapshot(project.stateDir);
  for (const command of ['list', 'show', 'summary', 'next', 'pause', 'adopt']) {
    const { exit, stderr } = await adev(project, ['batch', command]);
    assert.equal(exit, 75, command);
    assert.match(stderr, /^adev: skipped \(disabled\): switched off for this project: adev on\n/);
  }
  assert.deepEqual(snapshot(project.stateDir), before);
});

test('a look at a batch succeeds though what was set aside cannot be taken up again', async (t) => {
  const project = await withBatch(t);
  const workspace = openWorkspace({ ...project.surroundings, now: () => NOW });
  assert.ok(workspace);
  assert.equal(await parkSession(workspace), 1);
  const full = { below: project.stateDir, calls: ['writeSync'], at: 1, sticky: true, errno: 'ENOSPC' };
  await onBrokenDiskAsync(full, async () => {
    assert.equal((await adev(project, ['batch', 'show', 'b1'])).exit, 0);
    assert.equal((await adev(project, ['batch', 'complete', '5', 'b1'])).exit, 75);
  });
  const off = { ...project, env: { ...project.env, AUTONOMOUS_DEV: 'off' } };
  const before = snapshot(project.stateDir);
  assert.equal((await adev(off, ['batch', 'show', 'b1'])).exit, 75);
  assert.deepEqual(snapshot(project.stateDir), before);
  await adev(project, ['batch', 'show', 'b1']);
  assert.notDeepEqual(snapshot(project.stateDir), before);
});

test('summary tells what came of it and what to do next, as text and as a document', async (t) => {
  const project = await withBatch(t);
  await run(project, 'complete', '4', 'b1', '--commit', 'abc');
  await run(project, 'skip', '5', 'b1', '--reason', 'not now');
  const summary = (await json(project, 'summary', 'b1')) as Record<string, unknown>;
  assert.equal(summary['status'], 'completed_with_failures');
  assert.equal(summary['resume_command'], 'adev batch retry 2 --batch b1');
  const text = await run(project, 'summary', 'b1');
  assert.match(text, /^Batch b1, The five: completed_with_failures\n2 of 5 completed, 1 failed, 1 skipped/);
  assert.match(text, /\nFailed:\n {2}2\. two \(TypeError: no at line 3\)\n/);
  assert.match(text, /\nLeft:\n {2}3\. three \(blocked\)\n/);
});

test('every look at a batch changes nothing', async (t) => {
  const project = await withBatch(t);
  const before = snapshot(project.stateDir);
  for (const command of ['list', 'show', 'summary', 'next']) {
    const args = command === 'list' ? [command] : [command, 'b1'];
    await adev(project, ['batch', ...args]);
    await adev(project, ['batch', ...args, '--json']);
  }
  assert.deepEqual(snapshot(project.stateDir), before);
});

test('a batch that is not there is refused by every look', async (t) => {
  const project = await withBatch(t);
  for (const command of ['show', 'summary', 'next']) {
    const { exit, stdout } = await adev(project, ['batch', command, 'b9', '--json']);
    assert.equal(exit, 3);
    assert.match(stdout, /^\{"refused":\{"code":"unknown-batch"/);
  }
});
