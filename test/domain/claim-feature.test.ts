import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Batch } from '../../lib/domain/batch.ts';
import { cancelBatch, pauseBatch } from '../../lib/domain/batch-control.ts';
import { claimFeature, nextFeature } from '../../lib/domain/claim-feature.ts';
import { completeFeature, failFeature } from '../../lib/domain/report-outcome.ts';
import { ADA, BOB, batchOf, by, claim, codeOf, featureIn, minute, valueOf, world } from './batch-fixtures.ts';

describe('the order of claims', () => {
  test('is the order of numbers, and nothing is handed out twice', () => {
    let batch = batchOf(['one', 'two', 'three']);
    const seen: number[] = [];
    for (const owner of [ADA, BOB, ADA]) {
      const claimed = claim(batch, owner, world(1));
      seen.push(claimed.feature.number);
      batch = claimed.batch;
    }
    assert.deepEqual(seen, [1, 2, 3]);
    assert.equal(valueOf(claimFeature(batch, { owner: BOB }, world(1))).feature, null);
  });

  test('comes back to an earlier feature although later ones are done', () => {
    let batch = batchOf(['one', 'two', 'three']);
    for (const number of [2, 3]) batch = valueOf(completeFeature(batch, by(ADA, { number }), world(1))).batch;
    assert.equal(claim(batch, ADA, world(2)).feature.number, 1);
  });

  test('waits for dependencies, later ones too', () => {
    const batch = batchOf(['one', 'two', 'three'], { dependencies: [{ number: 1, on: [3] }] });
    const first = claim(batch, ADA, world(1));
    assert.equal(first.feature.number, 2);
    const second = claim(first.batch, BOB, world(1));
    assert.equal(second.feature.number, 3);
    assert.equal(nextFeature(second.batch, world(1)), null);
    const done = valueOf(completeFeature(second.batch, by(BOB, { number: 3 }), world(2)));
    assert.equal(nextFeature(done.batch, world(2))?.number, 1);
  });

  test('offers what waited for a failed feature as soon as that is completed', () => {
    const batch = batchOf(['one', 'two'], { dependencies: [{ number: 2, on: [1] }] });
    const failed = valueOf(failFeature(batch, by(ADA), world(1))).batch;
    assert.equal(nextFeature(failed, world(2)), null);
    const done = valueOf(completeFeature(failed, by(ADA), world(3))).batch;
    assert.equal(nextFeature(done, world(3))?.number, 2);
  });

  test('puts a feature whose owner is gone before later pending ones', () => {
    const { batch } = claim(batchOf(['one', 'two']), ADA, world(1));
    assert.equal(nextFeature(batch, world(2))?.number, 2);
    assert.equal(nextFeature(batch, world(2, { dead: [ADA] }))?.number, 1);
  });
});

test('looking at the next feature shows it as it stands', () => {
  const { batch } = claim(batchOf(['one', 'two']), ADA, world(1));
  const next = nextFeature(batch, world(2, { dead: [ADA] }));
  assert.equal(next, featureIn(batch, 1));
});

test('looking passes over what a claim would give up', () => {
  const { batch } = claim(batchOf(['one', 'two'], { maxAttempts: 1 }), ADA, world(1));
  assert.equal(nextFeature(batch, world(2, { dead: [ADA] }))?.number, 2);
});

test('a claim that only gives features up still changes the batch', () => {
  let batch: Batch = batchOf(['one', 'two'], { maxAttempts: 1 });
  batch = claim(claim(batch, ADA, world(1)).batch, ADA, world(1)).batch;
  const claimed = valueOf(claimFeature(batch, { owner: BOB }, world(2, { dead: [ADA] })));
  assert.equal(claimed.feature, null);
  assert.deepEqual(claimed.gaveUp, [1, 2]);
  assert.deepEqual(
    claimed.batch.features.map(({ status }) => status),
    ['failed', 'failed'],
  );
  assert.equal(claimed.batch.next_token, batch.next_token);
});

