// What is hostile in features, titles, errors, names and ids must not act on the terminal of whoever looks at a batch.
import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { BATCH, openWorkspace, type Batch } from '../../lib/index.ts';
import { createProject, type TestProject } from '../support/project.ts';
import { adev, jsonOf } from './in-process.ts';

const HOSTILE = 'seen\u001b]0;owned\u0007\u001b[2J\r\n\u009b31m\u202egnp\u2066\u200b\u{e0041}y';

/** Everything that a terminal might act on or that hides from a reader, but for the end of a line. */
const UNSAFE = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u;

/** A batch as nobody of ours would write it: whatever may be any text is hostile. */
function hostileBatch(id: string, session: string): Batch {
  const line = { event: HOSTILE, at: HOSTILE, session_id: HOSTILE, agent: HOSTILE, head: HOSTILE };
  const feature = { text: HOSTILE, attempts: 1, refunds: 0, depends_on: [], history: [line, line] };
  const owner = { session_id: session, agent: HOSTILE, host: HOSTILE };
  const lease = { owner, token: 1, taken_at: HOSTILE, head: HOSTILE, expires_at: '2026-11-23T00:00:00.000Z' };
  return {
    batch_id: id,
    title: HOSTILE,
    source: { type: HOSTILE, path: HOSTILE },
    features: [
      { ...feature, number: 1, status: 'in_progress', lease, uncertain: true, started_at: HOSTILE },
      { ...feature, number: 2, status: 'failed', error: { message: HOSTILE, class: 'permanent' } },
      { ...feature, number: 3, status: 'skipped', skip: { reason: HOSTILE, category: HOSTILE } },
      {
        ...feature,
        number: 4,
        status: 'completed',
        evidence: { head: HOSTILE, commit: HOSTILE, note: HOSTILE },
      },
      { ...feature, number: 5, status: 'pending', uncertain: true, started_at: HOSTILE },
    ],
    next_token: 2,
    created_at: HOSTILE,
    updated_at: HOSTILE,
    max_attempts: 3,
    origin: { session_id: HOSTILE, worktree: HOSTILE, host: HOSTILE },
  };
}

async function withBatches(t: TestContext): Promise<TestProject> {
  const project = createProject(t);
  const workspace = openWorkspace(project.surroundings);
  assert.ok(workspace);
  for (const [id, session] of [
    ['b1', 'session-1'],
    ['b2', HOSTILE],
    ['b3', HOSTILE],
  ] as const) {
    const data = hostileBatch(id, session);
    const stored = await workspace.store.update(BATCH, id, () => ({
      ok: true,
      value: { data, answer: null },
    }));
    assert.ok(stored.ok);
  }
  return project;
}

const COMMANDS: readonly (readonly string[])[] = [
  ['create', '--feature', HOSTILE, '--title', HOSTILE, '--id', 'made'],
  ['create', '--feature', 'a', '--id', HOSTILE],
  ['create', HOSTILE],
  ['create', '--feature', 'a', '--depends', HOSTILE],
  ['create', '--feature', 'a', '--issues', HOSTILE],
  ['create', '--feature', 'a', '--max-attempts', HOSTILE],
  ['add', HOSTILE],
  ['add', 'b1', HOSTILE],
  ['add', 'b1', '--feature', HOSTILE],
  ['list'],
  ['show'],
  ['show', 'b1'],
  ['show', HOSTILE],
  ['summary', 'b1'],
  ['summary', HOSTILE],
  ['next', 'b1'],
  ['next', 'b2'],
  ['next', 'b2', '--claim'],
  ['next', 'b2', '--claim', '--agent', HOSTILE],
  ['next', 'b2', '--ttl', HOSTILE],
  ['next', 'b2', '--wait', HOSTILE],
  ['next', HOSTILE, '--claim'],
  ['next', '--session', 'nobody'],
  ['fail', '1', 'b1', '--error', HOSTILE],
  ['skip', '5', 'b1', '--reason', HOSTILE, '--category', HOSTILE],
  ['complete', '5', 'b2', '--commit', HOSTILE, '--pr', HOSTILE, '--note', HOSTILE],
  ['complete', HOSTILE, 'b2'],
  ['complete', '1', 'b2', '--token', HOSTILE],
  ['complete', '1', HOSTILE, '--batch', 'b2'],
  ['retry', '2', 'b2'],
  ['release', '1', 'b2'],
  ['adopt', 'b3'],
  ['drive', 'b3', HOSTILE],
  ['drive', 'b3', 'on', '--until', HOSTILE],
  ['pause', 'b3', '--reason', HOSTILE],
  ['show', 'b3'],
  ['cancel', 'b3'],
];

test('no character that acts on a terminal comes out of a batch command, whatever went in', async (t) => {
  const projects = [await withBatches(t), await withBatches(t), await withBatches(t)] as const;
  let seen = 0;
  for (const [index, args] of COMMANDS.entries()) {
    const argv = ['batch', ...args];
    const runs = [
      await adev(projects[0], argv),
      await adev(projects[1], argv, {
        screen: () => ({ columns: 60 }),
        env: { ...projects[1].env, NO_COLOR: '1' },
      }),
      await adev(projects[2], [...argv, '--json']),
    ] as const;
    for (const { stdout, stderr } of runs) {
      assert.doesNotMatch(stdout, UNSAFE, JSON.stringify(argv));
      assert.doesNotMatch(stderr, UNSAFE, JSON.stringify(argv));
    }
    jsonOf(runs[2]);
    if (runs[0].stdout.includes('seen')) seen += 1;
    assert.equal(runs[0].exit, runs[1].exit, `command ${index}`);
  }
  assert.ok(seen > 8, `the hostile texts were shown only ${seen} times`);
});

test('arguments of a megabyte are answered in a line or a few', async (t) => {
  const project = await withBatches(t);
  const huge = 'h'.repeat(1_000_000);
  for (const args of [
    ['show', huge],
    ['next', huge, '--claim'],
    ['next', 'b1', '--ttl', huge],
    ['complete', huge],
    ['complete', '1', huge],
    ['complete', '5', 'b2', '--note', huge],
    ['create', huge],
    ['create', '--feature', huge],
    ['create', '--feature', 'a', '--id', huge],
    ['create', '--feature', 'a', '--depends', huge],
    ['add', huge],
    ['drive', huge, huge],
    ['pause', 'b1', '--reason', huge],
  ]) {
    const { exit, stdout, stderr } = await adev(project, ['batch', ...args]);
    assert.ok((stdout + stderr).length < 1000, `${args[0]}: ${(stdout + stderr).length} characters`);
    assert.ok(exit === 2 || exit === 3, `${args[0]}: ${exit}`);
  }
});
