// One test for each cell of the table of batch rules.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Batch } from '../../lib/domain/batch.ts';
import { claimFeature } from '../../lib/domain/claim-feature.ts';
import { releaseFeature, retryFeature } from '../../lib/domain/give-back.ts';
import { completeFeature, failFeature, skipFeature } from '../../lib/domain/report-outcome.ts';
import { ADA, BOB, batchOf, by, claim, codeOf, featureIn, freeze, valueOf, world } from './batch-fixtures.ts';

const TIMEOUT = 'Request timeout after 30s';
const BUG = 'The parser is wrong';

describe('a pending feature', () => {
  const batch = batchOf(['one']);
  const doubtful = freeze({ ...batch, features: [{ ...featureIn(batch, 1), uncertain: true }] });

  test('is claimed under a new token', () => {
    const { batch: after, feature, token } = claim(batch, ADA, world(1));
    assert.equal(feature.status, 'in_progress');
    assert.equal(feature.attempts, 0);
    assert.equal(token, batch.next_token);
    assert.equal(after.next_token, batch.next_token + 1);
  });
  test('is completed by anyone', () => {
    const { feature } = valueOf(completeFeature(batch, by(BOB), world(1)));
    assert.equal(feature.status, 'completed');
    assert.equal(feature.finished_at, world(1).now);
  });
  test('fails for anyone, with one attempt more, whatever the error', () => {
    const { feature } = valueOf(failFeature(batch, { ...by(BOB), error: TIMEOUT }, world(1)));
    assert.equal(feature.status, 'failed');
    assert.equal(feature.attempts, 1);
    assert.deepEqual(feature.error, { message: TIMEOUT, class: 'transient' });
  });
  test('is skipped by anyone', () => {
    const { feature } = valueOf(skipFeature(batch, { ...by(BOB), reason: 'not now' }, world(1)));
    assert.equal(feature.status, 'skipped');
    assert.deepEqual(feature.skip, { reason: 'not now', category: 'manual' });
  });
  test('stays as it is when retried', () => {
    assert.equal(valueOf(retryFeature(batch, by(BOB), world(1))).batch, batch);
  });
  test('is no longer uncertain when retried', () => {
    const { feature } = valueOf(retryFeature(doubtful, by(BOB), world(1)));
    assert.equal(feature.status, 'pending');
    assert.ok(!('uncertain' in feature));
  });
  test('stays as it is when released, doubt included', () => {
    assert.equal(valueOf(releaseFeature(doubtful, by(BOB), world(1))).batch, doubtful);
  });
});

describe('a feature in progress whose owner lives', () => {
  const { batch, token } = claim(batchOf(['one']), ADA, world(1));

  test('is not offered, to its own session neither', () => {
    for (const owner of [ADA, BOB]) {
      const claimed = valueOf(claimFeature(batch, { owner }, world(2)));
      assert.equal(claimed.feature, null);
      assert.equal(claimed.batch, batch);
    }
  });
  test('is completed by its owner', () => {
    const { feature } = valueOf(completeFeature(batch, by(ADA), world(2)));
    assert.equal(feature.status, 'completed');
    assert.ok(!('lease' in feature));
  });
  test('is not completed by another session', () => {
    assert.equal(codeOf(completeFeature(batch, by(BOB), world(2))), 'not-owner');
  });
  test('is pending again after a transient failure of its owner, with one attempt more', () => {
    const { feature } = valueOf(failFeature(batch, { ...by(ADA), error: TIMEOUT }, world(2)));
    assert.equal(feature.status, 'pending');
    assert.equal(feature.attempts, 1);
    assert.ok(!('lease' in feature) && !('finished_at' in feature));
  });
  test('fails for good after a permanent failure of its owner', () => {
    const { feature } = valueOf(failFeature(batch, { ...by(ADA), error: BUG }, world(2)));
    assert.equal(feature.status, 'failed');
    assert.equal(feature.attempts, 1);
  });
  test('fails for good at the transient failure that uses up its attempts', () => {
    let current: Batch = batchOf(['one'], { maxAttempts: 2 });
    for (const expected of ['pending', 'failed']) {
      const claimed = claim(current, ADA, world(1));
      const report = { ...by(ADA, { token: claimed.token }), error: TIMEOUT };
      const failed = valueOf(failFeature(claimed.batch, report, world(2)));
      assert.equal(failed.feature.status, expected);
      current = failed.batch;
    }
  });
  test('does not fail for another session', () => {
    assert.equal(codeOf(failFeature(batch, by(BOB), world(2))), 'not-owner');
  });
  test('is skipped by its owner', () => {
    const { feature } = valueOf(skipFeature(batch, by(ADA), world(2)));
    assert.equal(feature.status, 'skipped');
    assert.equal(feature.attempts, 0);
  });
  test('is not skipped by another session', () => {
    assert.equal(codeOf(skipFeature(batch, by(BOB), world(2))), 'not-owner');
  });
  test('is not retried by another session, and by its owner only after a release', () => {
    assert.equal(codeOf(retryFeature(batch, by(BOB), world(2))), 'not-owner');
    assert.equal(codeOf(retryFeature(batch, by(ADA), world(2))), 'release-first');
    assert.equal(codeOf(retryFeature(batch, by(BOB, { token }), world(2))), 'release-first');
  });
  test('is pending again when its owner releases it, without an attempt or doubt', () => {
    const { feature } = valueOf(releaseFeature(batch, by(ADA), world(2)));
    assert.equal(feature.status, 'pending');
    assert.equal(feature.attempts, 0);
    assert.ok(!('uncertain' in feature) && !('lease' in feature));
  });
  test('is not released by another session', () => {
    assert.equal(codeOf(releaseFeature(batch, by(BOB), world(2))), 'not-owner');
  });
});

