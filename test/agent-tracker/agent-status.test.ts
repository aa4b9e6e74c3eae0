// How runs stand, from real logs, real hooks and processes that live or have been killed.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { saveDismissal, saveIssueLink, saveRunEnd, saveRunStart } from '../../lib/agent-runs.ts';
import { agentStatus, type AgentStatus } from '../../lib/agent-status.ts';
import { saveCheckpoint } from '../../lib/save-checkpoint.ts';
import { lostRuns, readSession } from '../../lib/sessions.ts';
import { appendEvent, openWorkspace, sessionStarted } from '../../lib/workspace.ts';
import { bundledHook } from '../support/hook-process.ts';
import { createProject, scratchFolder, type TestProject } from '../support/project.ts';
import { aroundOf, type Around } from './run-calls.ts';

const MINUTE = 60_000;

/** The surroundings of a command that a client runs, so many minutes later. */
function inClient(project: TestProject, pid: number, minutes = 0): Around {
  const around = aroundOf(project, { CLAUDE_PID: String(pid) });
  return { ...around, now: () => around.now() + minutes * MINUTE };
}

function enter(around: Around, source = 'startup'): void {
  const workspace = openWorkspace(around);
  assert.ok(workspace);
  appendEvent(workspace, sessionStarted(workspace, source));
}

/** A process that stands for a client. */
async function startClient(t: TestContext): Promise<Readonly<{ pid: number; kill: () => Promise<void> }>> {
  const child = spawn('sleep', ['600'], { stdio: 'ignore' });
  await once(child, 'spawn');
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  };
  t.after(kill);
  return { pid: child.pid ?? 0, kill };
}

function statusesOf(status: AgentStatus | null): string[] {
  return (status?.runs ?? []).map(({ agent, status: how }) => `${agent} ${how}`);
}

describe('the status of agents', () => {
  it('is one view of the runs and of how far the expected agents are', (t) => {
    const project = createProject(t);
    const at = (minutes: number) => inClient(project, process.pid, minutes);
    saveRunStart({ agentName: 'planner', message: 'plan' }, at(0));
    saveRunStart({ agentName: 'test-master', agentId: 't1', message: 'test', toolsUsed: ['Bash'] }, at(2));
    saveRunEnd('completed', { agentName: 'planner', message: 'planned', toolsUsed: ['Read'] }, at(4));
    saveCheckpoint({ agentName: 'test-master', message: 'half' }, at(5));
    saveIssueLink(72, at(5));
    const status = agentStatus({ together: ['planner', 'test-master'] }, at(5));
    assert.ok(status);
    const { pipeline, running, runs, ...rest } = status;
    const testMaster = {
      agent: 'test-master',
      displayName: 'Test Master',
      agentId: 't1',
      status: 'running',
      message: 'test',
      toolsUsed: ['Bash'],
      startedAt: '2026-11-22T10:02:00.000Z',
      durationMs: null,
      lastNote: { at: '2026-11-22T10:05:00.000Z', message: 'half' },
    };
    assert.deepEqual(running, [testMaster]);
    assert.deepEqual(runs, [
      {
        agent: 'planner',
        displayName: 'Planner',
        status: 'completed',
        message: 'planned',
        toolsUsed: ['Read'],
        startedAt: '2026-11-22T10:00:00.000Z',
        finishedAt: '2026-11-22T10:04:00.000Z',
        durationMs: 4 * MINUTE,
      },
      testMaster,
    ]);
    const times = { spanMs: 5 * MINUTE, sumMs: 7 * MINUTE, savedMs: 2 * MINUTE };
    assert.deepEqual(rest, {
      sessionId: 'session-1',
      since: '2026-11-22T10:00:00.000Z',
      githubIssue: 72,
      overlapped: true,
      together: { overlapped: true, finished: false, succeeded: false, times },
    });
    assert.deepEqual(
      [pipeline.percent, pipeline.pending.length, pipeline.averageDurationMs],
      [14, 5, 4 * MINUTE],
    );
    assert.equal(pipeline.remainingMs, 5 * 4 * MINUTE + MINUTE);
  });

  it('is of the session and the agents that are asked for', (t) => {
    const project = createProject(t);
    saveRunStart({ agentName: 'a', message: 'm' }, { ...aroundOf(project), sessionId: 'other' });
    const options = { sessionId: 'other', expectedAgents: ['a', 'b'] };
    const status = agentStatus(options, aroundOf(project));
    assert.deepEqual([status?.sessionId, status?.pipeline.pending], ['other', ['b']]);
    assert.equal(agentStatus(undefined, aroundOf(project)), null);
  });

  it('is nothing, and nothing is thrown, where there is none or it cannot be read', (t) => {
    const project = createProject(t);
    const outside = scratchFolder(t);
    assert.equal(
      agentStatus({}, { env: { HOME: outside }, cwd: () => outside, now: Date.now, start: '/' }),
      null,
    );
    saveRunStart({ agentName: 'a', message: 'm' }, aroundOf(project));
    const odd = [null, 5, 'x', [], { sessionId: 5 }, { expectedAgents: 'a' }, { together: [5, null, {}] }];
    for (const options of odd) assert.notEqual(agentStatus(options as never, aroundOf(project)), null);
    const thrower = {
      get sessionId(): string {
        throw new Error('no');
      },
    };
    assert.equal(agentStatus(thrower, aroundOf(project)), null);
    mkdirSync(path.join(project.stateDir, 'sessions', 'session-2'));
    writeFileSync(path.join(project.stateDir, 'sessions', 'session-2', 'e0000000001.json'), '[]');
    assert.deepEqual(agentStatus({ sessionId: 'session-2' }, aroundOf(project))?.runs, []);
  });

  it('leaves damaged entries out and tells the rest, and writes nothing', (t) => {
    const project = createProject(t);
    for (const agentName of ['a', 'b', 'c']) saveRunStart({ agentName, message: 'm' }, aroundOf(project));
    writeFileSync(path.join(project.log, 'e0000000003.json'), '{"agents":[]}\n[]');
    const before = readdirSync(project.log);
    assert.deepEqual(statusesOf(agentStatus(undefined, aroundOf(project))), ['a running', 'c running']);
    assert.deepEqual(readdirSync(project.log), before);
    saveRunEnd('completed', { agentName: 'c', message: 'm' }, aroundOf(project));
    assert.deepEqual(statusesOf(agentStatus(undefined, aroundOf(project))), ['a running', 'c completed']);
  });
});

