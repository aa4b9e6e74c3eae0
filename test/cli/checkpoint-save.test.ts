import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { openWorkspace, readSession, refuse, ok } from '../../lib/index.ts';
import { createProject, scratchFolder, type TestProject } from '../support/project.ts';
import { adev, jsonOf, withoutSession } from './in-process.ts';

const SAVE = ['checkpoint', 'save', '--agent', 'coder', '--message', 'half done'];

function savedIn(project: TestProject, sessionId?: string) {
  const workspace = openWorkspace({ ...project.surroundings, ...(sessionId && { sessionId }) });
  assert.ok(workspace);
  return readSession(workspace.store, workspace.sessionId)?.session.checkpoints ?? [];
}

test('a checkpoint is saved with all that was given, and it is said so', async (t) => {
  const project = createProject(t);
  const run = await adev(project, [
    ...SAVE,
    '--tools',
    'Bash, Edit',
    '--tools=Read',
    '--issue',
    '72',
    '--kind',
    'completed',
  ]);
  assert.deepEqual(run, { exit: 0, stdout: 'Checkpoint: saved\n', stderr: '' });
  const { at, ...rest } = savedIn(project)[0] ?? {};
  assert.equal(at, '2026-11-22T10:00:00.000Z');
  assert.deepEqual(rest, {
    agent: 'coder',
    message: 'half done',
    toolsUsed: ['Bash', 'Edit', 'Read'],
    kind: 'completed',
  });
});

test('with --json the number and the session are told', async (t) => {
  const project = createProject(t);
  assert.deepEqual(jsonOf(await adev(project, [...SAVE, '--json'])), {
    saved: true,
    number: 2,
    session_id: 'session-1',
  });
});

test('the session is the option, else the environment, else the local one of the day', async (t) => {
  const project = createProject(t);
  const bare = withoutSession(project);
  const sessionOf = async (from: TestProject, ...more: string[]) =>
    (jsonOf(await adev(from, [...SAVE, '--json', ...more])) as { session_id: string }).session_id;
  assert.equal(await sessionOf(project, '--session', 'mine'), 'mine');
  assert.equal(await sessionOf(project, '--session', ''), 'session-1');
  assert.equal(
    await sessionOf({ ...bare, env: { ...bare.env, AUTONOMOUS_DEV_SESSION: 'theirs' } }),
    'theirs',
  );
  assert.equal(await sessionOf(bare), 'local-2026-11-22');
  assert.equal(savedIn(project, 'mine').length, 1);
});

test('--root names the project, from anywhere', async (t) => {
  const project = createProject(t);
  const elsewhere = scratchFolder(t);
  const run = await adev({ env: project.env, root: elsewhere }, [...SAVE, '--root', project.root]);
  assert.equal(run.stdout, 'Checkpoint: saved\n');
  assert.equal(savedIn(project).length, 1);
});

test('a message that begins with a dash is a message', async (t) => {
  const project = createProject(t);
  await adev(project, ['checkpoint', 'save', '--agent', 'a', '--message', '- one\n- two']);
  assert.equal(savedIn(project)[0]?.message, '- one\n- two');
});

test('a dash alone reads the message from stdin, within bounds', async (t) => {
  const project = createProject(t);
  const args = ['checkpoint', 'save', '--agent', 'a', '--message', '-', '--strict'];
  const limits: unknown[] = [];
  const run = await adev(project, args, {
    stdin: (limit) => {
      limits.push(limit);
      return Promise.resolve(ok('typed\n'));
    },
  });
  assert.equal(run.exit, 0);
  assert.deepEqual(limits, [{ bytes: 1_048_576, ms: 4000 }]);
  assert.equal(savedIn(project)[0]?.message, 'typed');

  const late = await adev(project, args, { stdin: () => Promise.resolve(refuse('timeout', 'too slow')) });
  assert.deepEqual(late, { exit: 75, stdout: 'Checkpoint: skipped (timeout): too slow\n', stderr: '' });
});

