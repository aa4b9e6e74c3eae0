// Numbers are given a moment after times: whatever order that brings, a session has to come out the same.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { foldRuns, type AgentRun } from '../../lib/domain/agent-run.ts';
import { inOrder, LONGEST_WRITE_MS } from '../../lib/domain/event-order.ts';
import type { SessionEvent } from '../../lib/domain/event.ts';
import { foldSession } from '../../lib/domain/session.ts';
import {
  at,
  brief,
  clientOf,
  entered,
  left,
  noted,
  started,
  stopped,
  told,
  toldEnd,
} from './session-events.ts';

type Runs = (events: readonly SessionEvent[]) => readonly AgentRun[];

const foldedRuns: Runs = (events) => foldSession(events).runs;
const runsByNumber: Runs = (events) => foldRuns(events).map(({ run }) => run);
const runsByTime: Runs = (events) =>
  runsByNumber(events.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at)));

/** Something that happens, how long after what its story told before, and how long its writer takes. */
type Step = Readonly<{ make: (seconds: number) => SessionEvent; gapMs: number; writeMs: number }>;

const gapMs = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 60_000 }));
const writeMs = fc.integer({ min: 0, max: LONGEST_WRITE_MS });

function story(makes: readonly Step['make'][]): fc.Arbitrary<readonly Step[]> {
  const pair = fc.tuple(gapMs, writeMs);
  return fc
    .array(pair, { minLength: makes.length, maxLength: makes.length })
    .map((pairs) =>
      makes.map((make, index) => ({ make, gapMs: pairs[index]?.[0] ?? 1, writeMs: pairs[index]?.[1] ?? 0 })),
    );
}

/** One agent's turns, each with its stop once or twice; the last may lack it. */
function agentStory(id: string): fc.Arbitrary<readonly Step[]> {
  const turn = fc.constantFrom(['start', 'stop'], ['start', 'stop', 'stop'], ['start', 'note', 'stop']);
  return fc.tuple(fc.array(turn, { minLength: 1, maxLength: 3 }), fc.boolean()).chain(([turns, isOpen]) => {
    const kinds = [...turns.flat(), ...(isOpen ? ['start'] : [])];
    return story(
      kinds.map((kind, index) => (seconds: number): SessionEvent => {
        if (kind === 'start') return started(seconds, id, { client: clientOf(7) });
        return kind === 'stop'
          ? stopped(seconds, id, `${id}${index}`)
          : noted(seconds, id, `${id}${index}`, { agent_id: id });
      }),
    );
  });
}

const stories: fc.Arbitrary<readonly (readonly Step[])[]> = fc.tuple(
  agentStory('a'),
  agentStory('b'),
  agentStory('c'),
  story([(s) => told(s, 'planner'), (s) => toldEnd(s, 'planner', 'failed'), (s) => told(s, 'planner')]),
  story([
    (s) => entered(s, 7),
    (s) => left(s, 7),
    (s) => entered(s, 7),
    (s) => entered(s, 8, { parent: 'p' }),
  ]),
);

type Written = Readonly<{ ms: number; writtenMs: number; event: SessionEvent }>;

/** What all of them wrote. Within a story nothing is written before what comes before it. */
function write(all: readonly (readonly Step[])[], stepMs: number): Written[] {
  return all.flatMap((steps, which) => {
    let [ms, writtenMs] = [0, 0];
    return steps.map((step) => {
      // Of no two stories is a time the same, unless `stepMs` makes them coarse.
      ms += step.gapMs * 10;
      const time = stepMs === 0 ? ms + which : Math.floor(ms / stepMs) * stepMs;
      writtenMs = Math.max(writtenMs + 0.001, time + step.writeMs);
      return { ms: time, writtenMs, event: step.make(time / 1000) };
    });
  });
}

function byNumber(written: readonly Written[]): SessionEvent[] {
  return written.toSorted((one, other) => one.writtenMs - other.writtenMs).map(({ event }) => event);
}

function byTime(written: readonly Written[]): SessionEvent[] {
  return written.toSorted((one, other) => one.ms - other.ms).map(({ event }) => event);
}

function everyOrderIsTheSame(fold: (events: readonly SessionEvent[]) => unknown): void {
  fc.assert(
    fc.property(stories, (all) => {
      const written = write(all, 0);
      assert.deepEqual(fold(byNumber(written)), fold(byTime(written)));
    }),
  );
}