describe('a run whose client was killed', () => {
  it('is lost, with what is known of it, while those of another client in the session go on', async (t) => {
    const project = createProject(t);
    const [one, two] = [await startClient(t), await startClient(t)];
    enter(inClient(project, one.pid));
    enter(inClient(project, two.pid, 1));
    saveRunStart({ agentName: 'coder', message: 'code it' }, inClient(project, one.pid, 2));
    saveRunStart({ agentName: 'tester', message: 'test it' }, inClient(project, two.pid, 3));
    saveCheckpoint({ agentName: 'coder', message: 'half of it' }, inClient(project, one.pid, 4));
    const look = () => agentStatus(undefined, inClient(project, two.pid, 5));
    assert.deepEqual(statusesOf(look()), ['coder running', 'tester running']);
    await one.kill();
    assert.deepEqual(statusesOf(look()), ['coder lost', 'tester running']);
    const [coder] = look()?.runs ?? [];
    assert.deepEqual([coder?.message, coder?.lastNote?.message], ['code it', 'half of it']);
  });

  it('stays lost when the session goes on in another client, and its new start is a new run', async (t) => {
    const project = createProject(t);
    const [one, two] = [await startClient(t), await startClient(t)];
    enter(inClient(project, one.pid));
    saveRunStart({ agentName: 'coder', message: 'm' }, inClient(project, one.pid, 1));
    await one.kill();
    enter(inClient(project, two.pid, 2), 'resume');
    saveRunStart({ agentName: 'coder', message: 'm' }, inClient(project, two.pid, 3));
    assert.deepEqual(statusesOf(agentStatus(undefined, inClient(project, two.pid, 4))), [
      'coder lost',
      'coder running',
    ]);
  });

  it('is no longer offered once it is dismissed, or somebody has told how it ended', async (t) => {
    const project = createProject(t);
    const client = await startClient(t);
    const around = inClient(project, client.pid);
    for (const agentId of ['c1', 'c2', 'c3'])
      saveRunStart({ agentName: 'coder', agentId, message: 'm' }, around);
    await client.kill();
    const session = () => {
      const workspace = openWorkspace(around);
      const reading = workspace && readSession(workspace.store, workspace.sessionId);
      assert.ok(reading);
      return reading.session;
    };
    const lost = () => lostRuns(session()).map(({ agentId }) => agentId);
    assert.deepEqual(lost(), ['c1', 'c2', 'c3']);
    const [first] = session().runs;
    assert.ok(first);
    saveDismissal(first, around);
    saveRunEnd('failed', { agentName: 'coder', agentId: 'c2', message: 'given up' }, around);
    assert.deepEqual(lost(), ['c3']);
    const now = aroundOf(project);
    assert.deepEqual(statusesOf(agentStatus(undefined, now)), [
      'coder dismissed',
      'coder failed',
      'coder lost',
    ]);
  });
});

describe('a run that hooks see', () => {
  it('has its client and its duration, and is not touched by what is told by its name', (t) => {
    const project = createProject(t);
    const [start, stop] = [bundledHook(t, 'subagent-start'), bundledHook(t, 'subagent-stop')];
    const event = { session_id: 'session-1', cwd: project.root, agent_type: 'my:coder', agent_id: 'h1' };
    assert.equal(start(event, project.env).status, 0);
    const around: Around = { ...aroundOf(project), now: Date.now };
    saveRunEnd('failed', { agentName: 'my:coder', message: 'another' }, around);
    assert.deepEqual(statusesOf(agentStatus(undefined, around)), ['my:coder running', 'my:coder failed']);
    const workspace = openWorkspace(around);
    const reading = workspace && readSession(workspace.store, 'session-1');
    assert.equal(reading?.session.runs[0]?.client?.pid, process.pid);
    assert.equal(stop({ ...event, last_assistant_message: 'all failed' }, project.env).status, 0);
    const [run] = agentStatus(undefined, around)?.runs ?? [];
    assert.deepEqual([run?.status, run?.message, run?.agentId], ['completed', 'all failed', 'h1']);
    assert.ok(run?.durationMs !== null && Number.isInteger(run?.durationMs));
  });
});
