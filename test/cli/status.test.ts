import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { createProject, type TestProject } from '../support/project.ts';
import { checkpoint, finished, record, started } from './events.ts';
import { adev, jsonOf, withoutSession } from './in-process.ts';

type Status = Readonly<{
  project_root: string;
  state_dir: string;
  session: Readonly<Record<string, unknown>>;
  agents: readonly Readonly<Record<string, unknown>>[];
  batches: readonly unknown[];
  checkpoint_count: number;
  last_checkpoints: readonly Readonly<{ message: string }>[];
  notices: readonly Readonly<{ code: string; message: string }>[];
}>;

async function statusOf(project: TestProject, ...more: string[]): Promise<Status> {
  return jsonOf(await adev(project, ['status', '--json', ...more])) as Status;
}

function agentsIn({ agents }: Status): unknown[] {
  return agents.map(({ agent, status }) => [agent, status]);
}

/** A process that stands for a client. */
async function startClient(t: TestContext): Promise<Readonly<{ pid: number; end: () => Promise<void> }>> {
  const child = spawn('sleep', ['600'], { stdio: 'ignore' });
  await once(child, 'spawn');
  const end = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  };
  t.after(end);
  return { pid: child.pid ?? 0, end };
}

test('a project without state has a status, which makes none', async (t) => {
  const project = createProject(t);
  assert.deepEqual(await statusOf(project), {
    project_root: project.root,
    state_dir: project.stateDir,
    session: { session_id: 'session-1', is_default: false, state: 'none' },
    agents: [],
    batches: [],
    checkpoint_count: 0,
    last_checkpoints: [],
    notices: [{ code: 'no-state', message: 'Nothing is recorded here yet: the first checkpoint starts it.' }],
  });
  assert.deepEqual(await statusOf(project), await statusOf(project));
});

const RUNS = [
  started('09:10', 'planner', 'p1'),
  finished('09:20', 'planner', 'p1'),
  started('09:30', 'coder', 'c1'),
  started('09:40', 'tester', 't1'),
  finished('09:45', 'tester', 't1', 'failed'),
];

test('agents run while their client lives, and are lost when it is gone', async (t) => {
  const project = createProject(t);
  const client = await startClient(t);
  record(project, 'session-1', RUNS, client);
  const before = await statusOf(project);
  await client.end();
  const after = await statusOf(project);
  const agents = (coder: string) => [
    ['planner', 'completed'],
    ['coder', coder],
    ['tester', 'failed'],
  ];
  assert.equal(before.session['state'], 'open');
  assert.deepEqual(agentsIn(before), agents('running'));
  assert.equal(after.session['state'], 'vanished');
  assert.deepEqual(agentsIn(after), agents('lost'));
});

test('the client that the command works for lives, even where its process is out of sight', async (t) => {
  const project = createProject(t);
  const client = '4242,777,00000000-0000-0000-0000-000000000000,1';
  const env = { ...project.env, AUTONOMOUS_DEV_CLIENT: client };
  record({ ...project, env }, 'session-1', RUNS);
  assert.equal((await statusOf(project)).session['state'], 'vanished');
  const seen = await statusOf({ ...project, env });
  assert.equal(seen.session['state'], 'open');
  assert.deepEqual(agentsIn(seen)[1], ['coder', 'running']);
});

test('a session that its client ended has ended', async (t) => {
  const project = createProject(t);
  record(project, 'session-1', [
    { event: 'session-ended', at: '2026-11-22T09:00:00.000Z', reason: 'other', client: {} },
  ]);
  assert.equal((await statusOf(project)).session['state'], 'ended');
});

test('an agent is told with all that is known of its run', async (t) => {
  const project = createProject(t);
  record(project, 'session-1', RUNS);
  assert.deepEqual((await statusOf(project)).agents[0], {
    session_id: 'session-1',
    agent: 'planner',
    agent_id: 'p1',
    status: 'completed',
    started_at: '2026-11-22T09:10:00.000Z',
    finished_at: '2026-11-22T09:20:00.000Z',
    duration_ms: 600_000,
    message: 'planner is done',
    tools_used: ['Read'],
  });
});

