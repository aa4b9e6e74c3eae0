// What becomes of the odd things that stand in batch files.
import assert from 'node:assert/strict';
import test from 'node:test';
import { batchStatus } from '../../lib/domain/batch-queries.ts';
import { parseBatch } from '../../lib/domain/check-batch.ts';
import { readContent } from '../../lib/domain/legacy/content.ts';
import { readBatchState, type BatchReading } from '../../lib/domain/legacy/batch-state.ts';
import type { Given } from '../../lib/domain/legacy/reading.ts';
import { fixtureObject, statusesOf } from './legacy-project.ts';

const GIVEN: Given = {
  fileTime: '2025-06-01T00:00:00.000Z',
  localMs: (time) => Date.parse(`${time}+02:00`),
  worktree: '/project',
  host: 'here',
  maxAttempts: 3,
};

const BATCH = {
  ...fixtureObject('batch-in-progress.json'),
  features: ['a', 'b', 'c'],
  total_features: 3,
  completed_features: [],
};

function read(change: Readonly<Record<string, unknown>>): BatchReading {
  const reading = readBatchState({ ...BATCH, ...change }, GIVEN);
  assert.ok(reading.ok, JSON.stringify(reading));
  assert.ok(parseBatch(reading.value.batch).ok);
  return reading.value;
}

function refusal(change: Readonly<Record<string, unknown>>): string {
  const reading = readBatchState({ ...BATCH, ...change }, GIVEN);
  assert.ok(!reading.ok);
  assert.equal(reading.refusal.code, 'damaged');
  return reading.refusal.message;
}

test('completed counts before skipped, skipped before failed, and the last failure of several', () => {
  const { batch } = read({
    completed_features: [0],
    failed_features: [
      { feature_index: 0, error_message: 'x' },
      { feature_index: 1, error_message: 'first', timestamp: '2025-01-01T00:00:00Z' },
      { feature_index: 1, error_message: 'last', timestamp: '2025-01-02T00:00:00Z' },
      { feature_index: 2, error_message: 'x' },
    ],
    skipped_features: [
      { feature_index: 0, reason: 'r', category: 'quality_gate' },
      {
        feature_index: 2,
        feature_name: 'c',
        reason: 'not now',
        category: 'quality_gate',
        timestamp: '2025-01-03T00:00:00Z',
      },
    ],
  });
  assert.deepEqual(statusesOf(batch), ['completed', 'failed', 'skipped']);
  assert.equal(batch.features[1]?.error?.message, 'last');
  assert.equal(batch.features[1]?.finished_at, '2025-01-02T00:00:00.000Z');
  assert.deepEqual(batch.features[2]?.skip, { reason: 'not now', category: 'quality_gate' });
});

test('indices of features that there are not are left out and counted', () => {
  const { batch, notes } = read({ completed_features: [0, 99, -7], retry_attempts: { '-7': 1, '1': 2 } });
  assert.deepEqual(statusesOf(batch), ['completed', 'pending', 'pending']);
  assert.deepEqual(notes, ['2 outcomes of features that there are not were left out']);
  assert.equal(batch.features[1]?.attempts, 2);
});

test('a legacy paused is no pause, and a completed that is not true is running', () => {
  for (const status of ['paused', 'completed', 'running', 'whatever', null]) {
    const { batch } = read({ status, completed_features: [2], paused_at_feature_index: 1 });
    assert.equal(batch.paused, undefined);
    assert.equal(batchStatus(batch), 'running');
  }
});

test('dependencies hold and count from one; the order is kept for export only', () => {
  const { batch } = read({ feature_dependencies: { '0': [2, 2], '1': [] }, feature_order: [2, 0, 1] });
  assert.deepEqual(
    batch.features.map(({ depends_on }) => depends_on),
    [[3], [], []],
  );
  assert.deepEqual(batch.legacy['feature_order'], [2, 0, 1]);
});

test('maps with keys or values that cannot be meant are refused by the name of their field', () => {
  for (const [change, field] of [
    [{ retry_attempts: { zero: 1 } }, 'retry_attempts'],
    [{ retry_attempts: { '0': -1 } }, 'retry_attempts'],
    [{ retry_attempts: [1] }, 'retry_attempts'],
    [{ git_operations: { '0': 'x' } }, 'git_operations'],
    [{ git_operations: { x: {} } }, 'git_operations'],
    [{ feature_dependencies: { '0': 'x' } }, 'feature_dependencies'],
    [{ feature_dependencies: { '0': [9] } }, 'feature_dependencies'],
    [{ feature_dependencies: { '9': [0] } }, 'feature_dependencies'],
    [{ feature_dependencies: { '0': [1], '1': [0] } }, 'feature_dependencies'],
    [{ completed_features: [true] }, 'completed_features.0'],
    [{ completed_features: 'all' }, 'completed_features'],
    [{ failed_features: [{ error_message: 'x' }] }, 'failed_features'],
    [{ features: 'abc' }, 'features'],
    [{ features: ['a', 1] }, 'features.1'],
    [{ features: undefined }, 'features is missing'],
    [{ batch_id: undefined }, 'batch_id is missing'],
    [{ batch_id: 7 }, 'batch_id'],
    [{ features: Array.from({ length: 10_001 }, () => 'x') }, 'features: 10001'],
    [{ features: ['x'.repeat(10_001)] }, 'features.0'],
  ] as const) {
    assert.ok(
      refusal(change).startsWith(field),
      `${JSON.stringify(change).slice(0, 80)}: ${refusal(change)}`,
    );
  }
});

