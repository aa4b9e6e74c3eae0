import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Batch } from '../../lib/domain/batch.ts';
import { claimFeature, nextFeature } from '../../lib/domain/claim-feature.ts';
import { endSession } from '../../lib/domain/end-of-owner.ts';
import { parkLeases, unparkLeases } from '../../lib/domain/park.ts';
import { completeFeature } from '../../lib/domain/report-outcome.ts';
import { ADA, BOB, batchOf, by, claim, featureIn, freeze, minute, valueOf, world } from './batch-fixtures.ts';

function parked(batch: Batch, minutes: number): Batch {
  return freeze(parkLeases(batch, 'ada', world(minutes)).batch);
}

test('parking sets what the session holds aside for an hour, and others go on with the rest', () => {
  const batch = claim(claim(batchOf(['one', 'two', 'three']), ADA, world(0)).batch, BOB, world(0)).batch;
  const { batch: after, numbers } = parkLeases(batch, 'ada', world(1));
  assert.deepEqual(numbers, [1]);
  assert.equal(featureIn(after, 1).lease?.parked_until, minute(61));
  assert.equal(featureIn(after, 1).refunds, 1);
  assert.equal(after.features[1], batch.features[1]);
  assert.equal(nextFeature(after, world(60, { dead: [ADA] }))?.number, 3);
});

test('after its hour a parked feature is offered to anyone, uncertain, its attempt not counted', () => {
  const batch = parked(claim(batchOf(['one'], { maxAttempts: 1 }), ADA, world(0)).batch, 0);
  assert.equal(nextFeature(batch, world(59)), null);
  const { feature } = claim(batch, BOB, world(60));
  assert.deepEqual([feature.attempts, feature.uncertain, feature.refunds], [0, true, 1]);
});

test('the attempt is given back five times and no more', () => {
  let batch: Batch = batchOf(['one'], { maxAttempts: 99 });
  const attempts: number[] = [];
  for (let round = 0; round < 7; round += 1) {
    const claimed = claim(batch, ADA, world(round * 100));
    attempts.push(claimed.feature.attempts);
    batch = parked(claimed.batch, round * 100);
  }
  assert.deepEqual(attempts, [0, 0, 0, 0, 0, 0, 1]);
  assert.equal(featureIn(batch, 1).refunds, 5);
});

test('the limit met again while parked counts once, and prolongs the pause', () => {
  const batch = parked(parked(claim(batchOf(['one']), ADA, world(0)).batch, 0), 30);
  const { refunds, lease } = featureIn(batch, 1);
  assert.deepEqual([refunds, lease?.parked_until], [1, minute(90)]);
});

test('the session takes its parked leases up again under the same token, also after the hour', () => {
  for (const minutes of [10, 500]) {
    const claimed = claim(batchOf(['one']), ADA, world(0));
    const { batch, numbers } = unparkLeases(parked(claimed.batch, 1), ADA, world(minutes));
    assert.deepEqual(numbers, [1]);
    assert.deepEqual(featureIn(batch, 1).lease, { ...claimed.feature.lease, taken_at: minute(minutes) });
    assert.equal(valueOf(completeFeature(freeze(batch), by(ADA), world(501))).feature.status, 'completed');
  }
});

test('a lease with an end lasts as long again as it did at first', () => {
  const claimed = claim(batchOf(['one']), ADA, world(0), { ttlMs: 90 * 60_000 });
  const { batch } = unparkLeases(parked(claimed.batch, 30), ADA, world(200));
  assert.equal(featureIn(batch, 1).lease?.expires_at, minute(290));
});

test('a lapse after the lease was taken up again counts', () => {
  const batch = parked(claim(batchOf(['one']), ADA, world(0)).batch, 1);
  const resumed = freeze(unparkLeases(batch, ADA, world(2)).batch);
  assert.equal(claim(resumed, BOB, world(3, { dead: [ADA] })).feature.attempts, 1);
});

test('a client that resumes the session in the place of a dead one becomes the owner', () => {
  const agent = { ...ADA, agent: 'implementer' };
  const batch = parked(claim(batchOf(['one']), agent, world(0)).batch, 1);
  const resumed = { ...ADA, pid: 300, pid_started: '3000' };
  const gone = unparkLeases(batch, resumed, world(2, { dead: [ADA] })).batch;
  assert.deepEqual(featureIn(gone, 1).lease?.owner, { ...resumed, agent: 'implementer' });
  const there = unparkLeases(batch, resumed, world(2)).batch;
  assert.deepEqual(featureIn(there, 1).lease?.owner, agent);
});

test('another session takes up nothing, and parks nothing', () => {
  const batch = claim(batchOf(['one']), ADA, world(0)).batch;
  assert.equal(parkLeases(batch, 'bob', world(1)).batch, batch);
  const set = parked(batch, 1);
  assert.equal(unparkLeases(set, BOB, world(2)).batch, set);
});

test('a lease that has run out is not parked', () => {
  const batch = claim(batchOf(['one']), ADA, world(0), { ttlMs: 60_000 }).batch;
  assert.equal(parkLeases(batch, 'ada', world(2)).batch, batch);
});

test('a parked feature outlives the end of its client: until its time it is offered to nobody else', () => {
  const batch = parked(claim(batchOf(['one'], { maxAttempts: 1 }), ADA, world(0)).batch, 1);
  const { batch: ended } = endSession(batch, ADA, minute(2));
  assert.equal(ended, batch);
  assert.equal(valueOf(claimFeature(ended, { owner: BOB }, world(3))).feature, null);
  const taken = valueOf(claimFeature(ended, { owner: BOB }, world(62))).feature;
  assert.deepEqual([taken?.attempts, taken?.uncertain], [0, true]);
});