test('a named session is shown alone; without one all are shown', async (t) => {
  const project = createProject(t);
  record(project, 'session-1', [checkpoint('09:00', 'coder', 'one')]);
  record(project, 'session-2', [checkpoint('09:05', 'coder', 'two'), ...RUNS]);
  const own = await statusOf(project);
  assert.equal(own.checkpoint_count, 1);
  assert.deepEqual(own.agents, []);
  const other = await statusOf(project, '--session', 'session-2');
  assert.equal(other.checkpoint_count, 3);
  const all = await statusOf(withoutSession(project));
  assert.deepEqual(
    { id: all.session['session_id'], isDefault: all.session['is_default'], count: all.checkpoint_count },
    { id: 'local-2026-11-22', isDefault: true, count: 4 },
  );
  assert.equal(all.agents.length, 3);
});

test('only the last five checkpoints are shown, and how many there are', async (t) => {
  const project = createProject(t);
  const notes = ['1', '2', '3', '4', '5', '6', '7'];
  record(
    project,
    'session-1',
    notes.map((note) => checkpoint(`09:0${note}`, 'coder', note)),
  );
  const { checkpoint_count, last_checkpoints } = await statusOf(project);
  assert.equal(checkpoint_count, 7);
  assert.deepEqual(
    last_checkpoints.map(({ message }) => message),
    notes.slice(-5),
  );
});

test('off switches and damage are noticed', async (t) => {
  const project = createProject(t);
  record(project, 'session-1', RUNS);
  await adev(project, ['off']);
  writeFileSync(path.join(project.log, 'e0000000003.json'), '{');
  const env = { ...project.env, AUTONOMOUS_DEV: 'off' };
  const { notices } = await statusOf({ ...project, env });
  assert.deepEqual(
    notices.map(({ code }) => code),
    ['off-process', 'off-project', 'damaged-entries'],
  );
  const { stdout } = await adev(project, ['status']);
  assert.match(stdout, /\n! Off for this project since 2026-11-22 10:00Z: .*adev on\n/);
});

test('as text it says first what goes on or went wrong', async (t) => {
  const project = createProject(t);
  record(project, 'session-1', [...RUNS, checkpoint('09:50', 'coder', 'half done')], await startClient(t));
  assert.deepEqual(await adev(project, ['status']), {
    exit: 0,
    stderr: '',
    stdout: [
      `Project  ${project.root}`,
      'Session  session-1, began 50 min ago',
      '',
      'Agents   1 running, 1 failed, 1 completed',
      '  running    coder    began 30 min ago  half done',
      '  failed     tester   15 min ago        tester is done',
      '  completed  planner  40 min ago        planner is done',
      '',
      'Checkpoints  the last 3 of 3',
      '  2026-11-22 09:20Z  planner  completed  planner is done',
      '  2026-11-22 09:45Z  tester   failed     tester is done',
      '  2026-11-22 09:50Z  coder    progress   half done',
      '',
    ].join('\n'),
  });
});

test('many agents are cut to a dozen, and the rest is counted', async (t) => {
  const project = createProject(t);
  const runs = Array.from({ length: 15 }, (_, index) => finished('09:00', `agent-${index}`, `a${index}`));
  record(project, 'session-1', runs);
  const { stdout } = await adev(project, ['status']);
  assert.match(stdout, /\n {2}and 3 more: adev agent status\n/);
  assert.equal(stdout.match(/^ {2}completed {2}agent-/gm)?.length, 12);
});

test('--watch draws again every two seconds until nobody looks any more', async (t) => {
  const project = createProject(t);
  const screens: string[] = [];
  const waits: number[] = [];
  const run = await adev(project, ['status', '--watch'], {
    screen: () => ({ columns: 80 }),
    stdout: (text) => screens.push(text) < 3,
    wait: (ms) => {
      waits.push(ms);
      record(project, 'session-1', [checkpoint('09:00', 'coder', `look ${waits.length}`)]);
      return Promise.resolve();
    },
  });
  assert.equal(run.exit, 0);
  assert.deepEqual(waits, [2000, 2000]);
  assert.match(screens[0] ?? '', /^\u001b\[H.*Project/);
  assert.match(screens[2] ?? '', /look 1.*\n.*look 2/);
});

test('--watch needs a terminal', async (t) => {
  const project = createProject(t);
  const run = await adev(project, ['status', '--watch']);
  assert.equal(run.exit, 2);
  assert.equal(run.stderr, 'adev: status: --watch needs a terminal to draw on\nFor one look: adev status\n');
  const onTerminal = { screen: () => ({ columns: 80 }) };
  assert.equal((await adev(project, ['status', '--watch', '--json'], onTerminal)).exit, 2);
});
