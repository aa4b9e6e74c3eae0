// Agents start and stop: each run recorded once, whatever the client tells of it and how often.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { openWorkspace, readSession, type AgentRun } from '../../lib/index.ts';
import { THIS_PLUGIN } from '../support/built-plugin.ts';
import { createProject, SESSION, type TestProject } from '../support/project.ts';

const { adev, hook } = THIS_PLUGIN;

function fire(project: TestProject, event: 'SubagentStart' | 'SubagentStop', fields: object): void {
  const { status, stdout, stderr } = hook(project, event, fields);
  assert.deepEqual([status, stdout, stderr], [0, '', '']);
}

function runsOf(project: TestProject): readonly AgentRun[] {
  const workspace = openWorkspace(project.surroundings);
  return (workspace && readSession(workspace.store, SESSION)?.session.runs) ?? [];
}

const stop = (project: TestProject, agentId: string, message: string) =>
  fire(project, 'SubagentStop', { agent_type: 'coder', agent_id: agentId, last_assistant_message: message });
const start = (project: TestProject, agentId: string) =>
  fire(project, 'SubagentStart', { agent_type: 'coder', agent_id: agentId });

test('what either client sends of an agent is kept: which it was, its last words, and that there was one run', (t) => {
  const payloads = path.resolve(import.meta.dirname, '../fixtures/payloads');
  for (const version of readdirSync(payloads)) {
    const project = createProject(t);
    for (const event of ['SubagentStart', 'SubagentStop'] as const) {
      const text = readFileSync(path.join(payloads, version, `${event}-1.json`), 'utf8');
      const { session_id: _, cwd: __, ...fields } = JSON.parse(text) as Record<string, unknown>;
      fire(project, event, fields);
    }
    const runs = runsOf(project).map(({ agent, agentId, startedAt, finished }) => [
      agent,
      /^[0-9a-f]{17}$/.test(agentId ?? ''),
      startedAt !== undefined,
      finished?.status,
      finished?.message,
    ]);
    assert.deepEqual(runs, [['general-purpose', true, true, 'completed', 'One.']], version);
  }
});

test('two agents of one type are two runs, a stop told twice is one, and a start after it is the next', (t) => {
  const project = createProject(t);
  for (const id of ['a1', 'a2']) start(project, id);
  for (const message of ['blocked', 'done']) stop(project, 'a1', message);
  start(project, 'a1');
  assert.deepEqual(
    runsOf(project).map(({ agentId, finished }) => [agentId, finished?.message]),
    [
      ['a1', 'done'],
      ['a2', undefined],
      ['a1', undefined],
    ],
  );
});

test('an agent without a type, as the client’s own that compacts, is none and leaves nothing behind', (t) => {
  const project = createProject(t);
  for (const agent_type of ['', undefined, 7]) {
    fire(project, 'SubagentStart', { agent_type, agent_id: 'c1' });
    fire(project, 'SubagentStop', { agent_type, agent_id: 'c1', last_assistant_message: 'The summary.' });
  }
  assert.deepEqual(runsOf(project), []);
});

test('a name that is no agent name is kept cleaned, with what was told as its label', (t) => {
  const project = createProject(t);
  fire(project, 'SubagentStart', { agent_type: 'my agent\n../x', agent_id: 'a1' });
  assert.deepEqual(
    runsOf(project).map(({ agent, label }) => [agent, label]),
    [['my-agent-..-x', 'my agent\n../x']],
  );
});

test('last words are kept as far as the person wants, without credentials and without what acts on a terminal', (t) => {
  const project = createProject(t);
  const key = `sk-ant-api03-${'Ab1_'.repeat(24)}`;
  const message = `\u001b[31mDone with ${key}.\u001b[0m ${'word '.repeat(5000)}`;
  for (const [capture, atLeast, atMost] of [
    ['short', 1900, 2100],
    ['full', 9900, 10_100],
    ['none', 0, 0],
  ] as const) {
    assert.equal(adev(project, 'prefs', 'set', 'capture', capture).status, 0);
    start(project, capture);
    stop(project, capture, message);
    const kept = runsOf(project).find(({ agentId }) => agentId === capture)?.finished?.message ?? '';
    assert.ok(kept.length >= atLeast && kept.length <= atMost, `${capture}: ${kept.length}`);
    assert.doesNotMatch(kept, /sk-ant-api03-Ab|\u001b/);
    if (capture !== 'none') assert.match(kept, /characters cut\]$/);
  }
});

test('whether an agent succeeded is not guessed from its words', (t) => {
  const project = createProject(t);
  start(project, 'a1');
  stop(project, 'a1', 'ERROR: everything failed, exit code 1.');
  assert.deepEqual(
    runsOf(project).map(({ finished }) => finished?.status),
    ['completed'],
  );
});
