import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { saveCheckpoint } from '../../lib/save-checkpoint.ts';
import { openStore } from '../../lib/store/store.ts';
import { fileCallsOf, onBrokenDisk, onBrokenDiskAsync, type FileCall } from '../support/broken-disk.ts';
import { addToken } from '../support/broken-disk-program.ts';
import { runProgram } from '../support/broken-disk-run.ts';
import {
  createProject,
  createProjectOutsideGit,
  createProjectWithStateIn,
  scratchFolder,
  snapshot,
} from '../support/project.ts';

/** Folders from `folder`’s parent up to `base` that are not synced before the first numbered file is there. */
function unsyncedFolders(calls: readonly FileCall[], folder: string, base: string): string[] {
  const isFirst = (call: FileCall) => call.name === 'linkSync' && /[er]0000000001\.json$/.test(call.to ?? '');
  const first = calls.findIndex(isFirst);
  assert.ok(first > 0, 'there is no first numbered file');
  const made = calls.findLastIndex(({ name }, index) => name === 'mkdirSync' && index < first);
  const synced = calls.slice(made + 1, first).filter(({ name }) => name === 'fsyncSync');
  return foldersBetween(folder, base).filter((one) => !synced.some((call) => call.path === one));
}

function foldersBetween(folder: string, base: string): string[] {
  const folders: string[] = [];
  for (let at = folder; at !== base;) {
    at = path.dirname(at);
    folders.push(at);
  }
  return folders;
}

test('a first save syncs every folder up to the git folder before its first entry is there', (t) => {
  const project = createProject(t);
  const calls = fileCallsOf(project.folder, () => save(project));
  const base = path.join(project.root, '.git');
  assert.equal(foldersBetween(project.log, base).length, 3);
  assert.deepEqual(unsyncedFolders(calls, project.log, base), []);
});

test('a missing, a late and a too early sync of a folder are each found out', (t) => {
  const project = createProject(t);
  const calls = fileCallsOf(project.folder, () => save(project));
  const base = path.join(project.root, '.git');
  for (const folder of foldersBetween(project.log, base)) {
    const isSync = (call: FileCall) => call.name === 'fsyncSync' && call.path === folder;
    const others = calls.filter((call) => !isSync(call));
    const sync = calls.find(isSync) as FileCall;
    for (const altered of [others, [...others, sync], [sync, ...others]]) {
      assert.deepEqual(unsyncedFolders(altered, project.log, base), [folder]);
    }
  }
});

test('a first save syncs the same folders when another process made them and was killed', (t) => {
  const project = createProject(t);
  mkdirSync(project.log, { recursive: true, mode: 0o700 });
  const calls = fileCallsOf(project.folder, () => save(project));
  assert.deepEqual(unsyncedFolders(calls, project.log, path.join(project.root, '.git')), []);
});

test('outside git a first save syncs every folder up to the home folder', (t) => {
  const project = createProjectOutsideGit(t);
  const calls = fileCallsOf(project.folder, () => save(project));
  assert.equal(foldersBetween(project.log, project.home).length, 5);
  assert.deepEqual(unsyncedFolders(calls, project.log, project.home), []);
});

test('with a state directory of the person’s choice a first save syncs every folder it made', (t) => {
  const stateDir = path.join(scratchFolder(t), 'not', 'yet', 'there');
  const project = createProjectWithStateIn(t, stateDir);
  const base = path.dirname(path.dirname(path.dirname(stateDir)));
  const calls = fileCallsOf(base, () => save(project));
  assert.deepEqual(unsyncedFolders(calls, project.log, base), []);
});

test('the first revision of a document syncs every folder too', async (t) => {
  const base = scratchFolder(t);
  const store = openStore({ path: path.join(base, 'state'), base });
  const { calls } = await onBrokenDiskAsync({ below: base }, () => addToken(store, 'b1', 'x'));
  assert.deepEqual(unsyncedFolders(calls, path.join(base, 'state', 'batches', 'b1'), base), []);
});

test('a process of its own syncs as well', async (t) => {
  const project = createProject(t);
  const log = path.join(project.folder, 'calls.jsonl');
  const { said } = await runProgram(
    { do: 'checkpoint', messages: ['m'] },
    { env: project.env, cwd: project.root, fault: { below: project.root, log } },
  );
  assert.deepEqual(said, [{ saved: true, number: 2, sessionId: 'session-1' }]);
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  const calls = lines.map((line) => JSON.parse(line) as FileCall);
  assert.deepEqual(unsyncedFolders(calls, project.log, path.join(project.root, '.git')), []);
});

test('a later save syncs only its own folder', (t) => {
  const project = createProject(t);
  save(project);
  const calls = fileCallsOf(project.folder, () => save(project));
  const synced = calls.filter(({ name }) => name === 'fsyncSync').map((call) => call.path);
  assert.deepEqual(
    synced.filter((one) => !path.basename(one).startsWith('.tmp-')),
    [project.log],
  );
});

test('while a folder cannot be synced nothing numbered is made', (t) => {
  for (let at = 1; at <= 3; at += 1) {
    const project = createProject(t);
    const fault = { below: project.root, calls: ['fsyncSync'], at, errno: 'EIO', sticky: true };
    const { value } = onBrokenDisk(fault, () => save(project));
    assert.equal(value.saved, false);
    const files = Object.keys(snapshot(project.stateDir));
    assert.deepEqual(
      files.filter((name) => name.endsWith('.json')),
      [],
    );
  }
});

test('a file system that cannot sync folders is written to all the same', (t) => {
  const project = createProject(t);
  save(project);
  const at = fileCallsOf(project.log, () => save(project)).filter(({ name }) => name === 'fsyncSync').length;
  assert.equal(at, 2);
  const fault = { below: project.log, calls: ['fsyncSync'], at, errno: 'EINVAL' };
  const { value } = onBrokenDisk(fault, () => save(project));
  assert.deepEqual(value, { saved: true, number: 4, sessionId: 'session-1' });
});

test('when its folder cannot be synced a save that was made is reported as unknown, not as saved', async (t) => {
  const project = createProject(t);
  save(project);
  const fault = { below: project.log, calls: ['fsyncSync'], at: 2, errno: 'EIO' };
  const { value } = onBrokenDisk(fault, () => save(project));
  assert.equal(value.saved ? 'saved' : value.reason, 'unknown');

  const base = scratchFolder(t);
  const store = openStore({ path: path.join(base, 'state'), base });
  await addToken(store, 'b1', 'a');
  const document = { ...fault, below: path.join(base, 'state', 'batches', 'b1') };
  assert.equal((await onBrokenDiskAsync(document, () => addToken(store, 'b1', 'b'))).value, 'unknown');
});

function save(project: ReturnType<typeof createProject>) {
  return saveCheckpoint({ agentName: 'tester', message: 'm' }, project.surroundings);
}