test('stdin is left alone unless it is asked for', async (t) => {
  const stdin = () => Promise.reject(new Error('read'));
  assert.equal((await adev(createProject(t), SAVE, { stdin })).exit, 0);
});

const MISUSES: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['an unknown option', [...SAVE, '--tool', 'A'], /unknown option "--tool"; did you mean --tools\?/],
  ['a missing option', ['checkpoint', 'save', '--agent', 'a'], /--message TEXT\|- is missing/],
  [
    'an option without its value',
    ['checkpoint', 'save', '--message', '--agent', 'a'],
    /--message needs a value/,
  ],
  ['a stray argument', [...SAVE, 'more'], /unexpected argument "more"/],
];

for (const [what, args, message] of MISUSES) {
  test(`${what} exits 0 and is named on stdout; with --strict it exits 2`, async (t) => {
    const project = createProject(t);
    const run = await adev(project, args);
    assert.equal(run.exit, 0);
    assert.match(run.stdout, /^Checkpoint: skipped \(invalid-input\): .*\n$/);
    assert.match(run.stdout, message);
    assert.equal((await adev(project, [...args, '--strict'])).exit, 2);
    const json = jsonOf(await adev(project, [...args, '--strict', '--json'])) as Record<string, unknown>;
    assert.equal(json['saved'], false);
    assert.equal(json['reason'], 'invalid-input');
    assert.match(String(json['detail']), message);
    assert.equal(existsSync(project.stateDir), false);
  });
}

const REFUSED: readonly (readonly [string, readonly string[]])[] = [
  ['a name that is none', ['--agent', 'no good', '--message', 'm']],
  ['an empty message', ['--agent', 'a', '--message', '']],
  ['a message that is too long', ['--agent', 'a', '--message', 'm'.repeat(1_000_000)]],
  ['a message with control characters', ['--agent', 'a', '--message', 'red\u001b[31m']],
  ['an issue that is no number', ['--agent', 'a', '--message', 'm', '--issue', 'x']],
  ['an unknown kind', ['--agent', 'a', '--message', 'm', '--kind', 'finished']],
];

for (const [what, args] of REFUSED) {
  test(`${what} exits 0, or 75 with --strict`, async (t) => {
    const project = createProject(t);
    const run = await adev(project, ['checkpoint', 'save', ...args]);
    assert.equal(run.exit, 0);
    assert.match(run.stdout, /^Checkpoint: skipped \(invalid-input\): [ -~]+\n$/);
    const strict = await adev(project, ['checkpoint', 'save', ...args, '--strict', '--json']);
    assert.equal(strict.exit, 75);
    assert.equal((jsonOf(strict) as Record<string, unknown>)['reason'], 'invalid-input');
    assert.equal(existsSync(project.stateDir), false);
  });
}

test('outside a project nothing is saved, and that is no failure', async (t) => {
  const root = scratchFolder(t);
  const env = { HOME: root };
  assert.match((await adev({ root, env }, SAVE)).stdout, /^Checkpoint: skipped \(no-project\): /);
  assert.equal((await adev({ root, env }, SAVE)).exit, 0);
  assert.equal((await adev({ root, env }, [...SAVE, '--strict'])).exit, 75);
});

test('switched off by the environment it is skipped', async (t) => {
  const project = createProject(t);
  const env = { ...project.env, AUTONOMOUS_DEV: 'off' };
  assert.match((await adev({ ...project, env }, SAVE)).stdout, /^Checkpoint: skipped \(disabled\): /);
});

test('a stdout that cannot be written takes nothing back', async (t) => {
  const project = createProject(t);
  const stdout = () => {
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  };
  const run = await adev(project, SAVE, { stdout });
  assert.equal(run.exit, 0);
  assert.match(run.stderr, /^adev: stdout cannot be written: ENOSPC/);
  assert.equal(savedIn(project).length, 1);
});
