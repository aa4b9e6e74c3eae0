// AgentTracker as scripts use it: in a process of its own, with nothing but its environment.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { it } from 'node:test';
import { agentStatus } from '../../lib/agent-status.ts';
import { createProject, scratchFolder } from '../support/project.ts';
import { eventsOf } from './run-calls.ts';

const TRACKER = pathToFileURL(path.resolve(import.meta.dirname, '../../lib/agent-tracker.ts')).href;

/** Runs a script that has AgentTracker, and reports to this process alone. */
async function run(script: string, cwd: string, env: Readonly<Record<string, string>>): Promise<unknown> {
  const source = `import { AgentTracker } from ${JSON.stringify(TRACKER)};
    const report = (() => { ${script} })();
    process.send(report, () => process.disconnect());`;
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', source],
    {
      cwd,
      env: { ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  let report: unknown;
  child.once('message', (message) => (report = message));
  const closed = once(child, 'close') as Promise<[number]>;
  assert.ok(child.stdout !== null && child.stderr !== null);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  assert.deepEqual([stdout, stderr, (await closed)[0]], ['', '', 0]);
  return report;
}

it('AgentTracker works for the project and the session around it, and prints nothing', async (t) => {
  const project = createProject(t);
  const script = `
    const request = { agentName: 'planner', message: 'm' };
    const outcomes = [
      AgentTracker.startAgent(request),
      AgentTracker.completeAgent({ ...request, toolsUsed: ['Read'], startedAt: new Date(0) }),
      AgentTracker.failAgent({ ...request, agentName: 'coder' }),
      AgentTracker.linkGithubIssue(72),
      AgentTracker.autoTrackFromEnvironment(),
      AgentTracker.saveAgentCheckpointResult(request),
      AgentTracker.startAgent(null),
      AgentTracker.linkGithubIssue(true),
    ];
    const { runs, githubIssue } = AgentTracker.getAgentStatus({ expectedAgents: ['planner'] });
    return [outcomes.map((each) => each.number ?? each.reason), runs.map((each) => each.status), githubIssue];`;
  const env = { ...project.env, CLAUDE_AGENT_NAME: 'tester' };
  assert.deepEqual(await run(script, project.root, env), [
    [2, 3, 4, 5, 6, 7, 'invalid-input', 'invalid-input'],
    ['completed', 'failed', 'running'],
    72,
  ]);
});

it('AgentTracker answers, prints nothing and goes on where there is no project', async (t) => {
  const folder = scratchFolder(t);
  const script = `
    const request = { agentName: 'planner', message: 'm' };
    const outcomes = [
      AgentTracker.startAgent(request),
      AgentTracker.completeAgent(request),
      AgentTracker.failAgent(request),
      AgentTracker.linkGithubIssue(72),
      AgentTracker.autoTrackFromEnvironment(),
    ];
    return [outcomes.map((each) => each.reason), AgentTracker.getAgentStatus()];`;
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, CLAUDE_AGENT_NAME: 'tester' };
  assert.deepEqual(await run(script, folder, env), [Array.from({ length: 5 }, () => 'no-project'), null]);
});

it('processes that track at the same time in one session keep each other’s runs', async (t) => {
  const project = createProject(t);
  const script = (name: string) => `
    let saved = 0;
    for (let at = 0; at < 15; at += 1) {
      const request = { agentName: '${name}', agentId: '${name}' + at, message: 'm' };
      if (AgentTracker.startAgent(request).saved && AgentTracker.completeAgent(request).saved) saved += 1;
    }
    return saved;`;
  const names = ['planner', 'coder', 'tester'];
  const saved = await Promise.all(names.map((name) => run(script(name), project.root, project.env)));
  assert.deepEqual(saved, [15, 15, 15]);
  assert.equal(eventsOf(project.surroundings).length, 90);
  const runs = agentStatus(undefined, project.surroundings)?.runs ?? [];
  assert.equal(runs.filter(({ status }) => status === 'completed').length, 45);
});

it('AgentTracker saves in the project of the folder that its process is in, also after a change of it', async (t) => {
  const [first, second] = [createProject(t), createProject(t)];
  const script = `
    const request = { agentName: 'planner', message: 'm' };
    const saved = [AgentTracker.startAgent(request).saved];
    process.chdir(${JSON.stringify(second.root)});
    return [...saved, AgentTracker.completeAgent(request).saved];`;
  assert.deepEqual(await run(script, first.root, first.env), [true, true]);
  assert.deepEqual(
    [first, second].map(({ surroundings }) => eventsOf(surroundings).map(({ event }) => event)),
    [['agent-started'], ['agent-finished']],
  );
});
