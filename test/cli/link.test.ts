import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { createProject, type TestProject } from '../support/project.ts';
import { adev, jsonOf } from './in-process.ts';

type Answer = Readonly<{
  path?: string;
  already?: boolean;
  refused?: Readonly<{ code: string; message: string }>;
}>;

/** A project whose person has `~/.local/bin` on the PATH, behind the system's folders. */
function projectOfPerson(t: TestContext): TestProject & Readonly<{ bin: string }> {
  const project = createProject(t);
  const bin = path.join(project.home, '.local', 'bin');
  mkdirSync(bin, { recursive: true });
  return { ...project, bin, env: { ...project.env, PATH: `/usr/bin:/bin:${bin}` } };
}

async function link(project: TestProject, more: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return jsonOf(await adev({ ...project, env: { ...project.env, ...more } }, ['link', '--json'])) as Answer;
}

/** A plugin version in the client's cache, whose adev says which one it is. */
function install(home: string, version: string, seconds: number): string {
  const folder = path.join(home, '.claude', 'plugins', 'cache', 'a market', 'autonomous-dev', version);
  mkdirSync(path.join(folder, 'bin'), { recursive: true });
  const program = path.join(folder, 'bin', 'adev');
  writeFileSync(program, `#!/bin/sh\necho "${version}: $*"\n`, { mode: 0o755 });
  utimesSync(program, seconds, seconds);
  return folder;
}

test('the launcher goes into the folder of the PATH that is the person’s own, and may be run', async (t) => {
  const project = projectOfPerson(t);
  const file = path.join(project.bin, 'adev');
  assert.deepEqual(await link(project), { path: file, already: false });
  assert.equal(statSync(file).mode & 0o777, 0o755);
  assert.deepEqual(await link(project), { path: file, already: true });
});

test('a folder of their own is one below the home folder, whatever its name begins with', async (t) => {
  const project = createProject(t);
  const [beside, own] = [path.join(project.folder, '..bin'), path.join(project.home, '..bin')];
  for (const folder of [beside, own]) mkdirSync(folder);
  const { path: file } = await link(project, { PATH: `${beside}:${own}` });
  assert.equal(file, path.join(own, 'adev'));
});

test('it runs the newest installed version, and none that was replaced', async (t) => {
  const project = projectOfPerson(t);
  await link(project);
  const run = () =>
    execFileSync('adev', ['status', 'a b'], {
      env: { HOME: project.home, PATH: project.env['PATH'] },
      encoding: 'utf8',
    });
  install(project.home, '1.0.0', 1_000);
  install(project.home, '1.1.0', 2_000);
  assert.equal(run(), '1.1.0: status a b\n');
  writeFileSync(path.join(install(project.home, '1.2.0', 3_000), '.orphaned_at'), '');
  assert.equal(run(), '1.1.0: status a b\n');
});

test('without a plugin it says so, and a checkpoint still stops nothing', async (t) => {
  const project = projectOfPerson(t);
  await link(project);
  const env = { HOME: project.home, PATH: project.env['PATH'] ?? '' };
  const status = spawnSync('adev', ['status'], { env, encoding: 'utf8' });
  assert.equal(status.status, 75);
  assert.match(status.stderr, /not installed/);
  const save = spawnSync('adev', ['checkpoint', 'save', '--agent', 'x', '--message', 'y'], {
    env,
    encoding: 'utf8',
  });
  assert.equal(save.status, 0);
  assert.match(save.stdout, /^Checkpoint: skipped \(unknown\): /);
});

test('an agent may not do it', async (t) => {
  const { refused } = await link(projectOfPerson(t), { CLAUDECODE: '1' });
  assert.deepEqual(refused, {
    code: 'needs-person',
    message: 'Needs a person: run it in your own terminal.',
  });
});

test('another program of that name stays as it is', async (t) => {
  const project = projectOfPerson(t);
  const file = path.join(project.bin, 'adev');
  writeFileSync(file, 'mine');
  assert.equal((await link(project)).refused?.code, 'occupied');
  assert.equal(readFileSync(file, 'utf8'), 'mine');
});

test('without a folder of their own on the PATH the person is told how to get one', async (t) => {
  const { refused } = await link(projectOfPerson(t), { PATH: '/usr/bin:/bin' });
  assert.equal(refused?.code, 'no-path-folder');
});
