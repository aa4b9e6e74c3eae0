import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { chooseGoing, mayLive, type Limits, type Stored } from '../../lib/domain/retention.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = 1000 * DAY_MS;

type Case = Readonly<{
  stored: readonly Stored[];
  limits: Limits;
  otherBytes: number;
  stay: ReadonlySet<string>;
}>;

const cases: fc.Arbitrary<Case> = fc
  .array(
    fc.record({
      kind: fc.constantFrom('session' as const, 'batch' as const),
      daysOld: fc.integer({ min: -1, max: 9 }),
      bytes: fc.nat(20),
      stays: fc.boolean(),
    }),
    { maxLength: 30 },
  )
  .chain((things) =>
    fc.record({
      stored: fc.constant(
        things.map(({ kind, daysOld, bytes }, index): Stored => {
          return { kind, name: `n${index}`, writtenMs: NOW - daysOld * DAY_MS, bytes };
        }),
      ),
      stay: fc.constant(new Set(things.flatMap(({ stays }, index) => (stays ? [`n${index}`] : [])))),
      limits: fc.record({ days: fc.integer({ min: 0, max: 9 }), sessions: fc.nat(10), bytes: fc.nat(200) }),
      otherBytes: fc.nat(50),
    }),
  );

function choose({ stored, limits, otherBytes, stay }: Case) {
  const asked: string[] = [];
  const going = [
    ...chooseGoing(stored, limits, NOW, otherBytes, ({ name }) => {
      asked.push(name);
      return !stay.has(name);
    }),
  ];
  const gone = new Set(going.map(({ what }) => what.name));
  return { going, asked, kept: stored.filter(({ name }) => !gone.has(name)) };
}

test('what must stay stays, and nobody is asked twice', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const { going, asked } = choose(given);
      assert.ok(going.every(({ what }) => !given.stay.has(what.name)));
      assert.equal(new Set(asked).size, asked.length);
    }),
  );
});

test('afterwards every limit holds, unless nothing is left that may go', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const { limits, otherBytes, stay } = given;
      const { kept } = choose(given);
      const free = kept.filter(({ name }) => !stay.has(name));
      const freeSessions = free.filter(({ kind }) => kind === 'session');
      const sessions = kept.filter(({ kind }) => kind === 'session').length;
      const bytes = kept.reduce((sum, each) => sum + each.bytes, otherBytes);
      assert.ok(free.every(({ writtenMs }) => NOW - writtenMs <= limits.days * DAY_MS));
      assert.ok(sessions <= limits.sessions || freeSessions.length === 0);
      assert.ok(bytes <= limits.bytes || free.length === 0);
    }),
  );
});

test('what remains is looked at again without a change', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const { kept } = choose(given);
      assert.deepEqual(choose({ ...given, stored: kept }).going, []);
    }),
  );
});

test('the oldest go first, and nothing goes that no limit is against', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const { going, kept } = choose(given);
      const times = going.map(({ what }) => what.writtenMs);
      assert.deepEqual(
        times,
        times.toSorted((a, b) => a - b),
      );
      const roomy = { days: 100, sessions: 100, bytes: 10_000 };
      assert.deepEqual(choose({ ...given, limits: roomy }).going, []);
      // One that went for its number or its size is older than every one that was free to go instead.
      const youngest = Math.min(
        ...kept
          .filter(({ name, kind }) => kind === 'session' && !given.stay.has(name))
          .map((each) => each.writtenMs),
      );
      const forNumber = going.filter(({ why }) => why === 'count');
      assert.ok(forNumber.every(({ what }) => what.writtenMs <= youngest));
    }),
  );
});

test('what has not been measured never makes anything else go', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const unmeasured = given.stored.map((what) => ({ ...what, bytes: 0 }));
      const limits = { days: 100, sessions: 100, bytes: given.otherBytes };
      assert.deepEqual(choose({ ...given, stored: unmeasured, limits }).going, []);
    }),
  );
});

test('a client that cannot be seen counts as living for three days after its last word', () => {
  assert.ok(mayLive('alive', NOW - 400 * DAY_MS, NOW));
  assert.ok(!mayLive('dead', NOW, NOW));
  assert.ok(mayLive('unknown', NOW - 2.9 * DAY_MS, NOW));
  assert.ok(!mayLive('unknown', NOW - 3.1 * DAY_MS, NOW));
});
