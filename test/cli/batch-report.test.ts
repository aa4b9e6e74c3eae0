import assert from 'node:assert/strict';
import test from 'node:test';
import { startClient } from '../batch/stage.ts';
import { createProject, snapshot, type TestProject } from '../support/project.ts';
import { adev, jsonOf, withoutSession, type Run } from './in-process.ts';
import { as, refusalOf, withBatch } from './batch-stage.ts';

type Report = Readonly<{
  batch_id: string;
  feature: Readonly<{
    number: number;
    status: string;
    attempts: number;
    uncertain: boolean;
    evidence?: Readonly<Record<string, string>>;
    error?: Readonly<{ message: string; class: string }>;
    skip?: Readonly<{ reason: string; category: string }>;
  }>;
  remaining: number;
  batch_status: string;
}>;

const reportOf = (run: Run) => jsonOf(run) as Report;
const report = (project: TestProject, verb: string, ...args: string[]) =>
  adev(project, ['batch', verb, ...args, '--json']);

const claim = (project: TestProject) => adev(project, ['batch', 'next', 'b1', '--claim']);

test('every report answers with the feature, what remains and how the batch stands', async (t) => {
  const project = await withBatch(t);
  await claim(project);
  for (const [verb, args, expected] of [
    ['complete', ['1'], ['completed', 2, 'running']],
    ['fail', ['2', '--error', 'TypeError: no'], ['failed', 1, 'running']],
    ['skip', ['3', '--reason', 'later', '--category', 'manual'], ['skipped', 0, 'completed_with_failures']],
    ['retry', ['2'], ['pending', 1, 'running']],
    ['release', ['2'], ['pending', 1, 'running']],
  ] as const) {
    const run = await report(project, verb, ...args, '--batch', 'b1');
    const { batch_id, feature, remaining, batch_status, ...more } = reportOf(run);
    assert.equal(run.exit, 0);
    assert.deepEqual([batch_id, feature.number, more], ['b1', Number(args[0]), {}]);
    assert.deepEqual([feature.status, remaining, batch_status], expected, verb);
    assert.equal(feature.uncertain, false);
  }
});

test('as text it says what was done and what comes next', async (t) => {
  const project = await withBatch(t);
  await claim(project);
  const lines = async (...args: string[]) => (await adev(project, ['batch', ...args])).stdout.split('\n');
  assert.deepEqual(await lines('complete', '1'), [
    'Feature 1. one: completed.',
    '2 of 3 left. Next: adev batch next b1 --claim',
    '',
  ]);
  await claim(project);
  assert.equal(
    (await lines('fail', '2', '--error', 'HTTP 503'))[0],
    'Feature 2. two: failed, to be tried again.',
  );
  assert.equal((await lines('fail', '2', '--error', 'no'))[0], 'Feature 2. two: failed.');
  assert.deepEqual(await lines('skip', '3'), [
    'Feature 3. three: skipped.',
    'Batch b1 is finished (1 completed, 1 failed, 1 skipped): adev batch summary b1',
    '',
  ]);
  assert.equal((await lines('retry', '2'))[0], 'Feature 2. two: put back.');
  assert.equal((await lines('release', '2'))[0], 'Feature 2. two: given back.');
});

test('the batch is named by place, by option or by both, and in either order of place', async (t) => {
  const project = await withBatch(t);
  for (const args of [
    ['1', 'b1'],
    ['b1', '1'],
    ['1', '--batch', 'b1'],
    ['1', 'b1', '--batch', 'b1'],
    ['1'],
  ]) {
    assert.equal((await report(project, 'complete', ...args)).exit, 0, args.join(' '));
  }
  assert.deepEqual(refusalOf(await report(project, 'complete', '1', 'b1', '--batch', 'b2')), [2, 'usage']);
  assert.deepEqual(refusalOf(await report(project, 'complete', '1', 'b9')), [3, 'unknown-batch']);
});

test('a batch whose id is a number is the second of two numbers', async (t) => {
  const project = createProject(t);
  await adev(project, ['batch', 'create', '--feature', 'a', '--feature', 'b', '--id', '7']);
  assert.equal(reportOf(await report(project, 'complete', '2', '7')).feature.number, 2);
});

test('what is written wrong is a usage error', async (t) => {
  const project = await withBatch(t);
  const before = snapshot(project.stateDir);
  for (const args of [
    [],
    ['one'],
    ['1.5'],
    ['-1'],
    ['1', '--token', 'x'],
    ['1', '--token', '-1'],
    ['1', '--token'],
    ['1', 'b1', 'more'],
    ['1', '--error', 'complete takes none'],
  ]) {
    assert.deepEqual(refusalOf(await report(project, 'complete', ...args)), [2, 'usage'], args.join(' '));
  }
  assert.deepEqual(snapshot(project.stateDir), before);
});

