import assert from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createProject, scratchFolder } from '../support/project.ts';
import { adev, jsonOf, NOW } from './in-process.ts';

const SAVE = ['checkpoint', 'save', '--agent', 'a', '--message', 'm', '--strict'];

test('off stops saving and says what still works and how to switch it on; on lifts it', async (t) => {
  const project = createProject(t);
  const off = await adev(project, ['off']);
  assert.equal(off.exit, 0);
  assert.match(off.stdout, /still work\.\nTo switch it on again: adev on\n$/);
  assert.match((await adev(project, SAVE)).stdout, /^Checkpoint: skipped \(disabled\): /);
  assert.equal((await adev(project, ['checkpoint', 'list'])).exit, 0);
  assert.equal((await adev(project, ['status'])).exit, 0);
  const on = await adev(project, ['on']);
  assert.equal(on.exit, 0);
  assert.equal((await adev(project, SAVE)).exit, 0);
});

test('both may be repeated: the first off stands, and nothing more is written', async (t) => {
  const project = createProject(t);
  const first = jsonOf(await adev(project, ['off', '--json']));
  assert.deepEqual(first, {
    on: false,
    off_since: '2026-11-22T10:00:00.000Z',
    off_for_process: false,
    project_root: project.root,
  });
  assert.deepEqual(jsonOf(await adev(project, ['off', '--json'], { now: () => NOW + 60_000 })), first);
  const on = jsonOf(await adev(project, ['on', '--json']));
  assert.deepEqual(jsonOf(await adev(project, ['on', '--json'])), on);
  assert.equal(readdirSync(path.join(project.stateDir, 'project')).length, 2);
});

test('on in a project that was never off makes no state', async (t) => {
  const project = createProject(t);
  assert.equal((await adev(project, ['on'])).exit, 0);
  assert.equal(existsSync(project.stateDir), false);
});

test('where the environment keeps it off, that is said', async (t) => {
  const project = createProject(t);
  const env = { ...project.env, AUTONOMOUS_DEV: 'off' };
  for (const word of ['on', 'off']) {
    assert.match((await adev({ ...project, env }, [word])).stderr, /^AUTONOMOUS_DEV=off is set/);
    assert.equal((await adev(project, [word])).stderr, '');
  }
});

test('outside a project both are skipped', async (t) => {
  const root = scratchFolder(t);
  for (const word of ['on', 'off'])
    assert.equal((await adev({ root, env: { HOME: root } }, [word])).exit, 75);
});

test('a project document that is damaged beyond repair is refused with 3, and status says so', async (t) => {
  const project = createProject(t);
  await adev(project, ['off']);
  writeFileSync(path.join(project.stateDir, 'project', 'r0000000001.json'), '\0'.repeat(100));
  for (const word of ['on', 'off']) {
    const run = await adev(project, [word, '--json']);
    assert.equal(run.exit, 3);
    assert.equal((jsonOf(run) as { refused: { code: string } }).refused.code, 'damaged');
    assert.match(run.stderr, /^adev: refused \(damaged\): /);
  }
  const { notices } = jsonOf(await adev(project, ['status', '--json'])) as { notices: { code: string }[] };
  assert.deepEqual(
    notices.map(({ code }) => code),
    ['damaged'],
  );
});
