import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runStatus, type TrackedRun } from '../../lib/domain/agent-run.ts';
import type { SessionEvent } from '../../lib/domain/event.ts';
import { haveOverlapped, overlapOf } from '../../lib/domain/overlap.ts';
import { foldSession } from '../../lib/domain/session.ts';
import { at, started, stopped, told, toldEnd } from './session-events.ts';

function tracked(events: readonly SessionEvent[], lost: readonly string[] = []): TrackedRun[] {
  return foldSession(events).runs.map((run) => ({ run, status: runStatus(run, lost.includes(run.agent)) }));
}

/** A run from one second to another, or one that goes on. */
function ran(
  agent: string,
  from: number,
  to?: number,
  status: 'completed' | 'failed' = 'completed',
): SessionEvent[] {
  return [told(from, agent), ...(to === undefined ? [] : [toldEnd(to, agent, status)])];
}

const THREE = ['reviewer', 'security-auditor', 'doc-master'];
const LATER = at(100);

describe('agents worked at the same time', () => {
  const overlap = (events: readonly SessionEvent[], agents = THREE, lost?: readonly string[]) =>
    overlapOf(tracked(events, lost), agents, LATER);

  it('when there is a moment at which all of them ran, however far their starts are apart', () => {
    const events = [
      ...ran('reviewer', 0, 50),
      ...ran('security-auditor', 30, 60),
      ...ran('doc-master', 45, 55),
    ];
    assert.deepEqual(overlap(events), {
      overlapped: true,
      finished: true,
      succeeded: true,
      times: { spanMs: 60_000, sumMs: 90_000, savedMs: 30_000 },
    });
  });

  it('and not when one began after another had ended, however close their starts are', () => {
    const events = [...ran('reviewer', 0, 1), ...ran('security-auditor', 1, 2), ...ran('doc-master', 0, 2)];
    const { overlapped, reason, times } = overlap(events);
    assert.deepEqual([overlapped, reason], [false, 'one began after another had ended']);
    assert.deepEqual(times, { spanMs: 2000, sumMs: 4000, savedMs: 2000 });
  });

  it('well or not is another question, and so is whether they are done', () => {
    const failed = overlap([...ran('a', 0, 50, 'failed'), ...ran('b', 10, 60)], ['a', 'b']);
    assert.deepEqual([failed.overlapped, failed.finished, failed.succeeded], [true, true, false]);
    const going = overlap([...ran('a', 0), ...ran('b', 10, 60)], ['a', 'b']);
    assert.deepEqual([going.overlapped, going.finished, going.succeeded], [true, false, false]);
    assert.deepEqual(going.times, { spanMs: 100_000, sumMs: 150_000, savedMs: 50_000 });
  });

  it('cannot be told of agents that have no run, were lost, or whose times are not known', () => {
    const one = ran('a', 0, 50);
    const reason = (events: readonly SessionEvent[], lost?: readonly string[]) => {
      const { overlapped, times, ...rest } = overlap([...one, ...events], ['a', 'x:b'], lost);
      assert.deepEqual([overlapped, times], [false, undefined]);
      return rest.reason;
    };
    assert.equal(reason([]), 'b has no run');
    assert.equal(reason(ran('x:b', 0), ['x:b']), 'the run of b was lost');
    assert.equal(reason([toldEnd(1, 'x:b', 'completed')]), 'when b ran is not known');
    assert.equal(reason([{ ...told(0, 'x:b'), at: 'noon' }]), 'when b ran is not known');
    assert.equal(overlap(one, ['a', 'a']).reason, 'two agents at least are needed');
  });

  it('goes by the newest run of each', () => {
    const events = [...ran('a', 0, 10), ...ran('b', 5, 15), ...ran('b', 20, 30)];
    assert.equal(overlap(events, ['a', 'b']).overlapped, false);
  });
});

describe('any two runs of a session', () => {
  const overlapped = (events: readonly SessionEvent[], lost?: readonly string[]) =>
    haveOverlapped(tracked(events, lost), LATER);

  it('have overlapped or not', () => {
    assert.equal(overlapped([]), false);
    assert.equal(overlapped([...ran('a', 0, 10), ...ran('b', 10, 20), ...ran('c', 20)]), false);
    assert.equal(overlapped([...ran('a', 0, 10), ...ran('b', 9, 20)]), true);
    assert.equal(overlapped([...ran('a', 0, 50), ...ran('b', 1, 2), ...ran('c', 40, 60)]), true);
    assert.equal(overlapped([...ran('a', 0), ...ran('b', 50, 51)]), true);
    assert.equal(overlapped([started(0, 'x'), started(1, 'y'), stopped(2, 'y'), stopped(3, 'x')]), true);
  });

  it('have not where one was lost or its times are not known', () => {
    assert.equal(overlapped([...ran('a', 0), ...ran('b', 50, 51)], ['a']), false);
    assert.equal(overlapped([...ran('a', 0, 10), toldEnd(5, 'b', 'completed')]), false);
  });
});
