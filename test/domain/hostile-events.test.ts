// What may stand in a log that somebody has meddled with, or that a program of another version has written.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { eventSchema, parseEvent, type SessionEvent } from '../../lib/domain/event.ts';
import { foldSession } from '../../lib/domain/session.ts';
import { at, entered, left, noted, started, stopped } from './session-events.ts';

describe('events that nobody could have meant', () => {
  const good = [entered(0, 7), started(1, 'a'), stopped(2, 'a'), noted(3, 'c', 'm'), left(4, 7)];

  it('are none when a value is of a wrong type', () => {
    const wrong: readonly unknown[] = [0, 1n, true, null, [], {}, Symbol('x'), ['x'], { toString: 'x' }];
    for (const event of good) {
      for (const [key, value] of Object.entries(event)) {
        if (key === 'client') continue;
        for (const bad of wrong.filter(
          (each) => typeof each !== typeof value || Array.isArray(value) !== Array.isArray(each),
        )) {
          assert.equal(parseEvent({ ...event, [key]: bad }), null, `${event.event} ${key}: ${typeof bad}`);
        }
      }
      assert.notEqual(parseEvent(event), null);
    }
    for (const pid of ['7', -1, 1.5, Number.NaN, null, {}]) {
      assert.equal(parseEvent({ ...entered(0, 7), client: { pid } }), null);
    }
  });

  it('change no prototype and hide behind none', () => {
    const hostile = JSON.parse(
      '{"event":"agent-started","at":"x","agent":"__proto__","agent_id":"__proto__","__proto__":{"agent":"evil","polluted":1}}',
    ) as unknown;
    const event = parseEvent(hostile);
    const events = event === null ? [] : [event];
    const session = foldSession([
      ...events,
      { event: 'told', at: 'x', what: '__proto__' },
      { event: 'batch-activated', at: 'x', batch_id: 'constructor' },
      noted(0, '__proto__', 'm', { agent_id: '__proto__' }),
    ]);
    assert.equal(session.runs[0]?.agent, '__proto__');
    assert.ok(session.told.has('__proto__'));
    assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
    assert.equal((session.runs[0] as unknown as { polluted?: number }).polluted, undefined);
  });

  it('may be huge or many without taking long', () => {
    const huge = 'x'.repeat(1_000_000);
    const many = Array.from({ length: 20_000 }, (_, index): SessionEvent[] => [
      started(index, index % 2 === 0 ? 'same' : `a${index}`),
      noted(index, 'worker', huge),
      {
        event: 'orphan-dismissed',
        at: at(index),
        agent: 'worker',
        agent_id: `a${index}`,
        started_at: at(index),
      },
    ]).flat();
    const begin = performance.now();
    const session = foldSession([...many, entered(0, 7, { cwd: huge, source: huge })]);
    assert.equal(session.runs.length, 20_000);
    assert.ok(performance.now() - begin < 10_000);
  });

  it('never keep a session from being read', () => {
    const anyText = fc.oneof(
      fc.constantFrom('', 'a', '__proto__', at(0), '9999-12-31T23:59:59.999Z', '+275760-09-13', 'noon'),
      fc.string(),
    );
    const anyValue = fc.oneof(anyText, fc.anything());
    const names = eventSchema.options.map(({ entries: { event } }) => event.literal);
    const keys = [
      'at',
      'agent',
      'agent_id',
      'reported',
      'status',
      'message',
      'tools_used',
      'started_at',
      'source',
      'cwd',
    ];
    const more = [
      'client',
      'reason',
      'kind',
      'batch_id',
      'on',
      'progress',
      'what',
      'github_issue',
      'parent',
      'until',
    ];
    const fields = fc.dictionary(fc.constantFrom(...keys, ...more), anyValue, { maxKeys: 2 });
    const plausible = fc.record({
      at: anyText,
      agent: anyText,
      message: anyText,
      status: anyText,
      kind: anyText,
      tools_used: fc.array(anyText, { maxLength: 2 }),
      started_at: anyText,
      source: anyText,
      cwd: anyText,
      reason: anyText,
      batch_id: anyText,
      what: anyText,
      on: fc.boolean(),
      progress: fc.nat(),
      github_issue: fc.nat(),
      client: fc.constantFrom({}, { pid: 7 }, { pid: 0, pid_started: 'x' }),
    });
    const event = fc
      .tuple(fc.constantFrom(...names), plausible, fields)
      .map(([name, usual, odd]) => ({ ...usual, ...odd, event: name }));
    let parsed = 0;
    fc.assert(
      fc.property(
        fc.array(fc.oneof(event, event, fc.anything()), { minLength: 10, maxLength: 30 }),
        (data) => {
          const events = data.flatMap((each) => parseEvent(each) ?? []);
          parsed += events.length;
          const { runs, checkpoints } = foldSession(events);
          assert.ok(runs.length <= events.length && checkpoints.length <= events.length);
        },
      ),
    );
    assert.ok(parsed > 300, `only ${parsed} events were any`);
  });
});
