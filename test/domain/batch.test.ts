import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as v from 'valibot';
import { batchSchema, findFeature, replaceFeatures, without, type Batch } from '../../lib/domain/batch.ts';
import { cancelBatch, pauseBatch, unpauseBatch } from '../../lib/domain/batch-control.ts';
import { addFeatures } from '../../lib/domain/create-batch.ts';
import { endSession } from '../../lib/domain/end-of-owner.ts';
import { recordGitResult } from '../../lib/domain/git-results.ts';
import { parkLeases, unparkLeases } from '../../lib/domain/park.ts';
import { completeFeature, failFeature } from '../../lib/domain/report-outcome.ts';
import {
  ADA,
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

const schema: v.GenericSchema<unknown, Batch> = batchSchema;

/** As a newer version might write it: a field of its own at every depth. */
const NEWER = {
  batch_id: 'b1',
  title: 'Night shift',
  source: { type: 'file', path: 'todo.md', encoding: 'utf-8' },
  features: [
    {
      number: 1,
      text: 'one',
      status: 'in_progress',
      attempts: 1,
      refunds: 0,
      depends_on: [2],
      issue_number: 72,
      uncertain: true,
      lease: {
        owner: { session_id: 'ada', host: 'h', pid: 100, cpu: 'x' },
        token: 4,
        taken_at: minute(0),
        expires_at: minute(90),
        head: 'a1',
        colour: 'red',
      },
      started_at: minute(0),
      error: { message: 'timed out', class: 'transient', line: 3 },
      git: { commit: { success: true, at: minute(0), sha: 'a1' }, rebase: { success: true } },
      evidence: { head: 'a1', screenshot: 'x.png' },
      history: [{ event: 'dreamt', at: minute(0), of: 'sheep' }],
      priority: 'high',
    },
    {
      number: 2,
      text: 'two',
      status: 'completed',
      attempts: 0,
      refunds: 0,
      depends_on: [],
      history: [],
    },
  ],
  next_token: 5,
  created_at: minute(0),
  updated_at: minute(0),
  max_attempts: 3,
  origin: { host: 'h', cluster: 'c' },
  mood: { is: 'good' },
};

test('a batch of a newer minor version is read whole', () => {
  assert.deepEqual(v.parse(schema, NEWER), NEWER);
});

test('fields that are not known survive every change', () => {
  let batch = freeze(v.parse(schema, NEWER));
  const steps: ((batch: Batch) => Batch)[] = [
    (now) => parkLeases(now, 'ada', world(1)).batch,
    (now) => unparkLeases(now, ADA, world(2)).batch,
    (now) => endSession(now, ADA, minute(3)).batch,
    (now) => claim(now, ADA, world(4)).batch,
    (now) => valueOf(failFeature(now, { ...by(ADA, { token: 5 }), error: 'timed out' }, world(5))).batch,
    (now) => valueOf(recordGitResult(now, 1, 'push', { success: true }, minute(6))).batch,
    (now) => valueOf(completeFeature(now, by(ADA), world(7))).batch,
    (now) => valueOf(addFeatures(now, [{ text: 'three' }], minute(8))),
    (now) => valueOf(pauseBatch(now, 'lunch', minute(9))),
    (now) => valueOf(unpauseBatch(now, minute(10))),
    (now) => cancelBatch(now, minute(11)),
  ];
  for (const step of steps) {
    batch = freeze(step(batch));
    const stored = JSON.parse(JSON.stringify(batch)) as typeof NEWER;
    assert.deepEqual(v.parse(schema, stored), batch, 'what is stored is what was meant');
    assert.deepEqual(stored.mood, NEWER.mood);
    assert.equal(stored.source.encoding, 'utf-8');
    assert.equal(stored.origin.cluster, 'c');
    assert.equal(stored.features[0]?.priority, 'high');
    assert.deepEqual(stored.features[0]?.git?.rebase, { success: true });
    assert.deepEqual(stored.features[0]?.history[0], { event: 'dreamt', at: minute(0), of: 'sheep' });
  }
});

test('a lease keeps what a newer version added to it while it is parked, taken up again and passed on', () => {
  const batch = freeze(v.parse(schema, NEWER));
  const parked = freeze(parkLeases(batch, 'ada', world(1)).batch);
  const resumed = freeze(unparkLeases(parked, ADA, world(2)).batch);
  const lease: Readonly<Record<string, unknown>> = featureIn(resumed, 1).lease ?? {};
  assert.equal(lease['colour'], 'red');
});

test('data that cannot be a batch is not read', () => {
  const [one, two] = NEWER.features;
  const wrong: unknown[] = [
    null,
    [],
    {},
    { ...NEWER, features: [two, one] },
    { ...NEWER, features: [one, { ...two, number: 3 }] },
    { ...NEWER, features: [one, { ...two, depends_on: [3] }] },
    { ...NEWER, features: [{ ...one, number: 1.5 }] },
    { ...NEWER, features: [{ ...one, depends_on: [2] }] },
    { ...NEWER, features: [{ ...one, depends_on: [0] }, two] },
    { ...NEWER, features: [{ ...one, status: 'done' }, two] },
    { ...NEWER, features: [{ ...one, attempts: -1 }, two] },
    { ...NEWER, features: [{ ...one, lease: { token: 4 } }, two] },
    { ...NEWER, next_token: 0 },
    { ...NEWER, max_attempts: 0 },
    { ...NEWER, batch_id: 7 },
  ];
  for (const data of wrong) assert.equal(v.safeParse(schema, data).success, false, JSON.stringify(data));
});

test('a feature is found by its number, and a number out of range is refused', () => {
  const batch = batchOf(['one', 'two']);
  assert.equal(valueOf(findFeature(batch, 2)).text, 'two');
  for (const number of [0, 3, -1, 1.5, Number.NaN]) {
    assert.equal(codeOf(findFeature(batch, number)), 'unknown-feature');
  }
});

test('a change copies the touched feature and shares all others', () => {
  const batch = batchOf(['one', 'two', 'three']);
  const after = claim(batch, ADA, world(1)).batch;
  assert.notEqual(after.features[0], batch.features[0]);
  assert.equal(after.features[1], batch.features[1]);
  assert.equal(after.features[2], batch.features[2]);
  assert.equal(after.source, batch.source);
  assert.equal(replaceFeatures(batch, [], minute(1)), batch);
});

test('a misspelt key does not compile', () => {
  const batch = batchOf(['one']);
  // @ts-expect-error: the schema is loose, the type is not
  assert.equal(batch.nextToken, undefined);
  // @ts-expect-error: nor is it at depth
  assert.equal(batch.features[0].attempt, undefined);
});

test('taking a key out leaves the value itself alone', () => {
  const value = freeze({ a: 1, b: 2 });
  assert.deepEqual(without(value, 'a'), { b: 2 });
});
