import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProject, type TestProject } from '../support/project.ts';
import { adev, jsonOf } from './in-process.ts';

type Revision = Readonly<{ revision: number; written_at: string; bytes: number; summary: string }>;

async function run(project: TestProject, ...words: string[]): Promise<Readonly<Record<string, unknown>>> {
  return jsonOf(await adev(project, [...words, '--json'])) as Readonly<Record<string, unknown>>;
}

async function revisionsOf(project: TestProject): Promise<readonly Revision[]> {
  const { revisions } = (await run(project, 'history', 'batch/b1')) as unknown as {
    revisions: readonly Revision[];
  };
  return revisions;
}

async function statuses(project: TestProject): Promise<unknown[]> {
  const { features } = (await run(project, 'batch', 'show', 'b1')) as unknown as {
    features: readonly { status: string; uncertain: boolean }[];
  };
  return features.map(({ status, uncertain }) => (uncertain ? `${status}?` : status));
}

async function withBatch(project: TestProject): Promise<TestProject> {
  await run(project, 'batch', 'create', '--id', 'b1', '--feature', 'one', '--feature', 'two');
  return project;
}

test('history names every kept revision, newest first, with what the batch was then', async (t) => {
  const project = await withBatch(createProject(t));
  await run(project, 'batch', 'next', '--claim');
  await run(project, 'batch', 'complete', '1');
  const revisions = await revisionsOf(project);
  assert.deepEqual(
    revisions.map(({ revision, summary }) => [revision, summary]),
    [
      [3, 'running: 1 of 2 completed'],
      [2, 'running: 0 of 2 completed, 1 in progress'],
      [1, 'pending: 0 of 2 completed'],
    ],
  );
  for (const { bytes, written_at } of revisions)
    assert.ok(bytes > 100 && !Number.isNaN(Date.parse(written_at)));
});

test('each of the last fifty outcomes keeps its revision beside the newest eight', async (t) => {
  const project = createProject(t);
  const features = Array.from({ length: 60 }, (_, index) => ['--feature', `f${index + 1}`]).flat();
  await run(project, 'batch', 'create', '--id', 'b1', ...features);
  for (let number = 1; number <= 60; number += 1) await run(project, 'batch', 'complete', String(number));
  for (let round = 0; round < 10; round += 1) {
    await run(project, 'batch', 'pause', 'b1');
    await run(project, 'batch', 'unpause', 'b1');
  }
  const numbers = (await revisionsOf(project)).map(({ revision }) => revision);
  assert.equal(numbers.length, 8 + 50);
  assert.deepEqual(numbers.slice(0, 9), [81, 80, 79, 78, 77, 76, 75, 74, 61]);
  assert.equal(numbers.at(-1), 12);
});

test('restoring is a new revision, so it can be undone the same way', async (t) => {
  const project = await withBatch(createProject(t));
  await run(project, 'batch', 'complete', '1');
  await run(project, 'batch', 'skip', '2', '--reason', 'no');
  const answer = await run(project, 'restore', 'batch/b1', '1');
  assert.deepEqual([answer['restored'], answer['revision']], [1, 4]);
  assert.deepEqual(await statuses(project), ['pending', 'pending']);
  await run(project, 'restore', 'batch/b1', '3');
  assert.deepEqual(await statuses(project), ['completed', 'skipped']);
});

test('what was in progress in the restored revision is uncertain, and its token is worth nothing', async (t) => {
  const project = await withBatch(createProject(t));
  await run(project, 'batch', 'next', '--claim');
  await run(project, 'batch', 'complete', '1', '--token', '1');
  await run(project, 'restore', 'batch/b1', '2');
  assert.deepEqual(await statuses(project), ['pending?', 'pending']);
  const late = await run(project, 'batch', 'fail', '1', '--token', '1', '--error', 'late');
  assert.equal((late['refused'] as { code: string }).code, 'lease-lost');
});

test('nothing is restored under somebody at work, nor from a revision or batch that is not there', async (t) => {
  const project = await withBatch(createProject(t));
  const codeOf = async (...words: string[]) =>
    ((await run(project, ...words))['refused'] as { code: string }).code;
  assert.equal(await codeOf('restore', 'batch/b1', '9'), 'unknown-revision');
  assert.equal(await codeOf('restore', 'batch/none', '1'), 'unknown-batch');
  assert.equal(await codeOf('history', 'batch/none'), 'unknown-batch');
  assert.equal(await codeOf('history', 'b1'), 'usage');
  assert.equal(await codeOf('restore', 'batch/b1', 'x'), 'usage');
  await run(project, 'batch', 'next', '--claim');
  assert.equal(await codeOf('restore', 'batch/b1', '1'), 'held');
});
