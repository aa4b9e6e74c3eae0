import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { without, type Batch } from '../../lib/domain/batch.ts';
import {
  dropLeases,
  endSession,
  markAllInProgressUncertain,
  releaseAbandoned,
  transferLeases,
} from '../../lib/domain/end-of-owner.ts';
import { retryFeature } from '../../lib/domain/give-back.ts';
import { wasUncertain } from '../../lib/domain/history.ts';
import { restoreBatch } from '../../lib/domain/restore-batch.ts';
import { completeFeature, failFeature } from '../../lib/domain/report-outcome.ts';
import {
  ADA,
  BOB,
  batchOf,
  by,
  claim,
  codeOf,
  featureIn,
  freeze,
  minute,
  valueOf,
  world,
} from './batch-fixtures.ts';

/** Ada holds 1 and 3, Bob holds 2, nobody holds 4. */
function shared(maxAttempts = 3): Batch {
  let batch: Batch = batchOf(['one', 'two', 'three', 'four'], { maxAttempts });
  for (const owner of [ADA, BOB, ADA]) batch = claim(batch, owner, world(1)).batch;
  return batch;
}

function statuses(batch: Batch): string[] {
  return batch.features.map(({ status, uncertain }) => (uncertain ? `${status}?` : status));
}

describe('when a session ends', () => {
  test('what its client held is pending and uncertain, its attempts counted', () => {
    const { batch, numbers } = endSession(shared(), ADA, minute(2));
    assert.deepEqual(numbers, [1, 3]);
    assert.deepEqual(statuses(batch), ['pending?', 'in_progress', 'pending?', 'pending']);
    assert.equal(featureIn(batch, 1).attempts, 1);
  });
  test('what used up its last attempt has failed', () => {
    const { batch } = endSession(shared(1), ADA, minute(2));
    assert.deepEqual(statuses(batch), ['failed?', 'in_progress', 'failed?', 'pending']);
    assert.equal(featureIn(batch, 1).error?.class, 'permanent');
  });
  test('another client of the same session keeps what it holds', () => {
    const batch = shared();
    assert.equal(endSession(batch, { ...ADA, pid: 101 }, minute(2)).batch, batch);
  });
  test('what was claimed without a client is released with the session', () => {
    const nameless = { session_id: 'ada', host: 'h' };
    const { batch } = claim(batchOf(['one']), nameless, world(1));
    assert.deepEqual(endSession(batch, ADA, minute(2)).numbers, [1]);
    assert.deepEqual(endSession(batch, nameless, minute(2)).numbers, [1]);
  });
  test('a client that nobody knows ends no claim of one that is known', () => {
    const batch = shared();
    assert.equal(endSession(batch, { session_id: 'ada', host: 'h' }, minute(2)).batch, batch);
  });
});

describe('when a session takes a batch over', () => {
  test('only what owners that are gone held is released', () => {
    const { batch, numbers } = releaseAbandoned(shared(), world(2, { dead: [ADA] }));
    assert.deepEqual(numbers, [1, 3]);
    assert.deepEqual(statuses(batch), ['pending?', 'in_progress', 'pending?', 'pending']);
  });
  test('nothing changes while all owners live', () => {
    const batch = shared();
    assert.equal(releaseAbandoned(batch, world(2)).batch, batch);
  });
});

describe('when a client clears its session', () => {
  test('the next session holds what the last one held, under the same tokens', () => {
    const before = shared();
    const { batch, numbers } = transferLeases(before, ADA, 'next', minute(2));
    assert.deepEqual(numbers, [1, 3]);
    for (const number of numbers) {
      const { lease } = featureIn(before, number);
      assert.deepEqual(featureIn(batch, number).lease, { ...lease, owner: { ...ADA, session_id: 'next' } });
    }
    assert.equal(batch.features[1], before.features[1]);
  });
  test('another client of that session keeps its leases', () => {
    const batch = shared();
    assert.equal(transferLeases(batch, { ...ADA, pid: 101 }, 'next', minute(2)).batch, batch);
  });
});

