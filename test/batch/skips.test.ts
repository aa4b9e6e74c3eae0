// When there is no project, the plugin is off, or the disk fails: every function answers, and says why it did nothing.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import {
  claimNextFeature,
  createBatchState,
  loadBatchState,
  openWorkspace,
  PROJECT,
  switchOff,
  type BatchOutcome,
  type Surroundings,
} from '../../lib/index.ts';
import { decodeEnvelope, encodeEnvelope } from '../../lib/store/envelope.ts';
import { onBrokenDiskAsync, type Fault } from '../support/broken-disk.ts';
import { createProject, scratchFolder, snapshot, type TestProject } from '../support/project.ts';
import { call, CALLS } from './calls.ts';
import { inSession, makeBatch, noOf, valueOf } from './stage.ts';

const READERS = [
  'loadBatchState',
  'getNextPendingFeature',
  'generateCompletionSummary',
  'listBatchRevisions',
];
/** They change nothing of a batch that nobody works on, and that is active already. */
const QUIET = ['retryFeature', 'releaseFeature', 'unpauseBatch', 'adoptBatch'];
const WRITERS = Object.keys(CALLS).filter((name) => ![...READERS, ...QUIET].includes(name));
const OF_B1 = Object.keys(CALLS).filter((name) => name !== 'createBatchState');

type Stage = Readonly<{ project: TestProject; here: Surroundings; folder: string }>;

async function withBatch(t: TestContext): Promise<Stage> {
  const project = createProject(t);
  const here = inSession(project, 's1');
  await makeBatch(['one', 'two'], here);
  return { project, here, folder: path.join(project.stateDir, 'batches/b1') };
}

/** Every function answers the same, and no file changes. */
async function allAnswer(
  { project, here }: Stage,
  expected: string,
  { names = Object.keys(CALLS), fault }: Readonly<{ names?: readonly string[]; fault?: Fault }> = {},
): Promise<void> {
  const before = filesIn(project.stateDir);
  const callAll = async () => {
    for (const name of names) assert.equal(noOf(await call(name, here)), expected, name);
  };
  await (fault === undefined ? callAll() : onBrokenDiskAsync(fault, callAll));
  assert.deepEqual(filesIn(project.stateDir), before);
}

/** A folder without a file means nothing. */
function filesIn(folder: string): object {
  return Object.fromEntries(Object.entries(snapshot(folder)).filter(([, content]) => content !== '(folder)'));
}

/** The newest revision of b1, written anew as somebody else might have. */
function rewrite(
  folder: string,
  change: (header: object, data: unknown) => readonly [object, unknown],
): void {
  const name = readdirSync(folder).toSorted().at(-1) ?? '';
  const file = path.join(folder, name);
  const decoded = decodeEnvelope(readFileSync(file), 'batch', Number(name.slice(1, 11)));
  assert.ok(decoded.ok);
  const { checksum: _, ...header } = { checksum: '', ...decoded.header };
  const [newHeader, data] = change(header, decoded.data);
  writeFileSync(file, encodeEnvelope(newHeader as typeof decoded.header, data));
}

test('outside a project every function says so', async (t) => {
  const project = createProject(t);
  const here = inSession(project, 's1', { cwd: scratchFolder(t) });
  for (const name of Object.keys(CALLS)) {
    const outcome = await call(name, here);
    assert.equal(noOf(outcome), 'skipped no-project', name);
    assert.match(JSON.stringify(outcome), /go into a project/);
  }
});

test('switched off for the process, every function is disabled', async (t) => {
  const stage = await withBatch(t);
  const here = { ...stage.here, env: { ...stage.here.env, AUTONOMOUS_DEV: 'off' } };
  await allAnswer({ ...stage, here }, 'skipped disabled');
});

test('switched off for the project, every function is disabled', async (t) => {
  const stage = await withBatch(t);
  const workspace = openWorkspace(stage.here);
  assert.ok(workspace);
  await workspace.store.update(PROJECT, '', (project, now) => ({
    ok: true,
    value: { data: switchOff(project, new Date(now).toISOString()), answer: null },
  }));
  await allAnswer(stage, 'skipped disabled');
});

