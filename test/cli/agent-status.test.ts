import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { createProject, scratchFolder, type TestProject } from '../support/project.ts';
import { checkpoint, finished, record, started } from './events.ts';
import { adev, jsonOf, withoutSession } from './in-process.ts';

type Json = Readonly<Record<string, unknown>>;
type Agent = Readonly<{ agent: string; status: string; agent_id?: string }>;

/** A client that no longer lives: its boot is not this one. */
const DEAD = { AUTONOMOUS_DEV_CLIENT: '4242,777,00000000-0000-0000-0000-000000000000,1' };

async function jsonFor(project: TestProject, ...argv: readonly string[]): Promise<Json> {
  return jsonOf(await adev(project, [...argv, '--json'])) as Json;
}

async function agentsIn(project: TestProject, ...more: readonly string[]): Promise<string[]> {
  const { agents } = await jsonFor(project, 'agent', 'status', ...more);
  return (agents as readonly Agent[]).map(({ agent, agent_id, status }) => `${agent_id ?? agent} ${status}`);
}

/** Runs of a client that is gone: two lost ones, and one that has finished. */
function lose(t: TestContext, sessionId = 'session-1'): TestProject {
  const project = createProject(t);
  const env = { ...project.env, ...DEAD };
  const events = [
    started('09:10', 'planner', 'p1'),
    finished('09:20', 'planner', 'p1'),
    started('09:30', 'coder', 'c1'),
    started('09:40', 'coder', 'c2'),
    checkpoint('09:50', 'coder', 'half of it'),
  ];
  record({ ...project, surroundings: { ...project.surroundings, env }, env }, sessionId, events);
  return project;
}

describe('adev agent status', () => {
  it('shows every run with its id, and how far the expected agents are', async (t) => {
    const project = lose(t);
    const { exit, stdout } = await adev(project, ['agent', 'status']);
    assert.equal(exit, 0);
    assert.deepEqual(stdout.split('\n').slice(0, 7), [
      'Session  session-1, began 50 min ago; its client is gone without having ended it',
      'Pipeline 1 of 7 finished (14%); still to come: Researcher, Test Master, Implementer, Reviewer, Security Auditor, Doc Master; about 60 min left',
      '',
      'Agents   2 lost, 1 completed',
      '  lost       coder    began 20 min ago  c2  half of it',
      '  lost       coder    began 30 min ago  c1',
      '  completed  planner  40 min ago        p1  planner is done',
    ]);
    assert.match(stdout, /\n! 2 agent runs were lost .*adev agent status --dismiss\n$/);
  });

  it('tells the same in JSON', async (t) => {
    const project = lose(t);
    const { session, agents, pipeline, overlapped, dismissed } = await jsonFor(project, 'agent', 'status');
    assert.equal((session as Json)['session_id'], 'session-1');
    assert.deepEqual([(agents as Agent[]).length, overlapped, dismissed], [3, false, 0]);
    const { agents: expected, pending, ...figures } = pipeline as Json;
    assert.deepEqual((expected as readonly unknown[])[1], {
      agent: 'planner',
      display_name: 'Planner',
      status: 'completed',
    });
    assert.equal((pending as readonly unknown[]).length, 6);
    assert.deepEqual(figures, {
      total: 7,
      processed: 1,
      percent: 14,
      complete: false,
      succeeded: false,
      average_duration_ms: 600_000,
      remaining_ms: 3_600_000,
    });
    assert.deepEqual((agents as readonly Json[])[2]?.['last_note'], {
      at: '2026-11-22T09:50:00.000Z',
      message: 'half of it',
    });
  });

  it('expects other agents when told to, and none where it knows nobody', async (t) => {
    const project = createProject(t);
    await adev(project, ['agent', 'complete', 'builder', '--message', 'm']);
    assert.equal((await jsonFor(project, 'agent', 'status'))['pipeline'], null);
    const { pipeline } = await jsonFor(project, 'agent', 'status', '--expect', 'builder, packer');
    assert.deepEqual([(pipeline as Json)['percent'], (pipeline as Json)['pending']], [50, ['packer']]);
  });

  it('is of all sessions where none is named', async (t) => {
    const project = lose(t, 'session-2');
    assert.deepEqual(await agentsIn(project), []);
    assert.deepEqual(await agentsIn(withoutSession(project)), ['p1 completed', 'c1 lost', 'c2 lost']);
  });

  it('says that there is none, makes nothing, and is skipped with 75 outside a project', async (t) => {
    const project = createProject(t);
    const { stdout, exit } = await adev(project, ['agent', 'status']);
    assert.deepEqual([exit, stdout.split('\n').at(-2)], [0, 'No agent run is recorded.']);
    assert.equal((await adev({ ...project, root: scratchFolder(t) }, ['agent', 'status'])).exit, 75);
  });

  it('lets nothing through that acts on a terminal, whatever was recorded or said', async (t) => {
    const project = createProject(t);
    const hostile = 'seen\u001b]0;owned\u0007\u001b[2J\r\n\u009b31m\u202egnp\u200by';
    const label = { label: hostile, message: hostile };
    record(project, 'session-1', [
      { ...started('09:00', hostile, hostile), ...label },
      { ...started('09:10', 'coder', 'c1'), at: hostile },
      finished('09:20', hostile, 'c2', hostile),
    ]);
    const commands = [
      ['agent', 'status'],
      ['agent', 'status', '--expect', hostile],
      ['agent', 'fail', hostile, '--message', hostile],
      ['agent', 'fail', 'coder', '--agent-id', hostile, '--message', 'm'],
    ];
    for (const argv of commands.flatMap((words) => [words, [...words, '--json']])) {
      const { stdout, stderr } = await adev(project, argv);
      assert.doesNotMatch(stdout + stderr, /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u, argv.join(' '));
    }
  });
});