describe('doubt', () => {
  const batch = freeze(endSession(claim(batchOf(['one']), ADA, world(1)).batch, ADA, minute(2)).batch);

  test('stays through a new claim, and is cleared by an outcome, but told of ever after', () => {
    const claimed = claim(batch, BOB, world(3));
    assert.equal(claimed.feature.uncertain, true);
    const done = valueOf(completeFeature(claimed.batch, by(BOB), world(4))).feature;
    assert.ok(!('uncertain' in done));
    assert.ok(wasUncertain(done));
  });
  test('is cleared by a transient failure too', () => {
    const claimed = claim(batch, BOB, world(3));
    const { feature } = valueOf(failFeature(claimed.batch, { ...by(BOB), error: 'timed out' }, world(4)));
    assert.equal(feature.status, 'pending');
    assert.ok(!('uncertain' in feature));
  });
  test('is cleared by a retry', () => {
    const { feature } = valueOf(retryFeature(batch, by(BOB), world(3)));
    assert.ok(!('uncertain' in feature) && wasUncertain(feature));
  });
});

test('a feature in progress that nobody has a lease on is taken over like any other', () => {
  const { batch } = claim(batchOf(['one']), ADA, world(1));
  const odd = freeze({ ...batch, features: [without(featureIn(batch, 1), 'lease')] });
  const { feature } = claim(odd, BOB, world(2));
  assert.deepEqual([feature.attempts, feature.uncertain], [1, true]);
  assert.ok(wasUncertain(without(feature, 'uncertain')));
});

describe('after damage', () => {
  const before = shared();
  const batch = freeze(markAllInProgressUncertain(before));

  test('all that is in progress is uncertain, and held as before', () => {
    assert.deepEqual(statuses(batch), ['in_progress?', 'in_progress?', 'in_progress?', 'pending']);
    assert.deepEqual(
      batch.features.map(({ lease }) => lease),
      before.features.map(({ lease }) => lease),
    );
    const { feature } = valueOf(completeFeature(batch, by(BOB, { number: 2 }), world(2)));
    assert.ok(!('uncertain' in feature) && wasUncertain(feature));
  });
  test('no token that the lost revisions may have handed out is handed out again', () => {
    assert.ok(claim(batch, BOB, world(2)).token > before.next_token + 100);
  });
});

describe('a restored batch', () => {
  const old = shared();
  const present = freeze(
    [1, 2, 3].reduce<Batch>((batch, number) => {
      const token = featureIn(batch, number).lease?.token;
      return valueOf(completeFeature(batch, by(ADA, { number, token }), world(5))).batch;
    }, old),
  );

  test('has no leases, doubts what was in progress, and counts no attempt', () => {
    const restored = valueOf(restoreBatch(present, old, world(6)));
    assert.deepEqual(statuses(restored), ['pending?', 'pending?', 'pending?', 'pending']);
    assert.ok(restored.features.every(({ lease, attempts }) => lease === undefined && attempts === 0));
    assert.equal(restored.updated_at, minute(6));
  });
  test('never hands out a token again, and takes no report under an old one', () => {
    const ahead = freeze({ ...present, next_token: 40 });
    const restored = valueOf(restoreBatch(ahead, old, world(6)));
    assert.ok(claim(restored, BOB, world(7)).token > 40);
    const { token } = featureIn(old, 1).lease ?? { token: 0 };
    assert.equal(codeOf(completeFeature(restored, by(ADA, { token }), world(7))), 'lease-lost');
  });
  test('is refused while somebody works on the present one', () => {
    assert.equal(codeOf(restoreBatch(old, old, world(6))), 'held');
    assert.ok(restoreBatch(old, old, world(6, { dead: [ADA, BOB] })).ok);
  });
  test('may have had nothing in progress', () => {
    const fresh = batchOf(['one']);
    assert.equal(dropLeases(fresh, minute(1)).batch, fresh);
    assert.deepEqual(statuses(valueOf(restoreBatch(present, fresh, world(6)))), ['pending']);
  });
});
