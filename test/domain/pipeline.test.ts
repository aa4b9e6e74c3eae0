import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { runStatus, type TrackedRun } from '../../lib/domain/agent-run.ts';
import type { SessionEvent } from '../../lib/domain/event.ts';
import { displayName, EXPECTED_AGENTS, pipelineOf, runningNewestFirst } from '../../lib/domain/pipeline.ts';
import { foldSession } from '../../lib/domain/session.ts';
import { at, started, stopped, told, toldEnd } from './session-events.ts';

/** Runs of agents as they follow from events; those with an id in `lost` can no longer finish. */
function tracked(events: readonly SessionEvent[], lost: readonly string[] = []): TrackedRun[] {
  return foldSession(events).runs.map((run) => ({
    run,
    status: runStatus(run, lost.includes(run.agentId ?? run.agent)),
  }));
}

function pipeline(events: readonly SessionEvent[], expected?: readonly string[], lost?: readonly string[]) {
  return pipelineOf(tracked(events, lost), at(1000), expected);
}

function finished(agents: readonly string[], status: 'completed' | 'failed' = 'completed'): SessionEvent[] {
  return agents.flatMap((agent, index) => [told(index * 10, agent), toldEnd(index * 10 + 4, agent, status)]);
}

describe('progress', () => {
  it('counts the seven usual agents: none 0, two 28, six 85, all 100', () => {
    const percent = (count: number) => pipeline(finished(EXPECTED_AGENTS.slice(0, count))).percent;
    assert.deepEqual([0, 2, 6, 7].map(percent), [0, 28, 85, 100]);
  });

  it('counts an agent that ran twice once, and never passes 100', () => {
    const twice = pipeline([...finished(EXPECTED_AGENTS), ...finished(['planner'])]);
    assert.equal(twice.percent, 100);
    assert.equal(twice.processed, 7);
  });

  it('counts a failed agent as processed, and tells complete from succeeded', () => {
    const good = pipeline(finished(EXPECTED_AGENTS));
    const bad = pipeline([...finished(EXPECTED_AGENTS.slice(1)), ...finished(['researcher'], 'failed')]);
    assert.deepEqual([good.percent, good.complete, good.succeeded], [100, true, true]);
    assert.deepEqual([bad.percent, bad.complete, bad.succeeded], [100, true, false]);
  });

  it('shows the newest run of an agent: a retry that went well makes up for a failure', () => {
    const retried = pipeline(
      [...finished(['a'], 'failed'), told(50, 'a'), toldEnd(60, 'a', 'completed')],
      ['a'],
    );
    assert.deepEqual([retried.agents[0]?.status, retried.succeeded], ['completed', true]);
    const again = pipeline([...finished(['a']), told(50, 'a')], ['a']);
    assert.deepEqual([again.agents[0]?.status, again.percent], ['running', 0]);
  });

  it('takes parts of the researcher for the researcher, who is done when all of them are', () => {
    const local = [
      told(0, 'researcher-local'),
      told(1, 'researcher-web'),
      toldEnd(5, 'researcher-web', 'completed'),
    ];
    const first = (events: readonly SessionEvent[]) => pipeline(events).agents[0]?.status;
    assert.equal(first(local), 'running');
    assert.equal(first([...local, toldEnd(6, 'researcher-local', 'failed')]), 'failed');
    assert.equal(first([...local, toldEnd(6, 'researcher-local', 'completed')]), 'completed');
    const apart = pipeline(finished(['researcher-local']), ['researcher', 'researcher-local']);
    assert.deepEqual(apart.pending, ['researcher']);
  });

  it('knows an agent by its short name, whichever plugin it comes from', () => {
    const events = [started(0, 'x', { agent: 'autonomous-dev:planner' }), stopped(1, 'x')];
    assert.deepEqual(pipeline(events, ['planner', 'my:planner']).pending, ['my:planner']);
  });

  it('is of the agents that are expected, in their order, and of no others', () => {
    const view = pipeline([...finished(['b', 'other']), told(50, 'c')], ['c', 'a', 'b', 'a']);
    assert.deepEqual(
      view.agents.map(({ agent, status }) => `${agent} ${status}`),
      ['c running', 'a pending', 'b completed'],
    );
    assert.deepEqual([view.total, view.processed, view.percent, view.pending], [3, 1, 33, ['a']]);
  });

  it('is nothing where no agent is expected', () => {
    const view = pipeline(finished(['a']), []);
    assert.deepEqual([view.percent, view.complete, view.succeeded, view.pending], [0, false, false, []]);
  });

  it('counts a lost run as still to be done, and one that was dismissed as if it had not been', () => {
    const lost = pipeline([started(0, 'x', { agent: 'planner' })], ['planner'], ['x']);
    assert.deepEqual([lost.agents[0]?.status, lost.pending, lost.complete], ['lost', ['planner'], false]);
    const dismissal: SessionEvent = {
      event: 'orphan-dismissed',
      at: at(9),
      agent: 'planner',
      reported: true,
      started_at: at(5),
    };
    const events = [told(0, 'planner'), toldEnd(1, 'planner', 'completed'), told(5, 'planner'), dismissal];
    assert.equal(pipeline(events, ['planner']).agents[0]?.status, 'completed');
    assert.equal(pipeline([told(5, 'planner'), dismissal], ['planner']).agents[0]?.status, 'pending');
  });

  it('is sound for whatever runs there are', () => {
    const name = fc.constantFrom('a', 'b', 'x:a', 'c', 'd', 'researcher-web');
    const step = fc.tuple(name, fc.constantFrom('start', 'completed', 'failed', 'odd'), fc.nat({ max: 500 }));
    const world = fc.tuple(
      fc.array(step, { maxLength: 20 }),
      fc.array(name, { maxLength: 3 }),
      fc.array(fc.constantFrom('a', 'b', 'c', 'researcher', ''), { maxLength: 5 }),
    );
    fc.assert(
      fc.property(world, ([steps, lost, expected]) => {
        const events = steps.map(([agent, kind, seconds]) =>
          kind === 'start' ? told(seconds, agent) : { ...toldEnd(seconds, agent, 'completed'), status: kind },
        );
        const view = pipeline(events, expected, lost);
        const running = view.agents.filter(({ status }) => status === 'running').length;
        assert.equal(view.processed + view.pending.length + running, view.total);
        assert.ok(Number.isInteger(view.percent) && view.percent >= 0 && view.percent <= 100);
        assert.equal(view.percent === 100, view.complete);
        assert.ok(!view.succeeded || view.complete);
        assert.ok(view.remainingMs === null || (Number.isInteger(view.remainingMs) && view.remainingMs >= 0));
        assert.ok(view.averageDurationMs === null || Number.isInteger(view.averageDurationMs));
      }),
    );
  });
});

