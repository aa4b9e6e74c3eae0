// batches/<id>.json: the newest revision for people and other tools to read.
import assert from 'node:assert/strict';
import { existsSync, lstatSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {
  addBatchFeatures,
  cleanupBatchState,
  loadBatchState,
  markCompleted,
  pauseBatch,
} from '../../lib/index.ts';
import { hasStopped } from '../support/broken-disk-run.ts';
import { onBrokenDiskAsync } from '../support/broken-disk.ts';
import { runAdev, startAdev } from '../support/plugin-process.ts';
import { createProject, type TestProject } from '../support/project.ts';
import { inSession, makeBatch, valueOf } from './stage.ts';

const viewOf = (project: TestProject) => path.join(project.stateDir, 'batches/b1.json');
const readView = (project: TestProject) => JSON.parse(readFileSync(viewOf(project), 'utf8')) as object;

test('it says what the newest revision says, for its owner alone, after every change', async (t) => {
  const project = createProject(t);
  const here = inSession(project, 's1');
  await makeBatch(['one', 'two'], here);
  for (const number of [1, 2]) {
    const { batch, revision } = valueOf(await markCompleted('b1', number, {}, here));
    assert.deepEqual(readView(project), { revision, ...batch });
  }
  assert.equal(lstatSync(viewOf(project)).mode & 0o777, 0o600);
  assert.match(readFileSync(viewOf(project), 'utf8'), /^\{\n {2}"revision": 3,\n/);
});

test('it is never read back: what stands in it changes nothing, and the next change replaces it', async (t) => {
  const project = createProject(t);
  const here = inSession(project, 's1');
  await makeBatch(['one', 'two'], here);
  const { batch } = valueOf(await loadBatchState('b1', here));
  for (const garbage of ['', '{"revision":99,"features":[]}', '\u0000'.repeat(100)]) {
    writeFileSync(viewOf(project), garbage);
    assert.deepEqual(valueOf(await loadBatchState('b1', here)).batch, batch);
  }
  const { revision } = valueOf(await markCompleted('b1', 1, {}, here));
  assert.equal((readView(project) as { revision: number }).revision, revision);
});

test('a batch of more than 1 MB has none, and loses the one it had', async (t) => {
  const project = createProject(t);
  const here = inSession(project, 's1');
  await makeBatch(['one'], here);
  assert.ok(existsSync(viewOf(project)));
  const items = Array.from({ length: 130 }, () => ({ text: 'x'.repeat(9000) }));
  valueOf(await addBatchFeatures('b1', items, here));
  assert.equal(existsSync(viewOf(project)), false);
  valueOf(await markCompleted('b1', 1, {}, here));
  assert.equal(existsSync(viewOf(project)), false);
});

test('a disk that takes no view takes the change all the same', async (t) => {
  const project = createProject(t);
  const here = inSession(project, 's1');
  await makeBatch(['one', 'two'], here);
  const fault = { below: viewOf(project), at: 1, sticky: true, errno: 'ENOSPC' };
  await onBrokenDiskAsync(fault, async () => valueOf(await markCompleted('b1', 1, {}, here)));
  const { batch } = valueOf(await loadBatchState('b1', here));
  assert.equal(batch.features[0]?.status, 'completed');
  valueOf(await markCompleted('b1', 2, {}, here));
  assert.equal((readView(project) as { revision: number }).revision, 3);
});

test('a publisher that is suspended on the way does not have the last word', async (t) => {
  const project = createProject(t);
  const here = inSession(project, 's1');
  await makeBatch(['one', 'two'], here);
  const fault = { below: project.stateDir, calls: ['renameSync'], at: 1, signal: 'SIGSTOP' } as const;
  const slow = startAdev(project, ['batch', 'complete', '1', '--batch', 'b1'], { fault });
  t.after(() => slow.process.kill('SIGKILL'));
  assert.ok(await hasStopped(slow));
  const { batch, revision } = valueOf(await markCompleted('b1', 2, {}, here));
  assert.equal(revision, 3);
  slow.process.kill('SIGCONT');
  assert.equal((await slow.ended).status, 0);
  assert.deepEqual(readView(project), { revision, ...batch });
});

test('a publisher that is suspended while the batch is removed leaves no view of it', async (t) => {
  const project = createProject(t);
  const here = inSession(project, 's1');
  await makeBatch(['one', 'two'], here);
  const fault = { below: project.stateDir, calls: ['renameSync'], at: 1, signal: 'SIGSTOP' } as const;
  const slow = startAdev(project, ['batch', 'complete', '1', '--batch', 'b1'], { fault });
  t.after(() => slow.process.kill('SIGKILL'));
  assert.ok(await hasStopped(slow));
  valueOf(await cleanupBatchState('b1', here));
  slow.process.kill('SIGCONT');
  await slow.ended;
  assert.equal(existsSync(viewOf(project)), false);
});

test('after a crowd it is the newest, and what killed publishers left behind is swept a day later', async (t) => {
  const project = createProject(t);
  const here = inSession(project, 's1');
  const numbers = Array.from({ length: 8 }, (_, index) => `${index + 1}`);
  await makeBatch(numbers, here);
  const complete = async (number: string): Promise<void> => {
    const { status, stderr } = await runAdev(project, ['batch', 'complete', number, '--batch', 'b1']);
    // On a machine that is very busy the crowd may take longer than a save may.
    if (status === 75 && stderr.includes('(conflict)')) return complete(number);
    assert.equal(status, 0, stderr);
  };
  await Promise.all(numbers.map(complete));
  const { batch, revision } = valueOf(await loadBatchState('b1', here));
  assert.deepEqual(readView(project), { revision, ...batch });

  const left = path.join(project.stateDir, 'batches/b1.json.1234567');
  writeFileSync(left, 'half a vi');
  valueOf(await pauseBatch('b1', 'why', here));
  assert.ok(existsSync(left), 'one that is being written is not swept');
  const yesterday = Date.now() / 1000 - 25 * 3600;
  utimesSync(left, yesterday, yesterday);
  valueOf(await pauseBatch('b1', 'why', here));
  valueOf(await addBatchFeatures('b1', [{ text: 'more' }], here));
  assert.deepEqual(readdirSync(path.join(project.stateDir, 'batches')).toSorted(), ['b1', 'b1.json']);
});
