// Every sample file of the original, taken in and read back through what people and agents use.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import test, { type TestContext } from 'node:test';
import type { Batch, Feature } from '../../lib/domain/batch.ts';
import { batchStatus, countFeatures } from '../../lib/domain/batch-queries.ts';
import { getNextPendingFeature } from '../../lib/batch-state-manager.ts';
import { createProject, type TestProject } from '../support/project.ts';
import {
  batchOf,
  fixtureObject,
  fixturePath,
  fromLocal,
  importOne,
  sessionOf,
  statusesOf,
  userOf,
  type FileRow,
} from './legacy-project.ts';

type Taken = Readonly<{ project: TestProject; row: FileRow }>;

async function take(t: TestContext, name: string): Promise<Taken> {
  const project = createProject(t);
  const row = await importOne(project, fixturePath(name));
  return { project, row };
}

async function takeBatch(
  t: TestContext,
  name: string,
): Promise<Taken & Readonly<{ batch: Batch; next: number | null }>> {
  const taken = await take(t, name);
  assert.deepEqual([taken.row.kind, taken.row.status], ['batch', 'imported']);
  const { batch_id, features } = fixtureObject(name);
  assert.equal(taken.row.id, batch_id);
  const batch = await batchOf(taken.project, String(batch_id));
  assert.deepEqual(
    batch.features.map(({ text }) => text),
    features,
  );
  const next = await getNextPendingFeature(batch.batch_id, taken.project.surroundings);
  assert.ok(next.ok);
  return { ...taken, batch, next: next.value?.number ?? null };
}

const feature = (batch: Batch, number: number): Feature => batch.features[number - 1] as Feature;

