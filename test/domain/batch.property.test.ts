// Plays the rules of a batch at random, whatever the sessions do and whoever dies. Each property is proved able to fail.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import type { Batch, Feature } from '../../lib/domain/batch.ts';
import type { Context } from '../../lib/domain/owners.ts';
import { games, play, RULES, type Rules } from './batch-play.ts';
import {
  aReplayGivesTheSame,
  aStaleTokenChangesNothing,
  aTokenIsHandedOutOnce,
  attemptsAreAccountedFor,
  countsAddUp,
  doubtIsNeverForgotten,
  noFeatureIsLost,
  onlyWhoHoldsAFeatureChangesIt,
  theLowestClaimableIsNext,
  whatIsStoredIsWhatWasMeant,
  type Property,
} from './batch-properties.ts';

/** Each property with rules that are broken in the way that it must notice. */
const PROPERTIES: readonly (readonly [string, Property, Partial<Rules>])[] = [
  [
    'no feature is lost, doubled, or both completed and failed',
    noFeatureIsLost,
    {
      fail: (batch, report, context) => {
        const feature = batch.features[report.number - 1];
        if (feature?.status !== 'completed') return RULES.fail(batch, report, context);
        const failed: Feature = { ...feature, status: 'failed' };
        return { ok: true, value: { batch: { ...batch, features: [failed] }, feature: failed } };
      },
    },
  ],
  [
    'what is derived adds up',
    countsAddUp,
    {
      count: (batch) => {
        const counts = RULES.count(batch);
        return { ...counts, pending: counts.pending + counts.skipped, skipped: 0 };
      },
    },
  ],
  [
    'next is the lowest-numbered feature that can be claimed, and never none while there is one',
    theLowestClaimableIsNext,
    {
      claim: (batch, claim, context) => {
        const features = batch.features.map((feature) => ({ ...feature, depends_on: [] }));
        return RULES.claim({ ...batch, features }, claim, context);
      },
    },
  ],
  [
    'what is next does not depend on how far others got',
    theLowestClaimableIsNext,
    {
      next: (batch, context) => {
        const done = batch.features.findLastIndex(({ status }) => status === 'completed');
        const next = RULES.next(batch, context);
        return next !== null && next.number > done ? next : null;
      },
    },
  ],
  [
    'a stale token changes nothing',
    aStaleTokenChangesNothing,
    {
      complete: (batch, report, context) => {
        const first = RULES.complete(batch, report, context);
        return first.ok ? first : RULES.complete(batch, { ...report, token: undefined }, context);
      },
    },
  ],
  [
    'only who holds a feature changes it',
    onlyWhoHoldsAFeatureChangesIt,
    {
      skip: (batch, report, context) => RULES.skip(batch, report, { ...context, liveness: () => 'dead' }),
    },
  ],
  [
    'a token is handed out once',
    aTokenIsHandedOutOnce,
    {
      release: (batch, report, context) => {
        const result = RULES.release(batch, report, context);
        if (!result.ok) return result;
        const given = { ...result.value.batch, next_token: Math.max(1, batch.next_token - 1) };
        return { ok: true, value: { ...result.value, batch: given } };
      },
    },
  ],
  [
    'attempts are those that failed or were abandoned, less those given back',
    attemptsAreAccountedFor,
    {
      unpark: (batch, owner, context) => {
        const { batch: after, numbers } = RULES.unpark(batch, owner, context);
        const features = after.features.map((feature) =>
          feature.lease && numbers.includes(feature.number)
            ? { ...feature, attempts: feature.attempts + 1 }
            : feature,
        );
        return { batch: { ...after, features }, numbers };
      },
    },
  ],
  [
    'doubt stays until an outcome, and is named for ever',
    doubtIsNeverForgotten,
    {
      complete: (batch, report, context) => {
        const result = RULES.complete(batch, report, context);
        if (!result.ok) return result;
        const features = result.value.batch.features.map((feature) => ({ ...feature, history: [] }));
        return { ok: true, value: { ...result.value, batch: { ...result.value.batch, features } } };
      },
    },
  ],
  [
    'a replay gives the same',
    aReplayGivesTheSame,
    {
      park: (() => {
        let parked = 0;
        return (batch: Batch, sessionId: string, context: Context) => {
          parked += 1;
          return RULES.park(batch, sessionId, parked % 2 === 0 ? context : { ...context, leaseHours: 0 });
        };
      })(),
    },
  ],
  [
    'nothing that was handed in is changed',
    (rules, game) => void play(rules, game),
    {
      end: (batch, owner, now) => {
        Object.assign(batch, { updated_at: now });
        return RULES.end(batch, owner, now);
      },
    },
  ],
  [
    'what is stored is what was meant',
    whatIsStoredIsWhatWasMeant,
    {
      clear: (batch, from, sessionId, now) => {
        const changed = RULES.clear(batch, from, sessionId, now);
        const features = changed.batch.features.map((feature) => ({ ...feature, lease: undefined }));
        return { ...changed, batch: { ...changed.batch, features } as unknown as Batch };
      },
    },
  ],
];

describe('in every game', () => {
  for (const [name, holds, brokenRules] of PROPERTIES) {
    test(name, () => {
      fc.assert(
        fc.property(games, (game) => holds(RULES, game)),
        { numRuns: 200 },
      );
    });
    test(`${name}: rules that break it are found out`, () => {
      const broken = { ...RULES, ...brokenRules };
      const found = fc.check(
        fc.property(games, (game) => holds(broken, game)),
        {
          numRuns: 2000,
          seed: 1,
          endOnFailure: true,
        },
      );
      assert.equal(found.failed, true);
      // Found by what the property says, and not by an accident of the broken rules.
      assert.match(String(found.errorInstance), /^AssertionError|read only/);
    });
  }
});

test('the games reach everything that can happen to a feature, and every refusal of a report', () => {
  const events = new Set<string>();
  const codes = new Set<string>();
  const statuses = new Set<string>();
  for (const game of fc.sample(games, { numRuns: 500, seed: 1 })) {
    for (const { after, result } of play(RULES, game)) {
      if (!result.ok) codes.add(result.refusal.code);
      statuses.add(RULES.status(after));
      for (const { history } of after.features) {
        for (const { event } of history) events.add(event);
      }
    }
  }
  assert.deepEqual([...events].toSorted(), [
    'claimed',
    'completed',
    'failed',
    'released',
    'retried',
    'session-ended',
    'skipped',
    'state-damaged',
    'transferred',
    'vanished',
  ]);
  assert.deepEqual([...codes].toSorted(), [
    'already-completed',
    'already-skipped',
    'lease-lost',
    'not-held',
    'not-owner',
    'release-first',
    'token-required',
    'unknown-feature',
  ]);
  assert.deepEqual([...statuses].toSorted(), [
    'completed',
    'completed_with_failures',
    'paused',
    'pending',
    'running',
  ]);
});
