// What holds in every game, whatever the sessions do and whoever dies. Each property is proved able to fail.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { batchSchema, type Batch, type Feature, type Lease } from '../../lib/domain/batch.ts';
import { wasUncertain } from '../../lib/domain/history.ts';
import type { Context } from '../../lib/domain/owners.ts';
import { featureIn } from './batch-fixtures.ts';
import { games, play, RULES, type Game, type Rules, type Turn } from './batch-play.ts';

type Property = (rules: Rules, game: Game) => void;

const everyTurn =
  (check: (turn: Turn, rules: Rules) => void): Property =>
  (rules, game) => {
    for (const turn of play(rules, game)) check(turn, rules);
  };

const noFeatureIsLost = everyTurn(({ step, before, after }) => {
  const added = step.do === 'add' && before.features.length < 5 ? 1 : 0;
  assert.equal(after.features.length, before.features.length + added);
  for (const [index, feature] of after.features.entries()) {
    assert.equal(feature.number, index + 1);
    assert.equal(feature.text, `text ${index + 1}`);
    const { status } = feature;
    if (before.features[index]?.status === 'completed') assert.equal(status, 'completed');
    assert.equal(feature.lease !== undefined, status === 'in_progress');
    assert.equal(feature.skip !== undefined, status === 'skipped');
    assert.equal(feature.finished_at !== undefined, !['pending', 'in_progress'].includes(status));
    if (status === 'failed') assert.notEqual(feature.error, undefined);
    if (status === 'completed' || status === 'skipped')
      assert.equal(feature.error ?? feature.uncertain, undefined);
    assert.equal(feature.history.length <= 50 && feature.refunds <= 5, true);
  }
});

const countsAddUp = everyTurn(({ after }, { count, status }) => {
  const counts = count(after);
  const { pending, in_progress, completed, failed, skipped, total, blocked } = counts;
  assert.equal(pending + in_progress + completed + failed + skipped, total);
  assert.equal(total, after.features.length);
  for (const name of ['pending', 'in_progress', 'completed', 'failed', 'skipped'] as const) {
    assert.equal(counts[name], after.features.filter(({ status }) => status === name).length);
  }
  assert.equal(blocked, after.features.filter((feature) => isBlocked(feature, after)).length);
  const open = after.features.filter(({ status }) => status === 'pending' || status === 'in_progress');
  assert.equal(counts.uncertain, open.filter(({ uncertain }) => uncertain).length);
  const isOver = pending === blocked && in_progress === 0;
  const isDone = completed + skipped === total;
  const said = status(after);
  if (after.paused) assert.equal(said, 'paused');
  else assert.equal(said.startsWith('completed'), isOver);
  assert.equal(said === 'completed', isDone && !after.paused);
});

/** By the words of the rules, and without their code: the numbers that a claim may hand out. */
function claimable(batch: Batch, context: Context): number[] {
  if (batch.paused) return [];
  return batch.features
    .filter(({ depends_on }) => depends_on.every((n) => featureIn(batch, n).status === 'completed'))
    .filter(({ status, lease, attempts }) => {
      if (status === 'pending') return true;
      if (status !== 'in_progress' || !lease || isHeldBySomebody(lease, context)) return false;
      return lease.refunded === true || attempts + 1 < batch.max_attempts;
    })
    .map(({ number }) => number);
}

function isHeldBySomebody(lease: Lease, { now, liveness, leaseHours }: Context): boolean {
  const [time, taken] = [Date.parse(now), Date.parse(lease.taken_at)];
  if (lease.parked_until) return time < Date.parse(lease.parked_until);
  if (liveness(lease.owner) === 'dead') return false;
  if (lease.expires_at) return time < Date.parse(lease.expires_at);
  return liveness(lease.owner) === 'alive' || time < taken + leaseHours * 3_600_000;
}

function isBlocked({ status, depends_on }: Feature, batch: Batch): boolean {
  const waitsFor = depends_on.map((number) => featureIn(batch, number));
  return (
    status === 'pending' &&
    waitsFor.some((other) => ['failed', 'skipped'].includes(other.status) || isBlocked(other, batch))
  );
}