describe('lost runs', () => {
  it('are offered by adev status, until they are dismissed', async (t) => {
    const project = lose(t);
    const codes = async () => {
      const { notices } = await jsonFor(project, 'status');
      return (notices as readonly { code: string }[]).map(({ code }) => code);
    };
    assert.deepEqual(await codes(), ['lost-runs']);
    const { stdout, exit } = await adev(project, ['agent', 'status', '--dismiss']);
    assert.deepEqual(
      [exit, stdout.includes('Put aside: 2 lost runs.'), stdout.includes('!')],
      [0, true, false],
    );
    assert.deepEqual(await agentsIn(project), ['p1 completed', 'c1 dismissed', 'c2 dismissed']);
    assert.deepEqual(await codes(), []);
    assert.equal((await jsonFor(project, 'agent', 'status', '--dismiss'))['dismissed'], 0);
  });

  it('are dismissed in every session where none is named, and running ones in none', async (t) => {
    const project = lose(t, 'session-2');
    record(project, 'session-1', [started('09:35', 'tester', 't1')], { pid: process.pid });
    assert.equal((await jsonFor(project, 'agent', 'status', '--dismiss'))['dismissed'], 0);
    assert.equal((await jsonFor(withoutSession(project), 'agent', 'status', '--dismiss'))['dismissed'], 2);
    assert.deepEqual(await agentsIn(withoutSession(project)), [
      'p1 completed',
      'c1 dismissed',
      't1 running',
      'c2 dismissed',
    ]);
  });

  it('are given up one by one with their id, by agent fail', async (t) => {
    const project = lose(t);
    const end = ['--agent-id', 'c1', '--message', 'done again by hand'];
    const run = await adev(project, ['agent', 'fail', 'coder', ...end]);
    assert.deepEqual([run.exit, run.stdout], [0, 'Agent coder: failed\n']);
    assert.deepEqual(await agentsIn(project), ['p1 completed', 'c1 failed', 'c2 lost']);
  });

  it('are not dismissed where that cannot be saved', async (t) => {
    const project = lose(t);
    const off = { ...project, env: { ...project.env, AUTONOMOUS_DEV: 'off' } };
    assert.equal((await adev(off, ['agent', 'status', '--dismiss'])).exit, 75);
    assert.deepEqual(await agentsIn(project), ['p1 completed', 'c1 lost', 'c2 lost']);
  });
});

describe('features whose owner is gone', () => {
  it('are offered by adev status: to take over, to put back, to leave out', async (t) => {
    const project = createProject(t);
    mkdirSync(path.join(project.root, 'work'));
    writeFileSync(path.join(project.root, 'work', 'list.md'), '- one\n- two\n');
    const dead = { ...project, env: { ...project.env, ...DEAD } };
    await adev(dead, ['batch', 'create', 'work/list.md', '--id', 'b1']);
    await adev(dead, ['batch', 'next', '--claim']);
    const { notices } = await jsonFor(project, 'status');
    const [notice] = (notices as readonly { code: string; message: string }[]).filter(
      ({ code }) => code === 'left-features',
    );
    assert.match(
      notice?.message ?? '',
      /feature 1 .*adev batch adopt b1;.*adev batch retry 1 --batch b1;.*adev batch skip 1/,
    );
    const command = /adev (batch retry 1 --batch b1)/.exec(notice?.message ?? '')?.[1] ?? '';
    assert.equal((await adev(project, command.split(' '))).exit, 0);
    const after = await jsonFor(project, 'status');
    assert.deepEqual(after['notices'], []);
  });
});
