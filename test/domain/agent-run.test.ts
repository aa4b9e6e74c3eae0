import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foldSession } from '../../lib/domain/session.ts';
import { runDurationMs, runStatus } from '../../lib/domain/agent-run.ts';
import type { SessionEvent } from '../../lib/domain/event.ts';
import {
  at,
  clientOf,
  entered,
  left,
  noted,
  runsIn,
  started,
  stopped,
  told,
  toldEnd,
} from './session-events.ts';

/** What a hook sees of an agent that the client gives no id. */
function nameStarts(seconds: number): SessionEvent {
  const { agent_id: _, ...event } = started(seconds, 'a');
  return event;
}

function nameStops(seconds: number, message: string): SessionEvent {
  const { agent_id: _, ...event } = stopped(seconds, 'a', message);
  return event;
}

/** What a sequence of events comes to, in a word for each run. */
const TABLE: Readonly<Record<string, readonly [readonly SessionEvent[], readonly string[]]>> = {
  'two agents of one type that run at the same time are two runs': [
    [started(0, 'a'), started(1, 'b'), stopped(2, 'b', 'B'), stopped(3, 'a', 'A')],
    ['a completed A', 'b completed B'],
  ],
  'the next turn of an agent that is messaged again is a new run': [
    [started(0, 'a'), stopped(30, 'a', '1'), started(60, 'a'), stopped(90, 'a', '2'), started(120, 'a')],
    ['a completed 1', 'a completed 2', 'a open'],
  ],
  'a stop that is fired twice is one, and the last one tells': [
    [started(0, 'a'), stopped(30, 'a', 'first'), stopped(60, 'a', 'again')],
    ['a completed again'],
  ],
  'a stop that is repeated finishes no older run that was lost': [
    [started(0, 'a'), started(100, 'a'), stopped(130, 'a', '1'), stopped(131, 'a', '2')],
    ['a open', 'a completed 2'],
  ],
  'a stop without a start is a run that was seen only at its end': [
    [stopped(0, 'a', 'end')],
    ['a completed end'],
  ],
  'a start that its own stop has overtaken belongs to it': [
    [stopped(1, 'a', 'end'), started(2, 'a')],
    ['a completed end'],
  ],
  'so it does when the stop was fired twice': [
    [stopped(1, 'a', 'end'), started(2, 'a'), stopped(3, 'a', 'again')],
    ['a completed again'],
  ],
  'a start long after a run whose start was never seen is a new run': [
    [stopped(0, 'a', 'end'), started(60, 'a')],
    ['a completed end', 'a open'],
  ],
  'a start right after a run that was seen from its start is a new run': [
    [started(0, 'a'), stopped(1, 'a', 'end'), started(1.5, 'a')],
    ['a completed end', 'a open'],
  ],
  'what is told of a run without a start is one run that is over': [
    [toldEnd(0, 'planner', 'completed')],
    ['planner completed planner completed'],
  ],
  'a late failure does not change a run that was told of as completed': [
    [told(0, 'planner'), toldEnd(1, 'planner', 'completed'), toldEnd(2, 'planner', 'failed')],
    ['planner completed planner completed'],
  ],
  'a late completion does not change a run that was told of as failed': [
    [told(0, 'planner'), toldEnd(1, 'planner', 'failed'), toldEnd(2, 'planner', 'completed')],
    ['planner failed planner failed'],
  ],
  'a new start after a failure is a new run': [
    [
      told(0, 'planner'),
      toldEnd(1, 'planner', 'failed'),
      told(2, 'planner'),
      toldEnd(3, 'planner', 'completed'),
    ],
    ['planner failed planner failed', 'planner completed planner completed'],
  ],
  'an end that is told by name is that of the newest run of the name': [
    [
      told(0, 'planner'),
      told(1, 'planner'),
      toldEnd(2, 'planner', 'completed'),
      toldEnd(3, 'planner', 'completed'),
    ],
    ['planner open', 'planner completed planner completed'],
  ],
  'what is told by name leaves runs alone that hooks recorded': [
    [started(0, 'a'), toldEnd(1, 'worker', 'failed')],
    ['a open', 'worker failed worker failed'],
  ],
  'also those that hooks recorded without an id': [
    [{ event: 'agent-started', at: at(0), agent: 'worker' }, toldEnd(1, 'worker', 'failed')],
    ['worker open', 'worker failed worker failed'],
  ],
  'without ids the next start of a name is its next run, however soon it comes': [
    [nameStarts(0), nameStops(1, 'first'), nameStarts(1.5), nameStops(2, 'second'), nameStarts(2.5)],
    ['worker completed first', 'worker completed second', 'worker open'],
  ],
  'and a hook leaves runs alone that were told of by name': [
    [told(0, 'worker'), { event: 'agent-started', at: at(1), agent: 'worker' }, stopped(2, 'a', 'A')],
    ['worker open', 'worker open', 'a completed A'],
  ],
  'with its id a run that a hook recorded is told of, and a later stop does not take that back': [
    [started(0, 'a'), toldEnd(1, 'worker', 'failed', { agent_id: 'a' }), stopped(2, 'a', 'the end')],
    ['a failed worker failed'],
  ],
  'so it is when the stop came first': [
    [started(0, 'a'), stopped(1, 'a', 'the end'), toldEnd(2, 'worker', 'failed', { agent_id: 'a' })],
    ['a failed worker failed'],
  ],
  'ids and names that objects have by nature are ids and names': [
    [started(0, '__proto__'), told(1, 'constructor'), stopped(2, '__proto__', 'x'), started(3, 'toString')],
    ['__proto__ completed x', 'constructor open', 'toString open'],
  ],
};