describe('a feature in progress whose owner is gone', () => {
  const { batch, token } = claim(batchOf(['one', 'two']), ADA, world(1));
  const later = world(2, { dead: [ADA] });

  test('is claimed under a new token, uncertain, its attempt counted', () => {
    const { feature, token: newToken } = claim(batch, BOB, later);
    assert.equal(feature.number, 1);
    assert.equal(feature.attempts, 1);
    assert.equal(feature.uncertain, true);
    assert.notEqual(newToken, token);
    assert.equal(feature.lease.owner.session_id, 'bob');
  });
  test('fails when that was its last attempt, and the same claim hands out the next', () => {
    const last = claim(batchOf(['one', 'two'], { maxAttempts: 1 }), ADA, world(1)).batch;
    const claimed = valueOf(claimFeature(last, { owner: BOB }, later));
    assert.equal(claimed.feature?.number, 2);
    assert.deepEqual(claimed.gaveUp, [1]);
    const { status, attempts, uncertain, error } = featureIn(claimed.batch, 1);
    assert.deepEqual({ status, attempts, uncertain }, { status: 'failed', attempts: 1, uncertain: true });
    assert.match(error?.message ?? '', /attempt 1 of 1/);
  });
  for (const [name, report, expected] of [
    ['completed', completeFeature, 'completed'],
    ['failed', failFeature, 'failed'],
    ['released', releaseFeature, 'pending'],
  ] as const) {
    test(`is ${name} only under its token`, () => {
      assert.equal(codeOf(report(batch, by(ADA), later)), 'token-required');
      assert.equal(codeOf(report(batch, by(BOB), later)), 'not-owner');
      assert.equal(codeOf(report(batch, by(ADA, { token: token + 1 }), later)), 'lease-lost');
      const { feature } = valueOf(report(batch, by(BOB, { token }), later));
      assert.equal(feature.status, expected);
      assert.ok(!('uncertain' in feature));
    });
  }
  test('is pending after a transient failure under its token', () => {
    const { feature } = valueOf(failFeature(batch, { ...by(ADA, { token }), error: TIMEOUT }, later));
    assert.deepEqual([feature.status, feature.attempts], ['pending', 1]);
  });
  test('is skipped by anyone', () => {
    assert.equal(valueOf(skipFeature(batch, by(BOB), later)).feature.status, 'skipped');
  });
  test('is pending and uncertain when anyone retries it, its attempt counted', () => {
    const { feature } = valueOf(retryFeature(batch, by(BOB), later));
    assert.deepEqual([feature.status, feature.uncertain, feature.attempts], ['pending', true, 1]);
    assert.ok(!('lease' in feature));
  });
  test('gets one try more when retried after its last attempt', () => {
    const last = claim(batchOf(['one'], { maxAttempts: 1 }), ADA, world(1)).batch;
    const { feature } = valueOf(retryFeature(last, by(BOB), later));
    assert.equal(feature.status, 'pending');
    assert.ok(!('error' in feature) && !('finished_at' in feature));
  });
});

