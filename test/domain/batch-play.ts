// Plays random steps on a batch: sessions that claim, report, die, come back and are cleared, while time passes.
// The rules under test are an argument, so that broken ones can be played too.
import * as fc from 'fast-check';
import type { Batch, Feature, Owner } from '../../lib/domain/batch.ts';
import { pauseBatch, unpauseBatch } from '../../lib/domain/batch-control.ts';
import { batchStatus, countFeatures } from '../../lib/domain/batch-queries.ts';
import { claimFeature, nextFeature } from '../../lib/domain/claim-feature.ts';
import { addFeatures } from '../../lib/domain/create-batch.ts';
import type { Dependency } from '../../lib/domain/dependencies.ts';
import {
  endSession,
  markAllInProgressUncertain,
  releaseAbandoned,
  transferLeases,
} from '../../lib/domain/end-of-owner.ts';
import { releaseFeature, retryFeature } from '../../lib/domain/give-back.ts';
import type { Context } from '../../lib/domain/owners.ts';
import { parkLeases, unparkLeases } from '../../lib/domain/park.ts';
import { completeFeature, failFeature, skipFeature } from '../../lib/domain/report-outcome.ts';
import type { Report } from '../../lib/domain/report.ts';
import { assertNever, type Result } from '../../lib/domain/result.ts';
import { batchOf, freeze, minute, owner, valueOf } from './batch-fixtures.ts';

export const RULES = {
  claim: claimFeature,
  next: nextFeature,
  complete: completeFeature,
  fail: failFeature,
  skip: skipFeature,
  retry: retryFeature,
  release: releaseFeature,
  end: endSession,
  adopt: releaseAbandoned,
  clear: transferLeases,
  park: parkLeases,
  unpark: unparkLeases,
  count: countFeatures,
  status: batchStatus,
};
export type Rules = typeof RULES;

const VERBS = ['complete', 'fail', 'skip', 'retry', 'release'] as const;

export type Step =
  | Readonly<{ do: 'claim'; who: number; ttl: number | undefined }>
  | Readonly<{
      do: (typeof VERBS)[number];
      who: number;
      feature: number;
      token: 'none' | 'right' | number;
      error: string;
      isLocal: boolean;
    }>
  | Readonly<{ do: 'park' | 'unpark' | 'end' | 'clear' | 'die' | 'come-back'; who: number }>
  | Readonly<{ do: 'wait'; minutes: number }>
  | Readonly<{ do: 'adopt' | 'pause' | 'unpause' | 'add' | 'damage' }>;

export type Game = Readonly<{
  size: number;
  maxAttempts: number;
  dependencies: readonly Dependency[];
  steps: readonly Step[];
}>;

type Answer = Result<{ batch: Batch; feature?: Feature | null }>;

/** One step and what it did; `result` is what the rules answered, if they were asked for anything. */
export type Turn = Readonly<{
  step: Step;
  context: Context;
  before: Batch;
  after: Batch;
  report: Report | undefined;
  result: Answer;
}>;

const who = fc.integer({ min: 0, max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('claim' as const),
      who,
      ttl: fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined, freq: 4 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(...VERBS),
      who,
      feature: fc.integer({ min: 1, max: 5 }),
      token: fc.oneof(fc.constantFrom('none' as const, 'right' as const), fc.integer({ min: 1, max: 12 })),
      error: fc.constantFrom('timed out', 'timed out', 'wrong'),
      isLocal: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('park', 'unpark', 'end', 'clear', 'die', 'come-back'),
      who,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 130 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('adopt', 'pause', 'unpause', 'unpause', 'unpause', 'add', 'damage'),
    }),
  },
);

export const games: fc.Arbitrary<Game> = fc
  .record({
    size: fc.integer({ min: 1, max: 5 }),
    maxAttempts: fc.integer({ min: 1, max: 3 }),
    order: fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 5 }),
    edges: fc.uniqueArray(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 3, selector: String }),
    steps: fc.array(step, { maxLength: 60, size: 'max' }),
  })
  .map(({ size, maxAttempts, order, edges, steps }) => ({
    size,
    maxAttempts,
    // Edges that follow a random order never make a circle.
    dependencies: edges
      .filter(([from, to]) => from < to)
      .map(([from, to]) => ({ number: order[to] ?? 0, on: [order[from] ?? 0] }))
      .filter(({ number, on }) => number <= size && on.every((other) => other <= size)),
    steps,
  }));

