import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Batch } from '../../lib/domain/batch.ts';
import { cancelBatch, pauseBatch, unpauseBatch } from '../../lib/domain/batch-control.ts';
import {
  batchStatus,
  countFeatures,
  countRemaining,
  heldBesides,
  heldBy,
  heldByOthers,
  heldHere,
  isUnfinished,
  recordsOutcome,
} from '../../lib/domain/batch-queries.ts';
import { endSession, markAllInProgressUncertain } from '../../lib/domain/end-of-owner.ts';
import { releaseFeature, retryFeature } from '../../lib/domain/give-back.ts';
import { parkLeases } from '../../lib/domain/park.ts';
import { completeFeature, failFeature, skipFeature } from '../../lib/domain/report-outcome.ts';
import { ADA, BOB, batchOf, by, claim, freeze, minute, owner, valueOf, world } from './batch-fixtures.ts';

function completed(batch: Batch, number: number): Batch {
  return valueOf(completeFeature(batch, by(ADA, { number }), world(1))).batch;
}

function failed(batch: Batch, number: number): Batch {
  return valueOf(failFeature(batch, by(ADA, { number }), world(1))).batch;
}

function skipped(batch: Batch, number: number): Batch {
  return valueOf(skipFeature(batch, by(ADA, { number }), world(1))).batch;
}

test('counts add up, blocked ones among the pending and doubtful ones among the unfinished', () => {
  const dependencies = [
    { number: 5, on: [3] },
    { number: 6, on: [5] },
  ];
  let batch = batchOf(['1', '2', '3', '4', '5', '6', '7'], { dependencies });
  batch = skipped(failed(completed(batch, 2), 3), 4);
  const held = claim(batch, ADA, world(1)).batch;
  const counts = countFeatures(freeze(markAllInProgressUncertain(held)));
  assert.deepEqual(counts, {
    total: 7,
    pending: 3,
    in_progress: 1,
    completed: 1,
    failed: 1,
    skipped: 1,
    blocked: 2,
    uncertain: 1,
  });
  assert.equal(countRemaining(counts), 4);
});

test('doubt about what has failed for good is not counted', () => {
  const { batch } = claim(batchOf(['one'], { maxAttempts: 1 }), ADA, world(1));
  const ended = endSession(batch, ADA, minute(2)).batch;
  assert.deepEqual([countFeatures(ended).failed, countFeatures(ended).uncertain], [1, 0]);
});

describe('a batch is', () => {
  const batch = batchOf(['one', 'two']);

  test('pending until anything was started', () => {
    assert.equal(batchStatus(batch), 'pending');
    const { batch: held, token } = claim(batch, ADA, world(1));
    assert.equal(batchStatus(held), 'running');
    const released = valueOf(releaseFeature(held, by(ADA, { token }), world(2))).batch;
    assert.equal(batchStatus(released), 'running');
  });
  test('running although the last feature was done first', () => {
    assert.equal(batchStatus(completed(batch, 2)), 'running');
  });
  test('completed when all is completed or skipped', () => {
    assert.equal(batchStatus(completed(completed(batch, 1), 2)), 'completed');
    assert.equal(batchStatus(skipped(completed(batch, 1), 2)), 'completed');
    assert.equal(batchStatus(skipped(skipped(batch, 1), 2)), 'completed');
  });
  test('completed with failures when nothing more can be done', () => {
    assert.equal(batchStatus(failed(failed(batch, 1), 2)), 'completed_with_failures');
    assert.equal(batchStatus(failed(completed(batch, 1), 2)), 'completed_with_failures');
    const chain = batchOf(['one', 'two', 'three'], {
      dependencies: [
        { number: 2, on: [1] },
        { number: 3, on: [2] },
      ],
    });
    assert.equal(batchStatus(failed(chain, 1)), 'completed_with_failures');
    assert.equal(batchStatus(skipped(chain, 1)), 'completed_with_failures');
  });
  test('running again after a retry', () => {
    const over = failed(completed(batch, 1), 2);
    const again = valueOf(retryFeature(over, by(ADA, { number: 2 }), world(2))).batch;
    assert.equal(batchStatus(again), 'running');
  });
  test('running while one is in progress, although all others failed', () => {
    assert.equal(batchStatus(failed(claim(batch, ADA, world(1)).batch, 2)), 'running');
  });
  test('paused only by a pause, and cancelled before all else', () => {
    const paused = valueOf(pauseBatch(batch, '', minute(1)));
    assert.equal(batchStatus(paused), 'paused');
    assert.equal(batchStatus(completed(completed(paused, 1), 2)), 'paused');
    assert.equal(batchStatus(cancelBatch(paused, minute(2))), 'cancelled');
    assert.equal(batchStatus(valueOf(unpauseBatch(paused, minute(2)))), 'pending');
  });
});

