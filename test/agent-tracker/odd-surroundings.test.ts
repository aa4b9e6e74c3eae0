import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import type { CheckpointOutcome } from '../../lib/save-checkpoint.ts';
import { runProgram } from '../support/broken-disk-run.ts';
import { createProject } from '../support/project.ts';
import { baseOf, reasonOf, REQUEST, save, storeOf } from './saving.ts';

test('a git folder that is itself reached by a link is written to', (t) => {
  const project = createProject(t);
  const moved = path.join(project.folder, 'moved.git');
  execFileSync('mv', [baseOf(project), moved]);
  symlinkSync(moved, baseOf(project));
  assert.ok(save(project).saved);
  assert.ok(existsSync(path.join(moved, 'autonomous-dev', 'sessions', 'session-1')));
});

test('a state directory of the person’s choice that cannot be one is skipped with a reason', (t) => {
  const project = createProject(t);
  writeFileSync(path.join(project.folder, 'file'), '');
  const wrong = {
    [path.join(project.folder, 'file')]: 'unsafe-path',
    [path.join(project.folder, 'file', 'below')]: 'unsafe-path',
    '/proc/nothing/here': 'unknown',
    [path.join(project.folder, 'x'.repeat(300))]: 'unreadable',
  };
  for (const [stateDir, reason] of Object.entries(wrong)) {
    assert.equal(
      reasonOf(save(project, REQUEST, { env: { AUTONOMOUS_DEV_STATE_DIR: stateDir } })),
      reason,
      stateDir,
    );
  }
});

test('no session id leads out of the sessions, and two never share a log', (t) => {
  const project = createProject(t);
  const ids = [
    '..',
    '../../x',
    '/etc/passwd',
    'UPPER',
    'upper',
    'con',
    'a b',
    'x'.repeat(5000),
    'ä',
    'a\u0308',
  ];
  for (const id of ids) {
    const outcome = save(project, REQUEST, { env: { CLAUDE_CODE_SESSION_ID: id } });
    assert.deepEqual(outcome, { saved: true, number: 2, sessionId: id });
    const first = storeOf(project).log(id)?.entries[0]?.data as { session_id?: string };
    if (id !== 'upper') assert.equal(first.session_id, id.slice(0, 1000));
  }
  assert.equal(readdirSync(path.join(project.stateDir, 'sessions')).length, ids.length);
  assert.deepEqual(readdirSync(project.root), ['.git']);
});

test('without a session id the day’s default is used', (t) => {
  const project = createProject(t);
  const without = { env: { CLAUDE_CODE_SESSION_ID: undefined } };
  assert.deepEqual(save(project, REQUEST, without), {
    saved: true,
    number: 2,
    sessionId: 'local-2026-11-22',
  });
  const own = { env: { ...without.env, AUTONOMOUS_DEV_SESSION: 'mine' } };
  assert.deepEqual(save(project, REQUEST, own), { saved: true, number: 2, sessionId: 'mine' });
});

test('a home folder that is missing, unset or nonsense keeps no checkpoint in a repository from being saved', async (t) => {
  for (const home of [undefined, '', 'relative', '/nowhere/at/all']) {
    const project = createProject(t);
    const { HOME: _, ...env } = project.env;
    const { said, stderr } = await runProgram(
      { do: 'checkpoint', messages: ['m'] },
      { env: home === undefined ? env : { ...env, HOME: home }, cwd: project.root },
    );
    assert.deepEqual(
      { said, stderr },
      { said: [{ saved: true, number: 2, sessionId: 'session-1' }], stderr: '' },
    );
  }
});

test('a current folder that has been deleted is no project, and no hindrance where the project is known', async (t) => {
  const project = createProject(t);
  for (const [env, reason] of [
    [{}, 'no-project'],
    [{ CLAUDE_PROJECT_DIR: project.root }, 'saved'],
  ] as const) {
    const deletedFolder = path.join(project.root, 'gone');
    mkdirSync(deletedFolder);
    const { said, stderr, status } = await runProgram(
      { do: 'checkpoint', messages: ['m'], deletedFolder },
      { env: { ...project.env, ...env }, cwd: project.root },
    );
    assert.deepEqual({ stderr, status }, { stderr: '', status: 0 });
    assert.equal(reasonOf(said[0] as CheckpointOutcome), reason);
  }
});

test('a state directory that is removed while a process saves is made again', (t) => {
  const project = createProject(t);
  save(project);
  rmSync(project.stateDir, { recursive: true });
  assert.deepEqual(save(project), { saved: true, number: 2, sessionId: 'session-1' });
});

test('worktrees of one repository share its state', (t) => {
  const project = createProject(t);
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', project.root, '-c', 'user.name=A', '-c', 'user.email=a@b.c', ...args], {
      env: project.env,
      stdio: 'pipe',
    });
  git('commit', '--quiet', '--allow-empty', '-m', 'first');
  const worktree = path.join(project.folder, 'worktree');
  git('worktree', 'add', '--quiet', worktree);
  save(project);
  assert.deepEqual(save(project, REQUEST, { cwd: worktree }), {
    saved: true,
    number: 3,
    sessionId: 'session-1',
  });
});
