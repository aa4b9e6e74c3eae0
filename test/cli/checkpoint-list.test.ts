import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createProject, scratchFolder, type TestProject } from '../support/project.ts';
import { checkpoint, finished, record, started } from './events.ts';
import { adev, jsonOf, withoutSession } from './in-process.ts';

const LIST = ['checkpoint', 'list'];

type Listed = Readonly<{ checkpoints: readonly Record<string, unknown>[] }>;

async function listed(project: TestProject, ...more: string[]): Promise<string[]> {
  const { checkpoints } = jsonOf(await adev(project, [...LIST, '--json', ...more])) as Listed;
  return checkpoints.map(({ message }) => String(message));
}

function createHistory(t: Parameters<typeof createProject>[0]): TestProject {
  const project = createProject(t);
  record(project, 'session-1', [checkpoint('09:00', 'coder', 'one'), checkpoint('09:20', 'tester', 'three')]);
  record(project, 'Another Session', [
    checkpoint('09:10', 'coder', 'two'),
    started('09:15', 'planner', 'p1'),
    finished('09:30', 'planner', 'p1'),
  ]);
  return project;
}

test('the session of the environment is listed, oldest first', async (t) => {
  assert.deepEqual(await listed(createHistory(t)), ['one', 'three']);
});

test('--all, and no session at all, list every session together', async (t) => {
  const project = createHistory(t);
  const all = ['one', 'two', 'three', 'planner is done'];
  assert.deepEqual(await listed(project, '--all'), all);
  assert.deepEqual(await listed(withoutSession(project)), all);
});

test('--session names another one, whatever its id looks like', async (t) => {
  assert.deepEqual(await listed(createHistory(t), '--session', 'Another Session'), [
    'two',
    'planner is done',
  ]);
});

test('--agent keeps those of one agent and --limit the last ones, still oldest first', async (t) => {
  const project = createHistory(t);
  assert.deepEqual(await listed(project, '--all', '--agent', 'coder'), ['one', 'two']);
  assert.deepEqual(await listed(project, '--all', '--limit', '2'), ['three', 'planner is done']);
  assert.deepEqual(await listed(project, '--all', '--limit', '99', '--agent', 'nobody'), []);
});

test('an entry tells when, in which session, who, what, with which tools and of which kind', async (t) => {
  const run = await adev(createHistory(t), [...LIST, '--json', '--session', 'Another Session']);
  assert.deepEqual((jsonOf(run) as Listed).checkpoints[1], {
    at: '2026-11-22T09:30:00.000Z',
    session_id: 'Another Session',
    agent: 'planner',
    message: 'planner is done',
    tools_used: ['Read'],
    kind: 'completed',
  });
});

test('as text it is aligned, and cut only on a terminal', async (t) => {
  const project = createHistory(t);
  record(project, 'session-1', [checkpoint('09:40', 'coder', `first line\nsecond ${'long '.repeat(40)}`)]);
  const { stdout } = await adev(project, LIST);
  assert.match(
    stdout,
    /^2026-11-22 09:00Z {2}coder {3}progress {2}one\n2026-11-22 09:20Z {2}tester {2}progress {2}three\n/,
  );
  assert.match(stdout, /first line second (long ){39}long\n$/);
  const onTerminal = await adev(project, LIST, { screen: () => ({ columns: 60 }) });
  for (const line of onTerminal.stdout.replaceAll(/\u001b\[\d+m/g, '').split('\n'))
    assert.ok(line.length <= 60);
  assert.match(onTerminal.stdout, /…\u001b|…\n/);
});

test('nothing to list is said, creates nothing and is no failure', async (t) => {
  const project = createProject(t);
  assert.deepEqual(await adev(project, LIST), {
    exit: 0,
    stdout: 'No checkpoints of session "session-1".\n',
    stderr: '',
  });
  assert.deepEqual(await listed(project, '--all'), []);
  assert.equal(existsSync(project.stateDir), false);
});

test('damaged entries are left out and mentioned on stderr', async (t) => {
  const project = createHistory(t);
  writeFileSync(path.join(project.log, 'e0000000002.json'), '\0'.repeat(200));
  const run = await adev(project, [...LIST, '--json']);
  assert.equal(run.exit, 0);
  assert.deepEqual(
    (jsonOf(run) as Listed).checkpoints.map(({ message }) => message),
    ['three'],
  );
  assert.match(run.stderr, /^One damaged entry of session session-1 cannot be shown/);
});

test('state that cannot be read is skipped with 75, never taken for none', async (t) => {
  const project = createHistory(t);
  const outside = scratchFolder(t);
  const env = { ...project.env, AUTONOMOUS_DEV_STATE_DIR: path.join(outside, 'file') };
  writeFileSync(path.join(outside, 'file'), 'in the way');
  const run = await adev({ ...project, env }, [...LIST, '--all', '--json']);
  assert.equal(run.exit, 75);
  const { saved, reason } = jsonOf(run) as Record<string, unknown>;
  assert.deepEqual({ saved, reason }, { saved: false, reason: 'unsafe-path' });
  assert.match(run.stderr, /^adev: skipped \(unsafe-path\): /);
});

test('outside a project it is skipped with 75', async (t) => {
  const root = scratchFolder(t);
  const run = await adev({ root, env: { HOME: root } }, [...LIST, '--json']);
  assert.equal(run.exit, 75);
  assert.equal((jsonOf(run) as Record<string, unknown>)['reason'], 'no-project');
});

test('contradictions and numbers that are none are usage errors', async (t) => {
  const project = createHistory(t);
  for (const wrong of [
    ['--all', '--session', 'x'],
    ['--limit', '0'],
    ['--limit', 'two'],
    ['--limit', '-1'],
  ]) {
    const run = await adev(project, [...LIST, ...wrong, '--json']);
    assert.equal(run.exit, 2);
    assert.equal((jsonOf(run) as { refused: { code: string } }).refused.code, 'usage');
    assert.match(run.stderr, /^adev: checkpoint list: /);
  }
});
