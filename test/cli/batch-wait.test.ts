// The command that waits for a feature: how long, how often it looks, and what it says when there was none.
import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { startAdev } from '../support/plugin-process.ts';
import { createProject } from '../support/project.ts';
import { adev, NOW } from './in-process.ts';
import { as, withBatch } from './batch-stage.ts';

const CLAIM = ['batch', 'next', 'b1', '--claim'];
const WAIT = [...CLAIM, '--wait'];

/** A clock that only waiting moves, and what was waited for. */
function clock(meanwhile: (waits: number) => Promise<unknown> = async () => undefined) {
  const waits: number[] = [];
  let now = NOW;
  return {
    waits,
    terminal: {
      now: () => now,
      wait: async (ms: number) => {
        waits.push(ms);
        now += ms;
        await meanwhile(waits.length);
      },
    },
  };
}

test('--wait looks again every two seconds until a feature is free', async (t) => {
  const project = await withBatch(t, ['one']);
  await adev(as(project, 'session-2'), CLAIM);
  const { waits, terminal } = clock(async (count) => {
    if (count === 3) await adev(as(project, 'session-2'), ['batch', 'release', '1', 'b1', '--token', '1']);
  });
  const run = await adev(project, WAIT, terminal);
  assert.equal(run.exit, 0);
  assert.match(run.stdout, /^Feature 1 of 1: one\nClaimed under token 2\.\n/);
  assert.deepEqual(waits, [2000, 2000, 2000]);
});

test('--wait gives up after its time, and says what it waited for', async (t) => {
  const project = await withBatch(t, ['one']);
  await adev(as(project, 'session-2'), CLAIM);
  for (const [given, seconds] of [
    [[], 90],
    [['5s'], 5],
    [['10m'], 600],
  ] as const) {
    const { waits, terminal } = clock();
    const run = await adev(project, [...WAIT, ...given], terminal);
    assert.equal(run.exit, 4);
    assert.match(run.stdout, /It waits for feature 1 \(session session-/);
    assert.equal(
      waits.reduce((sum, ms) => sum + ms, 0),
      seconds * 1000,
    );
  }
});

test('--wait ends as soon as waiting cannot help', async (t) => {
  const project = await withBatch(t, ['one', 'two']);
  await adev(as(project, 'session-2'), CLAIM);
  const { waits, terminal } = clock(() =>
    adev(as(project, 'session-2'), ['batch', 'fail', '1', 'b1', '--token', '1', '--error', 'no']),
  );
  await adev(project, ['batch', 'complete', '2', 'b1']);
  const run = await adev(project, WAIT, terminal);
  assert.deepEqual([run.exit, waits.length], [4, 1]);
  assert.match(run.stdout, /^Batch b1 is finished, with failures/);
});

test('--wait does not wait for what this session holds itself, nor for a time of no kind', async (t) => {
  const project = await withBatch(t, ['one']);
  await adev(project, CLAIM);
  assert.equal((await adev(project, WAIT)).exit, 4);
  for (const wait of ['11m', '1h', 'x']) {
    const run = await adev(project, ['batch', 'next', 'b1', `--wait=${wait}`]);
    assert.equal(run.exit, 2, wait);
  }
});

test('--wait waits through a pause', async (t) => {
  const project = createProject(t);
  await adev(project, ['batch', 'create', '--feature', 'one', '--id', 'b1', '--max-attempts', '1']);
  await adev(project, ['batch', 'pause', 'b1']);
  const { waits, terminal } = clock((count) =>
    adev(project, count === 2 ? ['batch', 'unpause', 'b1'] : ['batch', 'show', 'b1']),
  );
  assert.equal((await adev(project, WAIT, terminal)).exit, 0);
  assert.equal(waits.length, 2);
});

test('as a process it notices within seconds that a feature is free, and does next to nothing until then', async (t) => {
  const project = await withBatch(t, ['one']);
  const real = { now: Date.now };
  await adev(as(project, 'session-2'), CLAIM, real);
  const waiting = startAdev(project, [...CLAIM, '--wait', '60s', '--json']);
  t.after(() => waiting.process.kill('SIGKILL'));
  await delay(1000);
  assert.equal(waiting.process.exitCode, null);
  await adev(as(project, 'session-2'), ['batch', 'release', '1', 'b1', '--token', '1'], real);
  const { status, stdout, stderr } = await waiting.ended;
  assert.equal(status, 0, stderr);
  assert.equal((JSON.parse(stdout) as { lease: { token: number } }).lease.token, 2);
});