test('a lease says who, since when and from which commit', () => {
  const agent = { ...ADA, agent: 'implementer' };
  const { feature } = claim(batchOf(['one']), agent, world(1), { head: 'a1', ttlMs: 60_000 });
  assert.deepEqual(feature.lease, {
    owner: agent,
    token: 1,
    taken_at: minute(1),
    expires_at: minute(2),
    head: 'a1',
  });
  assert.equal(feature.started_at, minute(1));
  assert.deepEqual(feature.history, [
    { event: 'claimed', at: minute(1), session_id: 'ada', agent: 'implementer', token: 1, head: 'a1' },
  ]);
});

test('the first start is kept by later claims', () => {
  const first = claim(batchOf(['one']), ADA, world(1));
  const second = claim(first.batch, BOB, world(9, { dead: [ADA] }));
  assert.equal(second.feature.started_at, minute(1));
});

describe('a claim ends', () => {
  const plain = claim(batchOf(['one']), ADA, world(0)).batch;
  const limited = claim(batchOf(['one']), ADA, world(0), { ttlMs: 30 * 60_000 }).batch;
  const offered = (batch: Batch, context: Parameters<typeof nextFeature>[1]) =>
    nextFeature(batch, context) !== null;

  test('never by time alone while the client lives', () => {
    assert.equal(offered(plain, world(100_000)), false);
  });
  test('with its client', () => {
    assert.equal(offered(plain, world(1, { dead: [ADA] })), true);
    assert.equal(offered(limited, world(1, { dead: [ADA] })), true);
  });
  test('after the lease hours where the client cannot be seen', () => {
    assert.equal(offered(plain, world(119, { unseen: [ADA] })), false);
    assert.equal(offered(plain, world(120, { unseen: [ADA] })), true);
  });
  test('after the time it asked for, whether the client lives, or cannot be seen', () => {
    for (const context of [{}, { unseen: [ADA] }]) {
      assert.equal(offered(limited, world(29, context)), false);
      assert.equal(offered(limited, world(30, context)), true);
    }
  });
  test('although its times are unreadable', () => {
    const lease = { ...featureIn(plain, 1).lease, taken_at: 'yesterday' };
    const odd = { ...plain, features: [{ ...featureIn(plain, 1), lease }] } as Batch;
    assert.equal(offered(odd, world(1, { unseen: [ADA] })), true);
    assert.equal(offered(odd, world(1)), false);
  });
});

test('a claim of no time, or for ever, is refused', () => {
  for (const ttlMs of [1, 366 * 24 * 3_600_000]) {
    assert.ok(claimFeature(batchOf(['one']), { owner: ADA, ttlMs }, world(1)).ok);
  }
  for (const ttlMs of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e12]) {
    assert.equal(codeOf(claimFeature(batchOf(['one']), { owner: ADA, ttlMs }, world(1))), 'invalid-ttl');
  }
});

test('a paused batch offers nothing and gives nothing up', () => {
  const { batch } = claim(batchOf(['one', 'two'], { maxAttempts: 1 }), ADA, world(1));
  const paused = valueOf(pauseBatch(batch, 'lunch', minute(2)));
  const claimed = valueOf(claimFeature(paused, { owner: BOB }, world(3, { dead: [ADA] })));
  assert.deepEqual([claimed.batch, claimed.feature, claimed.gaveUp], [paused, null, []]);
  assert.equal(nextFeature(paused, world(3)), null);
});

test('a cancelled batch refuses claims and outcomes', () => {
  const { batch, token } = claim(batchOf(['one', 'two']), ADA, world(1));
  const cancelled = cancelBatch(batch, minute(2));
  assert.equal(codeOf(claimFeature(cancelled, { owner: BOB }, world(3))), 'cancelled');
  assert.equal(codeOf(completeFeature(cancelled, by(ADA, { token }), world(3))), 'cancelled');
  assert.equal(codeOf(failFeature(cancelled, by(ADA), world(3))), 'cancelled');
  assert.equal(nextFeature(cancelled, world(3)), null);
});
