import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cancelBatch, pauseBatch, unpauseBatch } from '../../lib/domain/batch-control.ts';
import { completeFeature } from '../../lib/domain/report-outcome.ts';
import { ADA, batchOf, by, codeOf, freeze, minute, valueOf, world } from './batch-fixtures.ts';

test('a batch is paused with a reason, once', () => {
  const paused = valueOf(pauseBatch(batchOf(['one']), ' out\nfor lunch ', minute(1)));
  assert.deepEqual(paused.paused, { reason: 'out for lunch', at: minute(1) });
  assert.equal(paused.updated_at, minute(1));
  assert.equal(valueOf(pauseBatch(paused, 'again', minute(2))), paused);
});

test('a paused batch still takes outcomes', () => {
  const paused = valueOf(pauseBatch(batchOf(['one']), '', minute(1)));
  assert.equal(valueOf(completeFeature(paused, by(ADA), world(2))).feature.status, 'completed');
});

test('unpausing leaves no trace of the pause, and does nothing to a batch that is not paused', () => {
  const batch = batchOf(['one']);
  const paused = valueOf(pauseBatch(batch, '', minute(1)));
  assert.deepEqual(valueOf(unpauseBatch(paused, minute(2))), { ...batch, updated_at: minute(2) });
  assert.equal(valueOf(unpauseBatch(batch, minute(2))), batch);
});

test('cancelling is for good', () => {
  const cancelled = freeze(cancelBatch(batchOf(['one']), minute(1)));
  assert.equal(cancelled.cancelled_at, minute(1));
  assert.equal(cancelBatch(cancelled, minute(2)), cancelled);
  assert.equal(codeOf(pauseBatch(cancelled, '', minute(2))), 'cancelled');
  assert.equal(codeOf(unpauseBatch(cancelled, minute(2))), 'cancelled');
});

test('a reason that is too long is refused', () => {
  assert.equal(codeOf(pauseBatch(batchOf(['one']), 'x'.repeat(10_001), minute(1))), 'too-long');
});