const EXPECTED: Readonly<Record<string, (t: TestContext) => Promise<void>>> = {
  async 'batch-in-progress.json'(t) {
    const { batch, next } = await takeBatch(t, 'batch-in-progress.json');
    assert.deepEqual(statusesOf(batch), ['completed', 'completed', 'pending', 'pending', 'pending']);
    assert.equal(next, 3);
    assert.equal(batchStatus(batch), 'running');
    assert.deepEqual(batch.source, { type: 'file', path: 'plans/features.txt' });
    assert.equal(batch.created_at, '2025-03-30T01:58:30.132Z');
    assert.equal(batch.updated_at, '2025-03-30T02:00:32.153Z');
    assert.equal(
      (batch as unknown as { legacy: Record<string, unknown> }).legacy['context_token_estimate'],
      2400,
    );
  },

  async 'batch-failures-retries.json'(t) {
    const { batch, next } = await takeBatch(t, 'batch-failures-retries.json');
    assert.deepEqual(statusesOf(batch), ['completed', 'failed', 'failed', 'completed', 'pending']);
    assert.equal(next, 5);
    assert.deepEqual(feature(batch, 2).error, {
      message: 'ConnectionError: reset by peer\nsecond line',
      class: 'transient',
    });
    assert.equal(feature(batch, 2).attempts, 2);
    assert.equal(feature(batch, 2).finished_at, '2025-03-30T03:02:06.188Z');
    assert.equal(feature(batch, 3).error?.message, 'SyntaxError: ungültig');
    assert.equal(feature(batch, 3).attempts, 2);
    assert.equal(batchStatus(batch), 'running');
    assert.equal((batch as unknown as { legacy: Record<string, unknown> }).legacy['checkpoint_count'], 1);
  },

  async 'batch-issues.json'(t) {
    const { batch, next } = await takeBatch(t, 'batch-issues.json');
    assert.equal(batch.source.type, 'issues');
    assert.deepEqual(
      batch.features.map(({ issue_number, status }) => [issue_number, status]),
      [
        [72, 'completed'],
        [73, 'failed'],
        [74, 'pending'],
      ],
    );
    assert.equal(next, 3);
  },

  async 'batch-completed.json'(t) {
    const { batch, next } = await takeBatch(t, 'batch-completed.json');
    assert.equal(batchStatus(batch), 'completed');
    assert.equal(next, null);
  },

  async 'batch-duplicate-failures.json'(t) {
    const { batch, next } = await takeBatch(t, 'batch-duplicate-failures.json');
    assert.deepEqual(statusesOf(batch), ['completed', 'failed', 'pending']);
    assert.equal(feature(batch, 1).error, undefined);
    assert.equal(feature(batch, 2).error?.message, 'e3');
    assert.equal(feature(batch, 2).finished_at, '2025-03-30T09:12:59.636Z');
    assert.equal(next, 3);
  },

  async 'batch-index-ahead.json'(t) {
    const { batch, next } = await takeBatch(t, 'batch-index-ahead.json');
    assert.deepEqual(statusesOf(batch), ['pending', 'pending', 'pending', 'completed', 'pending']);
    assert.equal(next, 1);
  },

  async 'batch-old-oldest.json'(t) {
    const { batch, next } = await takeBatch(t, 'batch-old-oldest.json');
    assert.deepEqual(statusesOf(batch), ['completed', 'pending', 'pending']);
    assert.equal(next, 2);
    assert.deepEqual(batch.source, { type: 'file' });
    assert.ok(
      batch.features.every(
        ({ issue_number, git, attempts }) =>
          issue_number === undefined && git === undefined && attempts === 0,
      ),
    );
  },

  async 'batch-count-mismatch.json'(t) {
    const { batch, next, row } = await takeBatch(t, 'batch-count-mismatch.json');
    assert.equal(countFeatures(batch).total, 2);
    assert.equal(next, 1);
    assert.match(row.detail, /total_features says 4, but there are 2 texts/);
  },

  async 'batch-truncated.json'(t) {
    const { row } = await take(t, 'batch-truncated.json');
    assert.deepEqual([row.kind, row.status, row.id], ['batch', 'damaged', null]);
  },

  async 'batch-bad-retry-key.json'(t) {
    const { row } = await take(t, 'batch-bad-retry-key.json');
    assert.deepEqual([row.kind, row.status], ['batch', 'damaged']);
    assert.match(row.detail, /retry_attempts/);
  },

  async 'batch-cluster-mode.json'(t) {
    const { batch, next } = await takeBatch(t, 'batch-cluster-mode.json');
    assert.deepEqual(statusesOf(batch), ['pending', 'pending']);
    assert.equal(batchStatus(batch), 'pending');
    assert.equal(next, 1);
    assert.deepEqual(batch.source, { type: 'file', path: 'features.txt' });
    assert.equal(batch.created_at, fromLocal('2025-03-30T20:21:40'));
  },

  async 'session-full.json'(t) {
    const { project, row } = await take(t, 'session-full.json');
    assert.deepEqual(
      [row.kind, row.status, row.id],
      ['pipeline-session', 'imported', 'legacy-20250330-212140'],
    );
    const session = sessionOf(project, 'legacy-20250330-212140');
    assert.equal(session.githubIssue, 79);
    assert.equal(session.runs.length, 7);
    assert.ok(session.runs.every(({ finished }) => finished?.status === 'completed'));
    const [first, , third] = session.runs;
    assert.equal(first?.startedAt, fromLocal('2025-03-30T21:21:41.965'));
    assert.deepEqual(first?.finished, {
      at: fromLocal('2025-03-30T21:22:46.972'),
      status: 'completed',
      message: 'researcher: fertig ✅',
      toolsUsed: ['Read', 'Grep'],
    });
    assert.equal(third?.finished?.at, fromLocal('2025-03-30T21:28:09'));
  },

  async 'session-parallel-validation.json'(t) {
    const { project, row } = await take(t, 'session-parallel-validation.json');
    assert.equal(row.id, 'legacy-20250330-234824');
    const { runs } = sessionOf(project, 'legacy-20250330-234824');
    assert.deepEqual(
      runs.map(({ agent }) => agent),
      ['reviewer', 'security-auditor', 'doc-master'],
    );
    const starts = runs.map(({ startedAt = '' }) => Date.parse(startedAt));
    assert.ok(Math.max(...starts) - Math.min(...starts) <= 10_000);
  },

  async 'session-explicit-no-claude-id.json'(t) {
    const { project } = await take(t, 'session-explicit-no-claude-id.json');
    const { runs, checkpoints } = sessionOf(project, 'legacy-20250331-015039');
    assert.deepEqual(
      runs.map(({ agent, finished }) => [agent, finished?.status ?? 'running']),
      [
        ['researcher', 'completed'],
        ['planner', 'running'],
      ],
    );
    assert.deepEqual(
      checkpoints.map(({ agent, message, kind }) => [agent, message, kind]),
      [
        ['researcher', 'done', 'completed'],
        ['planner', 'p', 'progress'],
      ],
    );
  },

  async 'session-other-agents.json'(t) {
    const { project } = await take(t, 'session-other-agents.json');
    const { runs } = sessionOf(project, 'legacy-20250331-035044');
    assert.deepEqual(
      runs.map(({ agent }) => agent),
      ['researcher-local', 'researcher-web', 'plan-critic'],
    );
    assert.ok(runs.every(({ label }) => label === undefined));
  },

  async 'session-other-schema-1.json'(t) {
    const { project, row } = await take(t, 'session-other-schema-1.json');
    assert.deepEqual([row.status, row.id], ['imported', 'legacy-20250330-080000']);
    assert.deepEqual(sessionOf(project, 'legacy-20250330-080000').runs, []);
  },

  async 'session-truncated.json'(t) {
    const { row } = await take(t, 'session-truncated.json');
    assert.deepEqual([row.kind, row.status], ['pipeline-session', 'damaged']);
  },

  async 'user-default.json'(t) {
    const { project, row } = await take(t, 'user-default.json');
    assert.deepEqual([row.kind, row.status, row.id], ['user', 'imported', null]);
    assert.equal(userOf(project)?.first_run_complete, false);
    assert.deepEqual(userOf(project)?.preferences, {});
  },

  async 'user-first-run-done.json'(t) {
    const { project } = await take(t, 'user-first-run-done.json');
    assert.equal(userOf(project)?.first_run_complete, true);
    assert.deepEqual(userOf(project)?.preferences, { auto_git_enabled: true });
  },

  async 'user-no-preferences.json'(t) {
    const { project, row } = await take(t, 'user-no-preferences.json');
    assert.deepEqual([row.kind, row.status], ['user', 'imported']);
    assert.equal(userOf(project)?.first_run_complete, false);
    assert.deepEqual(userOf(project)?.preferences, {});
  },

  async 'user-truncated.json'(t) {
    const { project, row } = await take(t, 'user-truncated.json');
    assert.deepEqual([row.kind, row.status], ['user', 'damaged']);
    assert.equal(userOf(project), null);
  },

  async 'checkpoint-middle.json'(t) {
    const { project, row } = await take(t, 'checkpoint-middle.json');
    assert.deepEqual(
      [row.kind, row.status, row.id],
      ['workflow-checkpoint', 'imported', 'legacy-20250330_093456'],
    );
    const { runs, checkpoints } = sessionOf(project, 'legacy-20250330_093456');
    assert.deepEqual(
      runs.map(({ agent, finished }) => [agent, finished?.status, finished?.at]),
      ['orchestrator', 'researcher', 'planner'].map((agent) => [
        agent,
        'completed',
        '2025-03-31T06:54:34.588Z',
      ]),
    );
    const state = checkpoints.find(({ agent }) => agent === 'test-master');
    assert.equal(state?.message, 'Workflow at 37 %: 3 of 8 agents done, next is test-master.');
    assert.equal(state?.kind, 'progress');
  },

  async 'checkpoint-finished.json'(t) {
    const { project } = await take(t, 'checkpoint-finished.json');
    const { runs, checkpoints } = sessionOf(project, 'legacy-wf-done');
    assert.equal(runs.length, 8);
    const state = checkpoints.find(({ message }) => message.startsWith('Workflow'));
    assert.deepEqual([state?.message, state?.kind], ['Workflow finished: 8 of 8 agents done.', 'completed']);
  },

  async 'checkpoint-missing-required.json'(t) {
    const { row } = await take(t, 'checkpoint-missing-required.json');
    assert.deepEqual(
      [row.kind, row.status, row.detail],
      ['workflow-checkpoint', 'damaged', 'current_agent is missing'],
    );
  },

  async 'ralph-checkpoint.json'(t) {
    const { project, row } = await take(t, 'ralph-checkpoint.json');
    assert.deepEqual([row.kind, row.status, row.id], ['loop-checkpoint', 'imported', 'batch-ralph-1']);
    const batch = await batchOf(project, 'batch-ralph-1');
    assert.deepEqual(statusesOf(batch), ['completed', 'failed', 'pending', 'pending']);
    assert.equal(feature(batch, 2).error?.message, 'TimeoutError');
    const { loop } = (batch as unknown as { legacy: { loop: Record<string, unknown> } }).legacy;
    assert.deepEqual(
      [loop['current_iteration'], loop['tokens_used'], loop['token_limit'], loop['consecutive_failures']],
      [1, 5000, 60_000, 1],
    );
  },

  async 'ralph-checkpoint-no-batch.json'(t) {
    const { project, row } = await take(t, 'ralph-checkpoint-no-batch.json');
    assert.deepEqual(
      [row.kind, row.status, row.id],
      ['loop-checkpoint', 'imported', 'legacy-ralph-no-batch'],
    );
    assert.equal(
      sessionOf(project, 'legacy-ralph-no-batch').checkpoints[0]?.message,
      'Loop: iteration 1, 1 attempts, 0 failures in a row, 10 of 50000 tokens.',
    );
  },

  async 'log-two-entries.md'(t) {
    const { project, row } = await take(t, 'log-two-entries.md');
    assert.deepEqual([row.kind, row.status, row.id], ['session-log', 'imported', 'legacy-20250331-080259']);
    assert.deepEqual(
      sessionOf(project, 'legacy-20250331-080259').checkpoints.map(({ at, agent, message }) => [
        at,
        agent,
        message,
      ]),
      [
        [fromLocal('2025-03-31T08:02:59'), 'researcher', 'Found 3 patterns – größer als erwartet'],
        [fromLocal('2025-03-31T08:04:14'), 'planner', 'line one\nline two'],
      ],
    );
  },

  async 'marker-batch.json'(t) {
    const { project, row } = await take(t, 'marker-batch.json');
    assert.deepEqual(
      [row.kind, row.status, row.id],
      ['recovery-marker', 'imported', 'batch-20250330-progress'],
    );
    const batch = await batchOf(project, 'batch-20250330-progress');
    assert.deepEqual(
      batch.features.map(({ status, uncertain }) => [status, uncertain === true]),
      [true, true, false, false, false].map((uncertain) => ['pending', uncertain]),
    );
    const { marker } = (batch as unknown as { legacy: { marker: Record<string, unknown> } }).legacy;
    assert.deepEqual([marker['current_index'], marker['compact_summary']], [2, '']);
  },
};

for (const [name, check] of Object.entries(EXPECTED)) test(`${name} is read as it has to be`, check);

test('there is an expectation for every sample file', () => {
  const folder = fixturePath('.');
  assert.deepEqual(Object.keys(EXPECTED).toSorted(), readdirSync(folder).toSorted());
});
