import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { autoTrack, saveDismissal, saveRunEnd, saveRunStart } from '../../lib/agent-runs.ts';
import { readSession } from '../../lib/sessions.ts';
import { appendEvent, openWorkspace } from '../../lib/workspace.ts';
import { onBrokenDisk } from '../support/broken-disk.ts';
import { createProject, type TestProject } from '../support/project.ts';
import { aroundOf, eventsOf } from './run-calls.ts';

function named(project: TestProject, agent = 'planner', more: Readonly<Record<string, string>> = {}) {
  return aroundOf(project, { CLAUDE_AGENT_NAME: agent, ...more });
}

function reasonOf(outcome: ReturnType<typeof autoTrack>): string {
  return outcome.saved ? 'saved' : outcome.reason;
}

describe('the agent that the environment names', () => {
  it('is tracked once', (t) => {
    const project = createProject(t);
    assert.equal(reasonOf(autoTrack(undefined, named(project))), 'saved');
    assert.equal(reasonOf(autoTrack('again', named(project))), 'already-tracked');
    assert.deepEqual(
      eventsOf(named(project)).map(({ event, agent, message }) => [event, agent, message]),
      [['agent-started', 'planner', 'named by CLAUDE_AGENT_NAME']],
    );
    assert.equal(reasonOf(autoTrack('another', named(project, ' coder '))), 'saved');
  });

  it('is tracked once also when it has finished, or a hook has seen it', (t) => {
    const project = createProject(t);
    saveRunEnd('completed', { agentName: 'planner', message: 'm' }, named(project));
    assert.equal(reasonOf(autoTrack(undefined, named(project))), 'already-tracked');
    const workspace = openWorkspace(named(project));
    assert.ok(workspace);
    appendEvent(workspace, { event: 'agent-started', at: 'x', agent: 'coder', agent_id: 'c1' });
    assert.equal(reasonOf(autoTrack(undefined, named(project, 'coder'))), 'already-tracked');
  });

  it('is tracked anew where its run was lost, or was lost and dismissed', (t) => {
    const project = createProject(t);
    const dead = '4242,777,00000000-0000-0000-0000-000000000000,1';
    saveRunStart({ agentName: 'planner', message: 'm' }, aroundOf(project, { AUTONOMOUS_DEV_CLIENT: dead }));
    const living = { CLAUDE_PID: String(process.pid) };
    assert.equal(reasonOf(autoTrack(undefined, named(project, 'planner', living))), 'saved');
    assert.equal(reasonOf(autoTrack(undefined, named(project, 'planner', living))), 'already-tracked');

    saveRunStart({ agentName: 'coder', message: 'm' }, aroundOf(project, { AUTONOMOUS_DEV_CLIENT: dead }));
    const workspace = openWorkspace(named(project));
    const run = workspace && readSession(workspace.store, workspace.sessionId)?.session.runs.at(-1);
    assert.ok(run);
    saveDismissal(run, named(project));
    assert.equal(reasonOf(autoTrack(undefined, named(project, 'coder'))), 'saved');
  });

  it('is nobody where none is named', (t) => {
    const project = createProject(t);
    assert.deepEqual(autoTrack(undefined, aroundOf(project)), {
      saved: false,
      reason: 'not-set',
      detail: 'CLAUDE_AGENT_NAME is not set',
    });
    assert.equal(reasonOf(autoTrack(undefined, named(project, ' '))), 'not-set');
  });

  it('is refused, and nothing thrown, where the name is none', (t) => {
    const project = createProject(t);
    for (const agent of ['../../etc', 'a b', 'a;rm', 'x'.repeat(256), 'рlanner']) {
      const outcome = autoTrack(undefined, named(project, agent));
      assert.equal(reasonOf(outcome), 'invalid-input', agent);
    }
    assert.equal(reasonOf(autoTrack(5 as unknown as string, named(project))), 'invalid-input');
    assert.deepEqual(eventsOf(named(project)), []);
  });

  it('is not tracked where that is switched off, or the session cannot be read', (t) => {
    const project = createProject(t);
    saveRunStart({ agentName: 'planner', message: 'm' }, aroundOf(project));
    assert.equal(
      reasonOf(autoTrack(undefined, named(project, 'planner', { AUTONOMOUS_DEV: 'off' }))),
      'disabled',
    );
    const unreadable = {
      below: project.log,
      calls: ['readSync'],
      at: 1,
      sticky: true,
      errno: 'EIO',
    } as const;
    const { value } = onBrokenDisk(unreadable, () => autoTrack(undefined, named(project)));
    assert.equal(reasonOf(value), 'unreadable');
    assert.equal(eventsOf(named(project)).length, 1);
  });
});