describe('the runs of agents', () => {
  for (const [name, [events, runs]] of Object.entries(TABLE)) {
    it(name, () => assert.deepEqual(runsIn(events), runs));
  }

  it('are told of in the order in which they began, with all that is known', () => {
    const client = clientOf(7);
    const events = [
      started(0, 'a', { label: 'The Worker', client }),
      told(1, 'planner', { tools_used: ['Read'] }),
      stopped(90, 'a', 'done', { tools_used: ['Edit'] }),
    ];
    assert.deepEqual(foldSession(events).runs, [
      {
        agent: 'worker',
        agentId: 'a',
        label: 'The Worker',
        startedAt: at(0),
        client,
        finished: { at: at(90), status: 'completed', message: 'done', toolsUsed: ['Edit'] },
      },
      { agent: 'planner', isReported: true, startedAt: at(1), message: 'to do', toolsUsed: ['Read'] },
    ]);
  });
});

describe('a run that has not finished', () => {
  const cutOff = (events: readonly SessionEvent[]) =>
    foldSession(events).runs.map(({ isCutOff }) => isCutOff === true);

  it('is cut off when its own client leaves the session, and not when another does', () => {
    const events = [
      entered(0, 7),
      entered(1, 8),
      started(2, 'a', { client: clientOf(7) }),
      started(3, 'b', { client: clientOf(8) }),
      left(4, 7),
    ];
    assert.deepEqual(cutOff(events), [true, false]);
    const unknown = [started(0, 'a', { client: {} }), { ...left(1, 0), client: {} }];
    assert.deepEqual(cutOff(unknown), [false]);
  });

  it('is cut off when its agent is started anew', () => {
    assert.deepEqual(cutOff([started(0, 'a'), started(100, 'a')]), [true, false]);
    assert.deepEqual(cutOff([told(0, 'planner'), told(100, 'planner')]), [false, false]);
  });

  it('is not cut off once it has finished', () => {
    const client = clientOf(7);
    assert.deepEqual(cutOff([started(0, 'a', { client }), stopped(1, 'a'), left(2, 7)]), [false]);
    assert.deepEqual(cutOff([started(0, 'a', { client }), left(1, 7), stopped(2, 'a')]), [false]);
  });

  it('may be dismissed, it alone, and finishes all the same', () => {
    const dismissal: SessionEvent = {
      event: 'orphan-dismissed',
      at: at(50),
      agent: 'worker',
      agent_id: 'a',
      started_at: at(0),
    };
    const statuses = (events: readonly SessionEvent[]) =>
      foldSession(events).runs.map((run) => runStatus(run, true));
    const lost = [started(0, 'a'), started(1, 'b'), started(40, 'a')];
    assert.deepEqual(statuses([...lost, dismissal]), ['dismissed', 'lost', 'lost']);
    assert.deepEqual(statuses([started(0, 'a'), dismissal, stopped(60, 'a')]), ['completed']);
    assert.deepEqual(statuses([started(0, 'b'), dismissal]), ['lost']);
  });

  it('is known by its last checkpoint, under its id or its name', () => {
    const notes = (events: readonly SessionEvent[]) =>
      foldSession(events).runs.map(({ lastNote }) => lastNote?.message);
    const two = [started(0, 'a', { agent: 'x:coder' }), started(1, 'b', { agent: 'x:coder' })];
    assert.deepEqual(notes([...two, noted(2, 'coder', 'half'), noted(3, 'other', 'no')]), [
      undefined,
      'half',
    ]);
    assert.deepEqual(notes([...two, noted(2, 'coder', 'half', { agent_id: 'a' })]), ['half', undefined]);
    assert.deepEqual(notes([...two, stopped(2, 'b'), noted(3, 'coder', 'on')]), ['on', undefined]);
    assert.deepEqual(notes([noted(0, 'coder', 'before'), ...two]), [undefined, undefined]);
  });
});

describe('the duration of a run', () => {
  const durations = (events: readonly SessionEvent[]) => foldSession(events).runs.map(runDurationMs);

  it('is a whole number of milliseconds from its start to its end', () => {
    assert.deepEqual(durations([started(0, 'a'), stopped(1.5, 'a')]), [1500]);
    assert.deepEqual(durations([told(0, 'p'), toldEnd(2, 'p', 'failed')]), [2000]);
  });

  it('is taken from the start that is told with the end, in any zone', () => {
    const started_at = '2026-11-22T13:59:00.000+02:00';
    assert.deepEqual(durations([told(0, 'p'), toldEnd(2, 'p', 'completed', { started_at })]), [62_000]);
    assert.deepEqual(durations([toldEnd(2, 'p', 'completed', { started_at })]), [62_000]);
  });

  it('is not known without a start or an end, nor where the end lies before the start', () => {
    assert.deepEqual(durations([started(0, 'a'), stopped(1, 'b')]), [null, null]);
    assert.deepEqual(durations([stopped(1, 'a'), started(2, 'a')]), [null]);
    assert.deepEqual(durations([toldEnd(2, 'p', 'completed', { started_at: 'noon' })]), [null]);
  });
});
