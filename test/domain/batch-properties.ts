// What holds of every game that the rules of a batch allow.
import assert from 'node:assert/strict';
import * as v from 'valibot';
import { batchSchema, type Batch, type Feature, type Lease } from '../../lib/domain/batch.ts';
import { wasUncertain } from '../../lib/domain/history.ts';
import type { Context } from '../../lib/domain/owners.ts';
import { featureIn } from './batch-fixtures.ts';
import { play, type Game, type Rules, type Turn } from './batch-play.ts';

export type Property = (rules: Rules, game: Game) => void;

const everyTurn =
  (check: (turn: Turn, rules: Rules) => void): Property =>
  (rules, game) => {
    for (const turn of play(rules, game)) check(turn, rules);
  };

export const noFeatureIsLost = everyTurn(({ step, before, after }) => {
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

export const countsAddUp = everyTurn(({ after }, { count, status }) => {
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

export const theLowestClaimableIsNext = everyTurn(({ step, context, before, result }, { next }) => {
  const [lowest] = claimable(before, context);
  assert.equal(next(before, context)?.number, lowest);
  if (step.do === 'claim') assert.equal(result.ok && result.value.feature?.number, lowest);
});

export const aStaleTokenChangesNothing = everyTurn(({ before, after, report }) => {
  if (report?.token === undefined) return;
  if (before.features[report.number - 1]?.lease?.token !== report.token) assert.equal(after, before);
});

export const onlyWhoHoldsAFeatureChangesIt = everyTurn(({ step, context, before, after, report }) => {
  const lease = before.features[(report?.number ?? 0) - 1]?.lease;
  if (!report || !lease || report.token === lease.token) return;
  const isOwn = lease.owner.session_id === report.sessionId && !report.sessionIsDefault;
  const isFree = !isHeldBySomebody(lease, context);
  const mayChange = isFree ? step.do === 'skip' || step.do === 'retry' : isOwn;
  if (!mayChange) assert.equal(after, before);
});

export const aTokenIsHandedOutOnce: Property = (rules, game) => {
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
export const attemptsAreAccountedFor = everyTurn(({ step, context, before, after, report }) => {
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

export const doubtIsNeverForgotten = everyTurn(({ step, before, after }) => {
  for (const was of before.features) {
    const feature = featureIn(after, was.number);
    if (wasUncertain(was)) assert.equal(wasUncertain({ ...feature, uncertain: false }), true);
    const mayClear = ['complete', 'fail', 'skip', 'retry'].includes(step.do);
    if (was.uncertain && !mayClear) assert.equal(feature.uncertain, true);
  }
});

export const aReplayGivesTheSame: Property = (rules, game) => {
  const batches = () => play(rules, game).map(({ after }) => after);
  assert.deepEqual(batches(), batches());
};

export const whatIsStoredIsWhatWasMeant: Property = (rules, game) => {
  const last = play(rules, game).at(-1)?.after;
  if (last) assert.deepEqual(v.parse(batchSchema, JSON.parse(JSON.stringify(last))), last);
};
