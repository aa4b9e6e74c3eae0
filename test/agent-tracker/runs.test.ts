import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { saveIssueLink, saveRunEnd, saveRunStart, type RunEndRequest } from '../../lib/agent-runs.ts';
import { createProject } from '../support/project.ts';
import { HOSTILE_REQUESTS } from './hostile-requests.ts';
import { aroundOf, AT, CALLS, eventsOf, reasonOf } from './run-calls.ts';

describe('telling of an agent run', () => {
  it('leaves an event each for its start, its end and its issue', (t) => {
    const around = aroundOf(createProject(t));
    const name = { agentName: ' planner ', agentId: 'p1' };
    const outcomes = [
      saveRunStart({ ...name, message: ' plan it ', toolsUsed: ['Read'] }, around),
      saveRunEnd('completed', { ...name, message: 'planned', toolsUsed: ['Read', 'Edit'] }, around),
      saveRunEnd(
        'failed',
        { agentName: 'coder', message: 'stuck', startedAt: '2026-11-22T11:59+02:00' },
        around,
      ),
      saveIssueLink(72, around),
    ];
    assert.deepEqual(
      outcomes.map((outcome) => outcome.saved && [outcome.number, outcome.sessionId]),
      [2, 3, 4, 5].map((number) => [number, 'session-1']),
    );
    const planner = { at: AT, agent: 'planner', agent_id: 'p1', reported: true };
    const coder = { at: AT, agent: 'coder', reported: true, started_at: '2026-11-22T09:59:00.000Z' };
    assert.deepEqual(eventsOf(around), [
      { event: 'agent-started', ...planner, message: 'plan it', tools_used: ['Read'] },
      {
        event: 'agent-finished',
        ...planner,
        status: 'completed',
        message: 'planned',
        tools_used: ['Read', 'Edit'],
      },
      { event: 'agent-finished', ...coder, status: 'failed', message: 'stuck', tools_used: [] },
      { event: 'issue-linked', at: AT, github_issue: 72 },
    ]);
  });

  it('tells the client that it runs in', (t) => {
    const client = '4242,777,00000000-0000-0000-0000-000000000000,1';
    const around = aroundOf(createProject(t), { AUTONOMOUS_DEV_CLIENT: client });
    saveRunStart({ agentName: 'planner', message: 'm' }, around);
    const [event] = eventsOf(around);
    assert.deepEqual(event?.client, {
      pid: 4242,
      pid_started: '777',
      boot_id: '00000000-0000-0000-0000-000000000000',
      pid_namespace: '1',
    });
  });

  it('takes any name of the agreed characters, expected or not', (t) => {
    const around = aroundOf(createProject(t));
    for (const agentName of ['researcher-local', 'my-plugin:my_agent.v2', '__proto__', 'a'.repeat(255)]) {
      for (const [call, save] of Object.entries(CALLS)) {
        assert.equal(reasonOf(save({ agentName, message: 'm' }, around)), 'saved', `${call} ${agentName}`);
      }
    }
  });

  it('takes no letters that only look like those, and no line break at the end of a name', (t) => {
    const around = aroundOf(createProject(t));
    assert.equal(reasonOf(saveRunStart({ agentName: 'рlanner', message: 'm' }, around)), 'invalid-input');
    saveRunStart({ agentName: 'planner\n', message: 'm' }, around);
    assert.equal(eventsOf(around)[0]?.agent, 'planner');
  });

  it('refuses for an end what it refuses for a start, and stores it trimmed either way', (t) => {
    const project = createProject(t);
    const around = aroundOf(project);
    const bad: readonly Partial<RunEndRequest>[] = [
      { message: 'a\0b' },
      { message: 'a\u001b[31mb' },
      { message: ' ' },
      { message: 'x'.repeat(10_001) },
      { agentName: '' },
      { agentName: 'a/b' },
      { agentName: '../etc/passwd' },
      { agentName: 'a b' },
      { agentName: 'a;b' },
      { agentName: 'a'.repeat(256) },
      { agentId: '' },
      { agentId: 'a\nb' },
      { agentId: 'a'.repeat(256) },
      { agentId: 5 as unknown as string },
    ];
    for (const change of bad) {
      const reasons = Object.values(CALLS).map((save) =>
        reasonOf(save({ agentName: 'a', message: 'm', ...change }, around)),
      );
      assert.deepEqual(
        reasons,
        ['invalid-input', 'invalid-input', 'invalid-input'],
        JSON.stringify(change).slice(0, 80),
      );
    }
    assert.deepEqual(readdirSync(path.join(project.root, '.git')).includes('autonomous-dev'), false);
    for (const save of Object.values(CALLS)) save({ agentName: 'a', message: ' \ta\n' }, around);
    assert.deepEqual(
      eventsOf(around).map(({ message }) => message),
      ['a', 'a', 'a'],
    );
  });

  it('never throws, whatever it is given', (t) => {
    const project = createProject(t);
    const around = aroundOf(project);
    for (const [name, make] of HOSTILE_REQUESTS) {
      for (const [call, save] of Object.entries(CALLS)) {
        const outcome = save(make() as RunEndRequest, around);
        assert.equal(typeof outcome.saved, 'boolean', `${call}: ${name}`);
      }
    }
    for (const request of [undefined, null, 5, 'text', Symbol('s'), () => 1, []]) {
      for (const save of Object.values(CALLS)) {
        assert.equal(reasonOf(save(request as never, around)), 'invalid-input');
      }
    }
  });

  it('takes a whole number for an issue, and true is none', (t) => {
    const around = aroundOf(createProject(t));
    for (const issue of [0, -1, 1.5, 1_000_000, Number.NaN, true, '5', null, undefined, [5], {}]) {
      assert.equal(reasonOf(saveIssueLink(issue as number, around)), 'invalid-input', JSON.stringify(issue));
    }
    for (const issue of [1, 999_999]) assert.equal(reasonOf(saveIssueLink(issue, around)), 'saved');
  });

  it('keeps credentials from reaching the disk', (t) => {
    const around = aroundOf(createProject(t));
    const secret = `ghp_${'a1B2'.repeat(9)}`;
    for (const save of Object.values(CALLS)) {
      save({ agentName: 'a', message: `with ${secret} in it`, toolsUsed: [secret] }, around);
    }
    assert.doesNotMatch(JSON.stringify(eventsOf(around)), /ghp_/);
    assert.match(JSON.stringify(eventsOf(around)), /redacted/);
  });
});