const theLowestClaimableIsNext = everyTurn(({ step, context, before, result }, { next }) => {
  const [lowest] = claimable(before, context);
  assert.equal(next(before, context)?.number, lowest);
  if (step.do === 'claim') assert.equal(result.ok && result.value.feature?.number, lowest);
});

const aStaleTokenChangesNothing = everyTurn(({ before, after, report }) => {
  if (report?.token === undefined) return;
  if (before.features[report.number - 1]?.lease?.token !== report.token) assert.equal(after, before);
});

const onlyWhoHoldsAFeatureChangesIt = everyTurn(({ step, context, before, after, report }) => {
  const lease = before.features[(report?.number ?? 0) - 1]?.lease;
  if (!report || !lease || report.token === lease.token) return;
  const isOwn = lease.owner.session_id === report.sessionId && !report.sessionIsDefault;
  const isFree = !isHeldBySomebody(lease, context);
  const mayChange = isFree ? step.do === 'skip' || step.do === 'retry' : isOwn;
  if (!mayChange) assert.equal(after, before);
});

const aTokenIsHandedOutOnce: Property = (rules, game) => {
  let highest = 0;
  for (const { before, after } of play(rules, game)) {
    for (const feature of after.features) {
      const token = feature.lease?.token;
      if (token === undefined || token === before.features[feature.number - 1]?.lease?.token) continue;
      assert.equal(token > highest, true);
      highest = token;
    }
    assert.equal(after.next_token > highest, true);
  }
};

/** Attempts as a tally of what happened: one for each failure and each owner that went, unless parking forgave it. */
const attemptsAreAccountedFor = everyTurn(({ step, context, before, after, report }) => {
  for (const feature of after.features) {
    const was = before.features[feature.number - 1];
    if (was === undefined || was === feature) continue;
    const { lease } = was;
    const isProved = report !== undefined && report.token === lease?.token;
    const isGone = lease !== undefined && !isHeldBySomebody(lease, context);
    const ownerWent = ['claim', 'end', 'adopt'].includes(step.do)
      ? lease !== undefined
      : isGone && (step.do === 'retry' || (step.do === 'skip' && !isProved));
    const startsOver = step.do === 'retry' && ['failed', 'skipped'].includes(was.status);
    const counted = step.do === 'fail' || (ownerWent && lease?.refunded !== true) ? 1 : 0;
    assert.equal(feature.attempts, startsOver ? 0 : was.attempts + counted);

    const isLast = counted === 1 && feature.attempts >= before.max_attempts;
    if (ownerWent && ['claim', 'end', 'adopt'].includes(step.do)) {
      assert.equal(feature.status === 'failed', isLast);
      assert.equal(feature.uncertain, true);
    }
    if (step.do === 'fail' && was.status === 'in_progress') {
      assert.equal(feature.status === 'pending', feature.error?.class === 'transient' && !isLast);
    }
    const parked = step.do === 'park' && lease?.parked_until === undefined && was.refunds < 5 ? 1 : 0;
    assert.equal(feature.refunds, was.refunds + parked);
  }
});

const doubtIsNeverForgotten = everyTurn(({ step, before, after }) => {
  for (const was of before.features) {
    const feature = featureIn(after, was.number);
    if (wasUncertain(was)) assert.equal(wasUncertain({ ...feature, uncertain: false }), true);
    const mayClear = ['complete', 'fail', 'skip', 'retry'].includes(step.do);
    if (was.uncertain && !mayClear) assert.equal(feature.uncertain, true);
  }
});

const aReplayGivesTheSame: Property = (rules, game) => {
  const batches = () => play(rules, game).map(({ after }) => after);
  assert.deepEqual(batches(), batches());
};

const whatIsStoredIsWhatWasMeant: Property = (rules, game) => {
  const last = play(rules, game).at(-1)?.after;
  if (last) assert.deepEqual(v.parse(batchSchema, JSON.parse(JSON.stringify(last))), last);
};

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
