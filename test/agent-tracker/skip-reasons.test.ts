import assert from 'node:assert/strict';
import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { saveCheckpoint, type CheckpointOutcome } from '../../lib/save-checkpoint.ts';
import { switchOff, type Project } from '../../lib/domain/project.ts';
import { ok } from '../../lib/domain/result.ts';
import type { Kind } from '../../lib/store/store.ts';
import { PROJECT } from '../../lib/workspace.ts';
import { onBrokenDisk } from '../support/broken-disk.ts';
import { mountingUnavailable, smallDisk } from '../support/broken-disk-mounts.ts';
import { runProgram } from '../support/broken-disk-run.ts';
import { createProject, createProjectWithStateIn, scratchFolder, snapshot } from '../support/project.ts';
import { assertSkipped, entriesOf, reasonOf, REQUEST, save, storeOf } from './saving.ts';

test('disabled: by the environment, however it is written', (t) => {
  const project = createProject(t);
  for (const off of ['off', 'OFF', ' Off ']) {
    assertSkipped(
      save(project, REQUEST, { env: { AUTONOMOUS_DEV: off } }),
      'disabled',
      /^AUTONOMOUS_DEV=off is set$/,
    );
  }
  assert.equal(existsSync(project.stateDir), false);
  assert.ok(save(project, REQUEST, { env: { AUTONOMOUS_DEV: 'on' } }).saved);
});

test('disabled: by the project’s own document, until it is switched on again', async (t) => {
  const project = createProject(t);
  const set = (data: Project) => storeOf(project).update(PROJECT, '', () => ok({ data, answer: null }));
  await set(switchOff(null, '2026-11-22T10:00:00.000Z'));
  assertSkipped(save(project), 'disabled', /adev on/);
  assert.deepEqual(entriesOf(project), []);
  await set({});
  assert.ok(save(project).saved);
});

test('no-project: nothing here or above, and nothing is made', (t) => {
  const folder = scratchFolder(t);
  const project = createProject(t);
  assertSkipped(save(project, REQUEST, { cwd: folder }), 'no-project', /CLAUDE_PROJECT_DIR/);
  assert.deepEqual(snapshot(folder), {});
  assert.ok(save(project, REQUEST, { cwd: folder, env: { CLAUDE_PROJECT_DIR: project.root } }).saved);
});

test('unreadable: a project document of no use to this program', async (t) => {
  const project = createProject(t);
  const kind = anyProject('2.0.0');
  await storeOf(project).update(kind, '', () => ok({ data: { off: 'maybe' }, answer: null }));
  assertSkipped(save(project), 'unreadable', /project document, revision 1: off.*Nothing was changed/);
});

test('unreadable: a disk that cannot be read from', (t) => {
  const project = createProject(t);
  save(project);
  for (const errno of ['EIO', 'EACCES', 'EMFILE', 'ESTALE']) {
    const fault = { below: project.stateDir, calls: ['lstatSync'], at: 1, errno, sticky: true };
    const { value } = onBrokenDisk(fault, () => save(project));
    assertSkipped(value, 'unreadable', new RegExp(`${errno}; nothing was written$`));
  }
  assert.equal(entriesOf(project).length, 2);
});

test('newer-version: a project document of a newer major version', async (t) => {
  const project = createProject(t);
  const kind = anyProject('3.0.0');
  await storeOf(project).update(kind, '', () => ok({ data: {}, answer: null }));
  assertSkipped(save(project), 'newer-version', /3\.0\.0.*update the plugin/);
});

function anyProject(version: string): Kind<unknown> {
  return { name: 'project', version, parse: (data) => ok(data), migrations: [] };
}

test('a damaged project document does not keep checkpoints from being saved', async (t) => {
  const project = createProject(t);
  await storeOf(project).update(PROJECT, '', () => ok({ data: {}, answer: null }));
  writeFileSync(path.join(project.stateDir, 'project', 'r0000000001.json'), 'damaged');
  assert.ok(save(project).saved);
});

test('conflict: others take every number until the time is up', (t) => {
  const project = createProject(t);
  save(project);
  const fault = { below: project.log, calls: ['linkSync'], at: 1, errno: 'EEXIST', sticky: true };
  const { value } = onBrokenDisk(fault, () => save(project, { ...REQUEST, deadlineMs: 100 }));
  assertSkipped(value, 'conflict', /try again/);
});

const mounting = { skip: mountingUnavailable() ?? false };

test('disk-full and read-only: by disks that are', mounting, (t) => {
  const disk = smallDisk(t, 'size=128k');
  const project = createProjectWithStateIn(t, path.join(disk.folder, 'state'));
  let outcome = save(project);
  while (outcome.saved) outcome = save(project, { ...REQUEST, message: 'x'.repeat(9000) });
  assertSkipped(outcome, 'disk-full', /free some space, then save again$/);
  disk.setReadOnly(true);
  assertSkipped(save(project), 'read-only', /make the folder writable for this user$/);
});

test('timeout: no time was given', (t) => {
  const project = createProject(t);
  assertSkipped(save(project, { ...REQUEST, deadlineMs: 0 }), 'timeout', /no time/);
  assert.equal(existsSync(project.stateDir), false);
});

test('timeout: a lock that is never given back, with the time that was given and no more than four seconds', async (t) => {
  const project = createProject(t);
  save(project);
  const lock = path.join(project.log, '.commit.lock');
  symlinkSync('/nowhere', lock);
  const surroundings = {
    env: project.env,
    cwd: project.root,
    fault: { below: project.stateDir, noLinks: true },
  };
  const timed = async (deadlineMs: number) => {
    const task = { do: 'checkpoint', messages: ['m'], deadlineMs } as const;
    const { said, milliseconds } = await runProgram(task, surroundings);
    assertSkipped(said[0] as CheckpointOutcome, 'timeout', /gave up waiting for the lock .*; try again$/);
    return milliseconds;
  };
  const [short, long] = await Promise.all([timed(200), timed(60_000)]);
  assert.ok(short < 3000, `${short} ms`);
  assert.ok(long >= 4000 && long < 7000, `${long} ms`);
});

test('unknown: a commit that could not be made durable', (t) => {
  const project = createProject(t);
  save(project);
  const fault = { below: project.log, calls: ['fsyncSync'], at: 2, errno: 'EIO' };
  assertSkipped(onBrokenDisk(fault, () => save(project)).value, 'unknown', /syncing its folder failed/);
});

test('unknown: whatever else goes wrong, in a line for people', (t) => {
  const project = createProject(t);
  const outcome = saveCheckpoint(REQUEST, {
    env: project.env,
    cwd: () => project.root,
    now: () => Number.NaN,
  });
  assertSkipped(outcome, 'unknown', /Invalid time value/);
  const thrown = saveCheckpoint(REQUEST, {
    get env(): never {
      throw Object.defineProperty(new Error(), 'message', { get: () => assert.fail('looked') });
    },
    cwd: () => project.root,
    now: Date.now,
  });
  assert.equal(reasonOf(thrown), 'unknown');
});
