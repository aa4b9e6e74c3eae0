import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import test from 'node:test';
import { saveCheckpoint, type CheckpointRequest } from '../../lib/save-checkpoint.ts';
import { runProgram } from '../support/broken-disk-run.ts';
import { createProject } from '../support/project.ts';
import { HOSTILE_REQUESTS } from './hostile-requests.ts';
import { entriesOf, reasonOf, save } from './saving.ts';

test('a checkpoint is saved with what was said, after the start of its session', (t) => {
  const project = createProject(t);
  const request: CheckpointRequest = {
    agentName: ' researcher ',
    message: '  found\n\tit \u{1f600} \ud800 ',
    toolsUsed: ['Bash', ' Read ', ''],
    githubIssue: 72,
    startedAt: new Date('2026-11-22T09:00:00.000Z'),
    kind: 'completed',
  };
  assert.deepEqual(save(project, request), { saved: true, number: 2, sessionId: 'session-1' });
  const [first, second, ...others] = entriesOf(project).map(({ data }) => data);
  assert.deepEqual(first, {
    event: 'session-started',
    at: '2026-11-22T10:00:00.000Z',
    source: 'late',
    client: {},
    cwd: project.root,
    worktree: project.root,
  });
  assert.deepEqual(second, {
    event: 'checkpoint',
    at: '2026-11-22T10:00:00.000Z',
    agent: 'researcher',
    message: 'found\n\tit \u{1f600} \ufffd',
    tools_used: ['Bash', 'Read'],
    kind: 'completed',
    github_issue: 72,
    started_at: '2026-11-22T09:00:00.000Z',
  });
  assert.deepEqual(others, []);
});

test('the least that is needed is a name and a message', (t) => {
  const project = createProject(t);
  assert.ok(save(project, { agentName: 'a', message: 'm', githubIssue: null, startedAt: null }).saved);
  const data = entriesOf(project).at(-1)?.data as Record<string, unknown>;
  assert.deepEqual(data, {
    event: 'checkpoint',
    at: '2026-11-22T10:00:00.000Z',
    agent: 'a',
    message: 'm',
    tools_used: [],
    kind: 'progress',
  });
});

test('arguments at their limits are saved whole', (t) => {
  const project = createProject(t);
  const request = {
    agentName: 'A.b:c-d_9'.padEnd(255, 'x'),
    message: 'x'.repeat(10_000),
    toolsUsed: Array.from({ length: 100 }, () => 't'.repeat(255)),
    githubIssue: 999_999,
    startedAt: '9999-12-31T23:59:59.999Z',
    deadlineMs: Number.POSITIVE_INFINITY,
  };
  assert.ok(save(project, request).saved);
  const data = entriesOf(project).at(-1)?.data as Record<string, unknown>;
  assert.equal(data['message'], request.message);
  assert.equal(data['agent'], request.agentName);
  assert.deepEqual(data['tools_used'], request.toolsUsed);
  assert.equal(data['started_at'], request.startedAt);
});

test('invalid-input: every argument of a wrong type, size or temper, before anything is written', (t) => {
  const project = createProject(t);
  for (const [what, make] of HOSTILE_REQUESTS) {
    const outcome = saveCheckpoint(make() as CheckpointRequest, project.surroundings);
    assert.equal(reasonOf(outcome), 'invalid-input', what);
    assert.ok(!outcome.saved && outcome.detail.length <= 500 && !/[\p{Cc}]/u.test(outcome.detail), what);
  }
  assert.equal(existsSync(project.stateDir), false);
});

test('a process that is given hostile arguments prints nothing of its own, gets a boolean and exits with 0', async (t) => {
  const project = createProject(t);
  const { status, stdout, stderr, said } = await runProgram(
    { do: 'hostile-checkpoints' },
    { env: project.env, cwd: project.root },
  );
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  assert.equal(stdout.trimEnd().split('\n').length, HOSTILE_REQUESTS.length);
  for (const one of said as { what: string; type: string; saved: boolean; reason: string }[]) {
    const { what, type, saved, reason } = one;
    assert.deepEqual(
      { type, saved, reason },
      { type: 'boolean', saved: false, reason: 'invalid-input' },
      what,
    );
  }
});
