import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Feature } from '../../lib/domain/batch.ts';
import { addLine, isRecorded, lastClaim, timesHeld, wasUncertain } from '../../lib/domain/history.ts';
import { batchOf, featureIn, freeze, minute } from './batch-fixtures.ts';

function afterLines(count: number, feature: Feature): Feature {
  let current = feature;
  for (let token = 1; token <= count; token += 1) {
    current = freeze(addLine(current, { event: 'claimed', at: minute(token), session_id: 'ada', token }));
  }
  return current;
}

const NEW = featureIn(batchOf(['one']), 1);

test('the newest fifty lines are kept', () => {
  const { history } = afterLines(60, NEW);
  assert.deepEqual(
    history.map(({ token }) => token),
    Array.from({ length: 50 }, (_, index) => index + 11),
  );
});

test('the last line that tells of doubt outlives all others', () => {
  const doubted = addLine(NEW, { event: 'vanished', at: minute(0), uncertain: true });
  const after = afterLines(200, doubted);
  assert.equal(after.history.length, 50);
  assert.ok(wasUncertain(after));
  assert.equal(after.history.at(-1)?.token, 200);

  const again = addLine(after, { event: 'vanished', at: minute(9), uncertain: true });
  const doubts = afterLines(60, again).history.filter(({ uncertain }) => uncertain);
  assert.deepEqual(
    doubts.map(({ at }) => at),
    [minute(9)],
  );
});

test('a feature is known to be in doubt by its mark as well', () => {
  assert.ok(!wasUncertain(NEW));
  assert.ok(wasUncertain({ ...NEW, uncertain: true }));
});

test('claims and transfers since the last outcome are counted for each session', () => {
  let feature = afterLines(2, NEW);
  assert.equal(timesHeld(feature, 'ada'), 2);
  assert.equal(timesHeld(feature, 'bob'), 0);
  feature = addLine(feature, { event: 'failed', at: minute(3), session_id: 'ada', token: 2 });
  assert.equal(timesHeld(feature, 'ada'), 0);
  feature = addLine(feature, { event: 'claimed', at: minute(3), session_id: 'ada', token: 3 });
  feature = addLine(feature, { event: 'failed', at: minute(3), session_id: 'ada', token: 3 });
  assert.equal(timesHeld(feature, 'ada'), 0);
  feature = addLine(feature, { event: 'transferred', at: minute(4), session_id: 'ada', token: 3 });
  feature = addLine(feature, { event: 'released', at: minute(5), session_id: 'ada', token: 3 });
  assert.equal(timesHeld(feature, 'ada'), 1);
});

test('what was recorded under a token is found, and so is the last claim', () => {
  const feature = addLine(afterLines(2, NEW), { event: 'failed', at: minute(3), token: 2 });
  assert.ok(isRecorded(feature, 'failed', 2));
  assert.ok(!isRecorded(feature, 'failed', 1));
  assert.ok(!isRecorded(feature, 'completed', 2));
  assert.equal(lastClaim(feature)?.token, 2);
});