/** Plays a game to its end; everything handed to the rules is frozen. */
export function play(rules: Rules, game: Game): readonly Turn[] {
  const { size, maxAttempts, dependencies, steps } = game;
  const texts = Array.from({ length: size }, (_, index) => `text ${index + 1}`);
  let batch = batchOf(texts, { maxAttempts, dependencies });
  let minutes = 0;
  let nextPid = 100;
  const dead = new Set<number>();
  // The third player's client is never seen.
  const players = ['ada', 'bob', 'eve'].map((name) => owner(name, (nextPid += 1)));
  const unseen = new Set([players[2]?.pid]);

  const turns: Turn[] = [];
  for (const step of steps) {
    const gone = new Set(dead);
    const context: Context = {
      now: minute(minutes),
      leaseHours: 2,
      liveness: ({ pid = 0 }) => (unseen.has(pid) ? 'unknown' : gone.has(pid) ? 'dead' : 'alive'),
    };
    const player = 'who' in step ? (players[step.who] as Owner) : owner('', 0);
    const report = 'feature' in step ? reportOf(step, player, batch) : undefined;
    const result = ask(rules, step, report, player, batch, context);
    const after = freeze(result.ok ? result.value.batch : batch);
    turns.push({ step, context, before: batch, after, report, result });
    batch = after;

    if (step.do === 'wait') minutes += step.minutes;
    else minutes += 1;
    if (step.do === 'die' || step.do === 'end') dead.add(player.pid ?? 0);
    if (step.do === 'clear') players[step.who] = { ...player, session_id: `${player.session_id}+` };
    if (step.do === 'come-back') players[step.who] = owner(player.session_id, (nextPid += 1));
  }
  return turns;
}

type Reporting = Extract<Step, { feature: number }>;

function reportOf({ feature, token, isLocal, error }: Reporting, player: Owner, batch: Batch) {
  const right = batch.features[feature - 1]?.lease?.token;
  return {
    number: feature,
    sessionId: player.session_id,
    sessionIsDefault: isLocal,
    token: token === 'none' ? undefined : token === 'right' ? right : token,
    error,
  };
}

function ask(
  rules: Rules,
  step: Step,
  report: Report | undefined,
  player: Owner,
  batch: Batch,
  context: Context,
): Answer {
  const { now } = context;
  const changed = (value: { batch: Batch }) => ({ ok: true, value }) as const;
  switch (step.do) {
    case 'claim': {
      const ttlMs = step.ttl === undefined ? undefined : step.ttl * 60_000;
      return rules.claim(batch, { owner: player, ttlMs }, context);
    }
    case 'complete':
    case 'fail':
    case 'skip':
    case 'retry':
    case 'release':
      return rules[step.do](batch, report as Report, context);
    case 'park':
      return changed(rules.park(batch, player.session_id, context));
    case 'unpark':
      return changed(rules.unpark(batch, player, context));
    case 'end':
      return changed(rules.end(batch, player, now));
    case 'clear':
      return changed(rules.clear(batch, player, `${player.session_id}+`, now));
    case 'adopt':
      return changed(rules.adopt(batch, context));
    case 'damage':
      return changed({ batch: markAllInProgressUncertain(batch) });
    case 'pause':
      return changed({ batch: valueOf(pauseBatch(batch, '', now)) });
    case 'unpause':
      return changed({ batch: valueOf(unpauseBatch(batch, now)) });
    case 'add': {
      const text = `text ${batch.features.length + 1}`;
      return batch.features.length < 5
        ? changed({ batch: valueOf(addFeatures(batch, [{ text }], now)) })
        : changed({ batch });
    }
    case 'die':
    case 'come-back':
    case 'wait':
      return changed({ batch });
    default:
      return assertNever(step);
  }
}