test('a batch is unfinished while there is work that may be done', () => {
  for (const status of ['pending', 'running', 'paused'] as const) assert.ok(isUnfinished(status));
  for (const status of ['completed', 'completed_with_failures', 'cancelled'] as const) {
    assert.ok(!isUnfinished(status));
  }
});

test('a session’s features are those it holds, the parked ones too, and others’ are what it waits for', () => {
  let batch: Batch = batchOf(['one', 'two', 'three']);
  for (const owner of [ADA, BOB]) batch = claim(batch, owner, world(1)).batch;
  batch = parkLeases(batch, 'ada', world(2)).batch;
  const numbers = (features: readonly { number: number }[]) => features.map(({ number }) => number);
  assert.deepEqual(numbers(heldBy(batch, 'ada', world(3))), [1]);
  assert.deepEqual(numbers(heldByOthers(batch, 'ada', world(3))), [2]);
  assert.deepEqual(numbers(heldByOthers(batch, 'new', world(3))), [1, 2]);
  assert.deepEqual(numbers(heldBy(batch, 'bob', world(3, { dead: [BOB] }))), []);
  assert.deepEqual(numbers(heldByOthers(batch, 'ada', world(3, { dead: [BOB] }))), []);
  const mine = heldBy(batch, 'ada', world(3));
  assert.deepEqual(numbers(heldBesides(batch, mine, world(3))), [2]);
  assert.deepEqual(numbers(heldBesides(batch, [], world(3))), [1, 2]);
});

test('a session with two living clients has in each what was claimed there, and in both what a dead one left', () => {
  const other = owner('ada', 101);
  let batch: Batch = batchOf(['one', 'two', 'three']);
  for (const claimant of [ADA, other]) batch = claim(batch, claimant, world(1)).batch;
  const numbers = (...of: Parameters<typeof heldHere>) => heldHere(...of).map(({ number }) => number);
  assert.deepEqual(numbers(batch, ADA, world(3)), [1]);
  assert.deepEqual(numbers(batch, other, world(3)), [2]);
  const parked = parkLeases(batch, 'ada', world(2)).batch;
  assert.deepEqual(numbers(parked, other, world(3, { dead: [ADA] })), [1, 2]);
  assert.deepEqual(numbers(batch, { ...other, session_id: 'new' }, world(3)), []);
});

test('a change that records an outcome is told from one that does not', () => {
  const batch = batchOf(['one', 'two']);
  const held = claim(batch, ADA, world(1)).batch;
  assert.equal(recordsOutcome(null, batch), false);
  assert.equal(recordsOutcome(batch, held), false);
  assert.equal(recordsOutcome(held, held), false);
  assert.equal(recordsOutcome(held, completed(held, 1)), true);
  assert.equal(recordsOutcome(held, failed(held, 2)), true);
  assert.equal(recordsOutcome(held, skipped(held, 2)), true);
  const over = failed(batch, 1);
  assert.equal(recordsOutcome(over, claim(over, ADA, world(2)).batch), false);
  assert.equal(recordsOutcome(over, { ...over, title: 'x' }), false);
});