test('a batch of a newer major version is left alone by every function', async (t) => {
  const stage = await withBatch(t);
  rewrite(stage.folder, (header, data) => [{ ...header, version: '3.0.0' }, data]);
  await allAnswer(stage, 'skipped newer-version', { names: OF_B1 });
});

test('a batch that this program cannot use is unreadable to every function, and is not written over', async (t) => {
  const stage = await withBatch(t);
  rewrite(stage.folder, (header) => [header, { batch_id: 'b1', features: 'many' }]);
  await allAnswer(stage, 'skipped unreadable', { names: OF_B1 });
});

test('a batch without a sound revision is damaged to every function but the one that removes it', async (t) => {
  const stage = await withBatch(t);
  for (const name of readdirSync(stage.folder)) writeFileSync(path.join(stage.folder, name), 'rubbish');
  const names = OF_B1.filter((name) => name !== 'cleanupBatchState');
  await allAnswer(stage, 'refused damaged', { names });
  assert.ok((await call('cleanupBatchState', stage.here)).ok);
  assert.equal(noOf(await call('loadBatchState', stage.here)), 'refused removed');
});

test('a disk that cannot be read is no reason to write', async (t) => {
  const stage = await withBatch(t);
  const fault = { below: stage.folder, calls: ['readSync'], at: 1, sticky: true, errno: 'EIO' };
  await allAnswer(stage, 'skipped unreadable', { names: OF_B1, fault });
});

test('a folder that is a link is refused by every function', async (t) => {
  const stage = await withBatch(t);
  const elsewhere = path.join(scratchFolder(t), 'batches');
  renameSync(path.join(stage.project.stateDir, 'batches'), elsewhere);
  symlinkSync(elsewhere, path.join(stage.project.stateDir, 'batches'));
  const before = snapshot(elsewhere);
  await allAnswer(stage, 'skipped unsafe-path');
  assert.deepEqual(snapshot(elsewhere), before);
});

for (const [errno, reason] of [
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['EROFS', 'read-only'],
  ['EIO', 'unknown'],
] as const) {
  test(`with ${errno} at every write, what changes nothing is answered and the rest is skipped, ${reason}`, async (t) => {
    const stage = await withBatch(t);
    const { stateDir } = stage.project;
    const fault = { below: stateDir, calls: ['writeSync'], at: 1, sticky: true, errno };
    await onBrokenDiskAsync(fault, async () => {
      for (const name of [...READERS, ...QUIET]) assert.ok((await call(name, stage.here)).ok, name);
    });
    await allAnswer(stage, `skipped ${reason}`, { names: WRITERS, fault });
  });
}

test('a commit that cannot be confirmed is not called done', async (t) => {
  const stage = await withBatch(t);
  const fault = { below: stage.folder, calls: ['fsyncSync'], at: 2, sticky: true, errno: 'EIO' };
  await onBrokenDiskAsync(fault, async () => {
    assert.equal(noOf(await call('markCompleted', stage.here)), 'skipped unknown');
  });
});

test('a claim and a new batch are handed out though the note of them fails', async (t) => {
  const { project, here } = await withBatch(t);
  mkdirSync(path.join(project.stateDir, 'sessions/s2'));
  const later = inSession(project, 's2');
  const sessions = path.join(project.stateDir, 'sessions');
  const fault = { below: sessions, calls: ['writeSync'], at: 1, sticky: true, errno: 'ENOSPC' };
  await onBrokenDiskAsync(fault, async () => {
    const outcome = await claimNextFeature('b1', {}, later);
    assert.equal(valueOf(outcome).feature?.lease.token, 1);
    valueOf(await createBatchState({ features: ['one'], batchId: 'b2' }, later));
  });
  const loaded: BatchOutcome<unknown> = await loadBatchState('b2', here);
  assert.ok(loaded.ok);
});