describe('durations', () => {
  it('are averaged over finished runs, failed ones too, in whole milliseconds', () => {
    const events = [
      told(0, 'a'),
      toldEnd(1, 'a', 'completed'),
      told(2, 'b'),
      toldEnd(4.001, 'b', 'failed'),
      told(5, 'c'),
      toldEnd(6, 'd', 'completed'),
    ];
    assert.equal(pipeline(events).averageDurationMs, 1501);
    assert.equal(pipeline([told(0, 'a')]).averageDurationMs, null);
  });

  it('that remain are those of pending agents and the rest of a running one', () => {
    const done = [told(0, 'a'), toldEnd(100, 'a', 'completed')];
    const remaining = (events: readonly SessionEvent[], expected: readonly string[]) =>
      pipelineOf(tracked(events), at(140), expected).remainingMs;
    assert.equal(remaining(done, ['a', 'b', 'c']), 200_000);
    assert.equal(remaining([...done, told(110, 'b')], ['a', 'b', 'c']), 170_000);
    assert.equal(remaining([...done, told(10, 'b')], ['a', 'b', 'c']), 100_000);
    assert.equal(remaining(done, ['a']), 0);
    assert.equal(remaining([told(0, 'a')], ['a', 'b']), null);
    assert.equal(remaining([toldEnd(0, 'a', 'failed')], ['a']), 0);
  });
});

describe('what is shown', () => {
  it('is the name as people read it', () => {
    assert.deepEqual(
      ['test-master', 'autonomous-dev:security-auditor', 'a', 'x_y.z', '-', ''].map(displayName),
      ['Test Master', 'Security Auditor', 'A', 'X Y Z', '', ''],
    );
  });

  it('is who runs, the one that was started last first', () => {
    const runs = tracked([told(0, 'a'), told(1, 'b'), toldEnd(2, 'c', 'completed'), started(3, 'x')], ['a']);
    assert.deepEqual(
      runningNewestFirst(runs).map(({ run }) => run.agent),
      ['worker', 'b'],
    );
  });
});
