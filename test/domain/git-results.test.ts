import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recordGitResult } from '../../lib/domain/git-results.ts';
import { batchOf, codeOf, featureIn, minute, valueOf } from './batch-fixtures.ts';

test('results of several operations are kept beside each other, and other features are untouched', () => {
  const before = batchOf(['one', 'two']);
  const commit = { success: true, sha: 'a1', branch: 'main' };
  const push = { success: false, remote: 'origin', error: 'rejected' };
  const first = valueOf(recordGitResult(before, 1, 'commit', commit, minute(1))).batch;
  const { batch, feature } = valueOf(recordGitResult(first, 1, 'push', push, minute(2)));
  assert.deepEqual(feature.git, {
    commit: { ...commit, at: minute(1) },
    push: { ...push, at: minute(2) },
  });
  assert.equal(batch.features[1], before.features[1]);
  assert.ok(!('git' in featureIn(before, 1)));
});

test('a later result replaces an earlier one of the same operation', () => {
  const first = valueOf(
    recordGitResult(batchOf(['one']), 1, 'pr', { success: false, error: 'x' }, minute(1)),
  );
  const pr = { success: true, number: 7, url: 'http://x/7' };
  const { feature } = valueOf(recordGitResult(first.batch, 1, 'pr', pr, minute(2)));
  assert.deepEqual(feature.git, { pr: { ...pr, at: minute(2) } });
});

test('unknown operations and features are refused', () => {
  const batch = batchOf(['one']);
  for (const operation of ['merge', '', 'Commit', 'constructor', '__proto__', '\u001b[31m']) {
    assert.equal(
      codeOf(recordGitResult(batch, 1, operation, { success: true }, minute(1))),
      'unknown-git-operation',
    );
  }
  assert.equal(codeOf(recordGitResult(batch, 2, 'commit', { success: true }, minute(1))), 'unknown-feature');
});