describe('a completed feature', () => {
  const evidence = { commit: 'abc', note: 'by hand' };
  const claimed = claim(batchOf(['one']), ADA, world(1));
  const { token } = claimed;
  const { batch } = valueOf(completeFeature(claimed.batch, by(ADA, { evidence }), world(2)));

  test('is not offered', () => {
    assert.equal(valueOf(claimFeature(batch, { owner: BOB }, world(3))).feature, null);
  });
  test('stays as it is when completed again with the same evidence or none', () => {
    for (const given of [undefined, {}, { commit: 'abc' }, evidence]) {
      const again = by(BOB, { evidence: given });
      assert.equal(valueOf(completeFeature(batch, again, world(3))).batch, batch);
    }
  });
  test('is not completed again with other evidence', () => {
    for (const given of [{ commit: 'abd' }, { commit: 'abc', pr: 'http://x/1' }, { note: 'other' }]) {
      assert.equal(
        codeOf(completeFeature(batch, by(ADA, { evidence: given }), world(3))),
        'already-completed',
      );
    }
  });
  test('cannot fail, be skipped or be retried, under the token of its completion neither', () => {
    for (const report of [failFeature, skipFeature, retryFeature]) {
      assert.equal(codeOf(report(batch, by(ADA), world(3))), 'already-completed');
      assert.equal(codeOf(report(batch, by(ADA, { token }), world(3))), 'already-completed');
    }
  });
  test('has nothing to release', () => {
    assert.equal(codeOf(releaseFeature(batch, by(ADA), world(3))), 'not-held');
  });
});

describe('a failed feature', () => {
  const { batch } = valueOf(failFeature(batchOf(['one']), { ...by(ADA), error: BUG }, world(1)));

  test('is not offered', () => {
    assert.equal(valueOf(claimFeature(batch, { owner: BOB }, world(2))).feature, null);
  });
  test('is completed when the work got done after all, and the error is gone', () => {
    const { feature } = valueOf(completeFeature(batch, by(BOB), world(2)));
    assert.equal(feature.status, 'completed');
    assert.ok(!('error' in feature));
  });
  test('stays as it is when it fails again', () => {
    assert.equal(valueOf(failFeature(batch, { ...by(BOB), error: TIMEOUT }, world(2))).batch, batch);
  });
  test('is skipped, and the error is gone', () => {
    const { feature } = valueOf(skipFeature(batch, by(BOB), world(2)));
    assert.equal(feature.status, 'skipped');
    assert.ok(!('error' in feature));
  });
  test('is pending with no attempts when retried', () => {
    const { feature } = valueOf(retryFeature(batch, by(BOB), world(2)));
    assert.deepEqual([feature.status, feature.attempts], ['pending', 0]);
    assert.ok(!('error' in feature) && !('finished_at' in feature));
  });
  test('has nothing to release', () => {
    assert.equal(codeOf(releaseFeature(batch, by(ADA), world(2))), 'not-held');
  });
});

describe('a skipped feature', () => {
  const { batch } = valueOf(skipFeature(batchOf(['one']), { ...by(ADA), reason: 'later' }, world(1)));

  test('is not offered', () => {
    assert.equal(valueOf(claimFeature(batch, { owner: BOB }, world(2))).feature, null);
  });
  test('is completed when the work got done after all', () => {
    const { feature } = valueOf(completeFeature(batch, by(BOB), world(2)));
    assert.equal(feature.status, 'completed');
    assert.ok(!('skip' in feature));
  });
  test('does not fail', () => {
    assert.equal(codeOf(failFeature(batch, by(BOB), world(2))), 'already-skipped');
  });
  test('stays as it is when skipped again', () => {
    assert.equal(valueOf(skipFeature(batch, { ...by(BOB), reason: 'other' }, world(2))).batch, batch);
  });
  test('is pending with no attempts when retried', () => {
    const { feature } = valueOf(retryFeature(batch, by(BOB), world(2)));
    assert.deepEqual([feature.status, feature.attempts], ['pending', 0]);
    assert.ok(!('skip' in feature));
  });
  test('has nothing to release', () => {
    assert.equal(codeOf(releaseFeature(batch, by(ADA), world(2))), 'not-held');
  });
});