test('no refusal quotes what stands in the file', () => {
  const secret = 'ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
  for (const change of [
    { retry_attempts: { [secret]: 1 } },
    { features: [{ [secret]: secret }] },
    { completed_features: [secret] },
    { git_operations: { '0': secret } },
    { feature_dependencies: { [secret]: [] } },
  ]) {
    assert.ok(!refusal(change).includes(secret));
  }
  const { content } = readContent('batch_state.json', `{"batch_id":"b","features":[${secret}`, GIVEN);
  assert.ok(!content.ok && !content.refusal.message.includes(secret));
});

test('results in git are kept, and make a feature without an outcome uncertain', () => {
  const { batch } = read({
    completed_features: [0],
    git_operations: {
      '0': {
        commit: { success: true, timestamp: '2025-01-01T00:00:00Z', sha: 'a1' },
        issue_close: { success: false },
      },
      '1': { commit: { success: true, timestamp: '2025-01-02T00:00:00Z', sha: 'b2' } },
      '2': {},
    },
  });
  const [done, begun, fresh] = batch.features;
  assert.deepEqual(done?.git?.commit, { sha: 'a1', success: true, at: '2025-01-01T00:00:00.000Z' });
  assert.deepEqual(Object.entries(done?.git ?? {}).find(([operation]) => operation === 'issue_close')?.[1], {
    success: false,
    at: batch.updated_at,
  });
  assert.deepEqual([done?.uncertain, begun?.uncertain, fresh?.uncertain], [undefined, true, undefined]);
  assert.equal(begun?.history[0]?.uncertain, true);
  assert.equal(fresh?.git, undefined);
});

test('texts become one line without control characters; tabs stay and nothing is cut', () => {
  const { batch } = read({
    features: ['two\r\nlines', 'a\u001b[31mred\u0007 \u202edne', ` tab\tstays ${'x'.repeat(9000)} `],
  });
  assert.deepEqual(
    batch.features.map(({ text }) => text),
    ['two lines', 'ared dne', `tab\tstays ${'x'.repeat(9000)}`],
  );
});

test('credentials are taken out of errors, and reported in features', () => {
  const secret = `ghp_${'a1B2'.repeat(9)}`;
  const { batch, notes } = read({
    features: ['a', `use ${secret}`, 'c'],
    failed_features: [{ feature_index: 0, error_message: `401 for ${secret}` }],
  });
  assert.ok(!batch.features[0]?.error?.message.includes(secret));
  assert.equal(batch.features[1]?.text, `use ${secret}`);
  assert.deepEqual(notes, ['feature 2 looks as if it held a credential']);
});

test('times that are missing or unreadable become the time of the file, local ones of an id their own', () => {
  const { batch } = read({ created_at: 'yesterday', updated_at: null });
  assert.deepEqual([batch.created_at, batch.updated_at], [GIVEN.fileTime, GIVEN.fileTime]);
  const cluster = readBatchState(fixtureObject('batch-cluster-mode.json'), GIVEN);
  assert.ok(cluster.ok);
  assert.equal(cluster.value.batch.created_at, '2025-03-30T18:21:40.000Z');
  assert.equal(read({ created_at: '2025-01-01T01:01:01Z' }).batch.created_at, '2025-01-01T01:01:01.000Z');
  assert.equal(
    read({ created_at: '2025-01-01T01:01:01.123456+01:00' }).batch.created_at,
    '2025-01-01T00:01:01.123Z',
  );
});

test('fields that have no place are kept beside the batch, also such as nobody knows', () => {
  const { batch } = read({
    worktree_path: '/w',
    quality_metrics: { '0': { coverage: 80 } },
    feature_modes: { '0': 'fix' },
  });
  assert.equal(batch.legacy['worktree_path'], '/w');
  assert.deepEqual(batch.legacy['quality_metrics'], { '0': { coverage: 80 } });
  assert.deepEqual(batch.legacy['feature_modes'], { '0': 'fix' });
  assert.equal(batch.legacy['status'], undefined);
});

test('the list of a cluster may hold bare numbers', () => {
  const { batch } = read({
    failed_features: [1],
    completed_features: [0],
    features_file: undefined,
    status: undefined,
  });
  assert.deepEqual(statusesOf(batch), ['completed', 'failed', 'pending']);
  assert.equal(batch.features[1]?.error?.message, 'No error was given.');
});
