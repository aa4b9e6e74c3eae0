import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { createBatch } from '../../lib/domain/create-batch.ts';
import { blockedNumbers, resolveDependencies, type Dependency } from '../../lib/domain/dependencies.ts';
import { failFeature, skipFeature } from '../../lib/domain/report-outcome.ts';
import { ADA, START, batchOf, by, codeOf, valueOf, world } from './batch-fixtures.ts';

function messageOf(total: number, dependencies: readonly Dependency[], code: string): string {
  const result = resolveDependencies(total, dependencies);
  assert.equal(codeOf(result), code);
  return result.ok ? '' : result.refusal.message;
}

describe('dependencies', () => {
  test('of one feature add up over several entries', () => {
    const dependencies = [
      { number: 3, on: [1] },
      { number: 3, on: [2] },
      { number: 1, on: [2] },
    ];
    assert.deepEqual(valueOf(resolveDependencies(3, dependencies)), [[2], [], [1, 2]]);
    const batch = batchOf(['one', 'two', 'three'], { dependencies });
    assert.deepEqual(
      batch.features.map(({ depends_on }) => depends_on),
      [[2], [], [1, 2]],
    );
  });
  test('on a number out of range are refused by name, as are those of one', () => {
    for (const number of [0, 4, -1, 1.5, Number.NaN]) {
      assert.match(
        messageOf(3, [{ number: 2, on: [1, number] }], 'unknown-dependency'),
        new RegExp(`feature ${number},`),
      );
      assert.match(
        messageOf(3, [{ number, on: [1] }], 'unknown-dependency'),
        new RegExp(`feature ${number},`),
      );
    }
  });
  test('that are named twice are refused by name', () => {
    const twice = [
      { number: 3, on: [1] },
      { number: 3, on: [2, 1] },
    ];
    assert.match(messageOf(3, twice, 'duplicate-dependency'), /Feature 3 waits for feature 1 twice/);
  });
  test('in a circle are refused with the circle, and not what only leads to it', () => {
    assert.match(messageOf(1, [{ number: 1, on: [1] }], 'cyclic-dependency'), /Features 1 -> 1 wait/);
    const circle = [
      { number: 1, on: [2] },
      { number: 2, on: [3, 5] },
      { number: 3, on: [4, 5] },
      { number: 4, on: [2] },
    ];
    assert.match(messageOf(5, circle, 'cyclic-dependency'), /Features 2 -> 3 -> 4 -> 2 wait/);
  });
  test('are checked when a batch is made', () => {
    const items = [{ text: 'one' }];
    const wanted = { batchId: 'b', source: { type: 'inline' }, items, maxAttempts: 1, origin: { host: 'h' } };
    const made = createBatch({ ...wanted, dependencies: [{ number: 1, on: [1] }] }, START);
    assert.equal(codeOf(made), 'cyclic-dependency');
  });
  test('in a chain as long as a batch may be are no circle', () => {
    const chain = Array.from({ length: 9999 }, (_, index) => ({ number: index + 2, on: [index + 1] }));
    assert.ok(resolveDependencies(10_000, chain).ok);
    assert.equal(
      codeOf(resolveDependencies(10_000, [...chain, { number: 1, on: [10_000] }])),
      'cyclic-dependency',
    );
  });
});

test('blocked is what waits for a failed or skipped feature, at any distance', () => {
  const dependencies = [
    { number: 2, on: [1] },
    { number: 3, on: [2] },
    { number: 4, on: [5] },
  ];
  const batch = batchOf(['one', 'two', 'three', 'four', 'five'], { dependencies });
  assert.deepEqual([...blockedNumbers(batch.features)], []);
  const failed = valueOf(failFeature(batch, by(ADA), world(1))).batch;
  assert.deepEqual([...blockedNumbers(failed.features)], [2, 3]);
  const skipped = valueOf(skipFeature(batch, by(ADA, { number: 5 }), world(1))).batch;
  assert.deepEqual([...blockedNumbers(skipped.features)], [4]);
});

test('dependencies are refused as circular exactly when some of them can never start', () => {
  const edge = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }));
  fc.assert(
    fc.property(fc.uniqueArray(edge, { maxLength: 12, selector: String }), (edges) => {
      const result = resolveDependencies(
        6,
        edges.map(([number, on]) => ({ number, on: [on] })),
      );
      const done = new Set<number>();
      for (let round = 0; round < 6; round += 1) {
        for (let number = 1; number <= 6; number += 1) {
          if (edges.every(([from, on]) => from !== number || done.has(on))) done.add(number);
        }
      }
      assert.equal(result.ok, done.size === 6);
      if (result.ok) return;
      const [, path = ''] = /^Features ([\d >-]+) wait/.exec(result.refusal.message) ?? [];
      const circle = path.split(' -> ').map(Number);
      assert.equal(circle[0], circle.at(-1));
      for (const [index, on] of circle.slice(1).entries()) {
        assert.ok(edges.some((edge) => edge[0] === circle[index] && edge[1] === on));
      }
    }),
  );
});