test('what is not so is refused with its code', async (t) => {
  const project = await withBatch(t);
  await claim(as(project, 'session-2'));
  for (const [expected, verb, ...args] of [
    ['unknown-feature', 'complete', '0'],
    ['unknown-feature', 'complete', '4'],
    ['lease-lost', 'complete', '1', '--token', '9'],
    ['lease-lost', 'complete', '1', '--token', '0'],
    ['lease-lost', 'complete', '2', '--token', '1'],
    ['not-owner', 'complete', '1'],
    ['not-owner', 'fail', '1'],
    ['not-owner', 'skip', '1'],
    ['not-owner', 'retry', '1'],
    ['not-owner', 'release', '1'],
    ['too-long', 'complete', '2', '--note', 'n'.repeat(10_001)],
    ['invalid-input', 'complete', '2', '--agent', 'two words'],
  ] as const) {
    const run = await report(project, verb, ...args, '--batch', 'b1');
    assert.deepEqual(refusalOf(run), [3, expected], [verb, ...args].join(' ').slice(0, 60));
    assert.match(run.stderr, new RegExp(`^adev: refused \\(${expected}\\): `));
  }
});

test('a token proves ownership from anywhere; without a session a claimed feature needs it', async (t) => {
  const project = await withBatch(t);
  await claim(project);
  await claim(project);
  const nobody = withoutSession(project);
  assert.deepEqual(refusalOf(await report(nobody, 'complete', '1', 'b1')), [3, 'token-required']);
  assert.equal((await report(nobody, 'complete', '1', 'b1', '--token', '1')).exit, 0);
  assert.equal((await report(as(project, 'session-9'), 'complete', '2', 'b1', '--token', '2')).exit, 0);
  assert.equal((await report(nobody, 'complete', '3', 'b1')).exit, 0);
});

test('an outcome repeated under its token is no news; a stale token is refused', async (t) => {
  const project = await withBatch(t);
  await claim(project);
  await report(project, 'fail', '1', '--token', '1', '--error', 'HTTP 503');
  const before = snapshot(project.stateDir);
  assert.equal((await report(project, 'fail', '1', '--token', '1', '--error', 'HTTP 503')).exit, 0);
  assert.deepEqual(snapshot(project.stateDir), before);
  assert.deepEqual(refusalOf(await report(project, 'complete', '1', '--token', '1')), [3, 'lease-lost']);
});

test('the owner that is gone may still report under its token, and nobody else', async (t) => {
  const project = await withBatch(t);
  const client = await startClient(t);
  const owner = { ...project, env: { ...project.env, CLAUDE_PID: String(client.pid) } };
  await claim(owner);
  await client.end();
  assert.deepEqual(refusalOf(await report(as(project, 'session-2'), 'complete', '1', 'b1')), [
    3,
    'not-owner',
  ]);
  assert.deepEqual(refusalOf(await report(project, 'complete', '1', 'b1')), [3, 'token-required']);
  assert.equal((await report(project, 'complete', '1', 'b1', '--token', '1')).exit, 0);
});

test('errors and reasons are kept as they are told', async (t) => {
  const project = await withBatch(t);
  const failed = reportOf(await report(project, 'fail', '1', '--error', 'Error: no\n  at line 3'));
  assert.deepEqual(failed.feature.error, { message: 'Error: no\n  at line 3', class: 'permanent' });
  const skipped = reportOf(
    await report(project, 'skip', '2', '--reason', 'later', '--category', 'quality_gate'),
  );
  assert.deepEqual(skipped.feature.skip, { reason: 'later', category: 'quality_gate' });
  const unsaid = reportOf(await report(project, 'skip', '3'));
  assert.deepEqual(unsaid.feature.skip, { reason: '', category: 'manual' });
});

test('an error that begins with a dash is a value', async (t) => {
  const project = await withBatch(t);
  const { feature } = reportOf(await report(project, 'fail', '1', '--error', '- one\n- two'));
  assert.equal(feature.error?.message, '- one\n- two');
});

test('on a paused batch outcomes are still taken, on a cancelled one none', async (t) => {
  const project = await withBatch(t);
  await claim(project);
  await adev(project, ['batch', 'pause', 'b1']);
  assert.equal((await report(project, 'complete', '1', 'b1')).exit, 0);
  await adev(project, ['batch', 'cancel', 'b1']);
  for (const verb of ['complete', 'fail', 'skip', 'retry', 'release']) {
    assert.deepEqual(refusalOf(await report(project, verb, '2', 'b1')), [3, 'cancelled'], verb);
  }
});
