import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SessionEvent } from '../../lib/domain/event.ts';
import { foldSession, lastStay } from '../../lib/domain/session.ts';
import { at, entered, left, noted, started, stopped, told, toldEnd } from './session-events.ts';

function staysIn(events: readonly SessionEvent[]): string[] {
  return foldSession(events).stays.map(
    ({ client, source, since, ended }) =>
      `${client.pid ?? '-'} ${source} ${since === at(0) ? 'noon' : 'later'}${ended === undefined ? '' : ` ${ended.reason}`}`,
  );
}

describe('the clients of a session', () => {
  it('may be two at a time under one id, and each ends its own stay', () => {
    const events = [entered(0, 7), entered(1, 8, { source: 'resume' }), left(2, 7)];
    assert.deepEqual(staysIn(events), ['7 startup noon other', '8 resume later']);
    assert.deepEqual(lastStay(foldSession(events))?.client.pid, 8);
    assert.deepEqual(staysIn([...events, left(3, 8, 'clear')]), [
      '7 startup noon other',
      '8 resume later clear',
    ]);
  });

  it('go on with their stay when they compact or resume, and were last in the session then', () => {
    const events = [entered(0, 7), entered(1, 8), entered(2, 7, { source: 'compact', worktree: '/w' })];
    assert.deepEqual(staysIn(events), ['8 startup later', '7 compact noon']);
    assert.equal(lastStay(foldSession(events))?.worktree, '/w');
  });

  it('begin a new stay once they have left', () => {
    assert.deepEqual(staysIn([entered(0, 7), left(1, 7), entered(2, 7)]), [
      '7 startup noon other',
      '7 startup later',
    ]);
  });

  it('are told apart by more than their pid', () => {
    const other = entered(1, 7, { client: { pid: 7, pid_started: '1', boot_id: 'boot' } });
    assert.deepEqual(staysIn([entered(0, 7), other, left(2, 7)]), [
      '7 startup noon other',
      '7 startup later',
    ]);
  });

  it('that are not known end the newest stay of one that is not known', () => {
    const unknown = entered(0, 0, { client: {}, source: 'late' });
    assert.deepEqual(staysIn([unknown, entered(1, 7), { ...left(2, 0), client: {} }]), [
      '- late noon other',
      '7 startup later',
    ]);
    assert.deepEqual(staysIn([entered(0, 7), { ...left(2, 0), client: {} }]), ['7 startup noon']);
  });

  it('that leave without having entered leave nothing behind', () => {
    assert.deepEqual(staysIn([left(0, 7), entered(1, 8), left(2, 9)]), ['8 startup later']);
  });
});

describe('what a session is about', () => {
  it('is told by the newest event of its kind', () => {
    const session = foldSession([
      entered(0, 7, { parent: 'cleared', session_id: 'Odd Id' }),
      { event: 'batch-activated', at: at(1), batch_id: 'b1' },
      noted(2, 'coder', 'one', { github_issue: 12 }),
      { event: 'batch-activated', at: at(3), batch_id: 'b2' },
      { event: 'issue-linked', at: at(4), github_issue: 13 },
      noted(5, 'coder', 'two'),
      { event: 'told', at: at(6), what: 'skill' },
      { event: 'told', at: at(7), what: 'skill' },
      { event: 'hook-failed', at: at(8), hook: 'stop', message: 'x' },
    ]);
    const { activeBatch, githubIssue, parent, sessionId, told: toldOf } = session;
    assert.deepEqual(
      { activeBatch, githubIssue, parent, sessionId, told: [...toldOf] },
      { activeBatch: 'b2', githubIssue: 13, parent: 'cleared', sessionId: 'Odd Id', told: ['skill'] },
    );
  });

  it('is its own: a fork or a cleared session hands on its name and nothing else', () => {
    const forked = foldSession([entered(0, 7, { source: 'resume', parent: 'parent' })]);
    const { stays, ...rest } = forked;
    assert.deepEqual(rest, { parent: 'parent', told: new Set(), runs: [], checkpoints: [] });
    assert.equal(stays.length, 1);
    const resumed = [entered(0, 7, { parent: 'first' }), left(1, 7), entered(2, 8, { source: 'resume' })];
    assert.equal(foldSession(resumed).parent, 'first');
  });

  it('includes its drive: the last switch, and how far its batch was when it last went on', () => {
    const on: SessionEvent = { event: 'drive', at: at(0), batch_id: 'b1', on: true, until: at(100) };
    const wentOn = (seconds: number, batch_id: string, progress: number): SessionEvent => {
      return { event: 'drive-continued', at: at(seconds), batch_id, progress };
    };
    const driveIn = (...events: readonly SessionEvent[]) => foldSession(events).drive;
    assert.deepEqual(driveIn(on), { batchId: 'b1', on: true, since: at(0), until: at(100) });
    assert.deepEqual(driveIn(on, wentOn(1, 'b1', 2), wentOn(2, 'b2', 9))?.continued, {
      at: at(1),
      progress: 2,
    });
    const off: SessionEvent = { event: 'drive', at: at(3), batch_id: 'b1', on: false };
    assert.deepEqual(driveIn(on, wentOn(1, 'b1', 2), off), { batchId: 'b1', on: false, since: at(3) });
    assert.equal(driveIn(wentOn(1, 'b1', 2)), undefined);
  });
});

describe('the checkpoints of a session', () => {
  const entries = (events: readonly SessionEvent[]) =>
    foldSession(events).checkpoints.map(({ agent, kind, message }) => `${agent} ${kind}: ${message}`);

  it('are those that were saved and the last result of every run, oldest first', () => {
    const events = [
      started(0, 'a'),
      noted(1, 'coder', 'half', { kind: 'failed' }),
      stopped(2, 'a', 'first'),
      told(3, 'planner'),
      stopped(4, 'a', 'again'),
      toldEnd(5, 'planner', 'failed'),
      toldEnd(6, 'planner', 'completed'),
      noted(7, 'coder', 'rest'),
    ];
    assert.deepEqual(entries(events), [
      'coder failed: half',
      'worker completed: again',
      'planner failed: planner failed',
      'coder progress: rest',
    ]);
  });

  it('tell how long they took, where it is known when that began', () => {
    const durations = foldSession([
      started(0, 'a'),
      stopped(2, 'a'),
      noted(10, 'coder', 'm', { started_at: '2026-11-22T13:00:00+01:00' }),
      noted(11, 'coder', 'm', { started_at: at(12) }),
      noted(12, 'coder', 'm'),
    ]).checkpoints.map(({ durationMs }) => durationMs);
    assert.deepEqual(durations, [2000, 10_000, undefined, undefined]);
  });
});