/** Runs without their places among those of others. */
function perAgent(runs: readonly AgentRun[]): AgentRun[] {
  return runs.toSorted((one, other) => ((one.agentId ?? '') < (other.agentId ?? '') ? -1 : 1));
}

function tiesAreTheSame(fold: Runs): void {
  fc.assert(
    fc.property(stories, (all) => {
      // Without the client's story: whether a run or its client ended first in one millisecond, numbers decide.
      const written = write(all.slice(0, -1), 50);
      assert.deepEqual(perAgent(fold(byNumber(written))), perAgent(runsByNumber(byTime(written))));
    }),
  );
}

function overtakenStartsAreJoined(fold: Runs): void {
  const moment = fc.integer({ min: 0, max: LONGEST_WRITE_MS });
  const agents = fc.array(fc.tuple(moment, moment, fc.boolean()), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(agents, (times) => {
      const events = times.flatMap(([start, stop, isStartFirst], index) => {
        const pair = [started(start / 1000, `a${index}`), stopped(stop / 1000, `a${index}`, 'x')];
        return isStartFirst ? pair : pair.toReversed();
      });
      const runs = fold(events).map(brief).toSorted();
      assert.deepEqual(runs, times.map((_, index) => `a${index} completed x`).toSorted());
    }),
  );
}

function aClockSetBackChangesNothing(fold: Runs): void {
  fc.assert(
    fc.property(stories, fc.nat(), (all, where) => {
      const events = byTime(write(all, 0));
      const from = where % events.length;
      const back = (event: SessionEvent): SessionEvent => ({
        ...event,
        at: new Date(Date.parse(event.at) - 3_600_000).toISOString(),
      });
      const seen = events.map((event, index) => (index < from ? event : back(event)));
      assert.deepEqual(fold(seen).map(brief), fold(events).map(brief));
    }),
  );
}

describe('a session', () => {
  it('is the same in whatever order its events got their numbers', () => everyOrderIsTheSame(foldSession));

  it('has the same runs when times are equal', () => tiesAreTheSame(foldedRuns));

  it('has one run for a start and a stop, whichever was quicker', () => overtakenStartsAreJoined(foldedRuns));

  it('has the same runs when the clock is set back in between', () =>
    aClockSetBackChangesNothing(foldedRuns));

  it('would not pass that if it went by numbers alone, or by times alone', () => {
    assert.throws(() => everyOrderIsTheSame(runsByNumber));
    assert.throws(() => tiesAreTheSame((events) => runsByTime(events.toReversed())));
    assert.throws(() => aClockSetBackChangesNothing(runsByTime));
  });

  it('would not pass that if a start after a stop were always a new run', () => {
    const neverJoined: Runs = (events) =>
      runsByNumber(
        inOrder(events).map((event) =>
          event.event === 'agent-started' ? { ...event, at: at(3600) } : event,
        ),
      );
    assert.throws(() => overtakenStartsAreJoined(neverJoined));
  });
});

describe('the order of events', () => {
  const order = (...times: readonly string[]) =>
    inOrder(times.map((time) => ({ ...left(0, 7), at: time }))).map((event) => event.at);

  it('is that of their times, and of their numbers where these are equal', () => {
    assert.deepEqual(order(at(2), at(1), at(3)), [at(1), at(2), at(3)]);
    const same = inOrder([noted(1, 'a', '1'), noted(1, 'a', '2'), noted(0, 'a', '3')]);
    assert.deepEqual(
      same.map((event) => event.event === 'checkpoint' && event.message),
      ['3', '1', '2'],
    );
  });

  it('is that of their numbers where a time lies too far back, or is none', () => {
    assert.deepEqual(order(at(60), at(0), at(5), at(3)), [at(60), at(0), at(3), at(5)]);
    assert.deepEqual(order(at(60), at(51), at(61)), [at(51), at(60), at(61)]);
    assert.deepEqual(order('x', at(1), '', at(0)), ['x', at(0), at(1), '']);
    assert.deepEqual(order('9999-12-31T00:00:00.000Z', at(2), at(1)), [
      '9999-12-31T00:00:00.000Z',
      at(2),
      at(1),
    ]);
  });
});
