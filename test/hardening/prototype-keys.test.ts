// CWE-1321: keys and names that mean something to JavaScript mean nothing here, wherever they come from.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { THIS_PLUGIN } from '../support/built-plugin.ts';
import { createProject, plant, type TestProject } from '../support/project.ts';
import { fileOf } from './raw-file.ts';

const { adev, hook } = THIS_PLUGIN;
const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
];
/** Written as text: an object literal would set the prototype. */
const POLLUTED =
  '"__proto__":{"polluted":"yes","status":"completed","off":{"at":"x"}},"constructor":{"prototype":{"polluted":"yes"}}';

function succeeds(project: TestProject, ...args: string[]): string {
  const { status, stdout, stderr } = adev(project, ...args);
  assert.equal(status, 0, `${args.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

test('agents, sessions and preferences of such names are as any other', (t) => {
  const project = createProject(t);
  for (const name of NAMES) {
    hook(project, 'SubagentStart', { agent_id: name, agent_type: name });
    hook(project, 'SubagentStop', { agent_id: name, agent_type: name, last_assistant_message: `by ${name}` });
    hook(project, 'SubagentStop', {
      session_id: name,
      agent_id: 'a',
      agent_type: name,
      last_assistant_message: 'm',
    });
    succeeds(project, 'agent', 'start', name, '--message', 'again');
    succeeds(project, 'agent', 'complete', name, '--message', 'done');
    succeeds(project, 'checkpoint', 'save', '--agent', name, '--message', `by ${name}`, '--strict');
  }
  const { agents } = JSON.parse(succeeds(project, 'status', '--json')) as {
    agents: { agent: string; status: string }[];
  };
  const runsOf = (name: string) => agents.filter(({ agent }) => agent === name).map(({ status }) => status);
  for (const name of NAMES) assert.equal(runsOf(name).length, 2, name);
  for (const name of NAMES) {
    const listed = JSON.parse(succeeds(project, 'checkpoint', 'list', '--session', name, '--json')) as {
      checkpoints: unknown[];
    };
    assert.equal(listed.checkpoints.length, 1, name);
    const missing = adev(project, 'prefs', 'get', name, '--json');
    assert.doesNotMatch(missing.stdout, /function|native/, name);
  }
  for (const name of ['toString', 'hasOwnProperty', 'valueOf']) {
    succeeds(project, 'prefs', 'set', name, 'kept');
    assert.match(succeeds(project, 'prefs', 'get', name), /kept/);
  }
  // What could not be kept is refused, not acknowledged.
  for (const name of ['__proto__', 'constructor', 'prototype']) {
    assert.notEqual(adev(project, 'prefs', 'set', name, '1').status, 0, name);
  }
  succeeds(project, 'prefs', 'set', 'nested', '{"__proto__":{"capture":"full"},"a":1}');
  assert.match(succeeds(project, 'prefs', 'get', 'nested'), /"?a"?: ?1/);
});

test('keys of such names in what the client sends change nothing', (t) => {
  const project = createProject(t);
  const event = JSON.stringify({ agent_id: 'a', agent_type: 'planner', last_assistant_message: 'm' });
  const fields = JSON.parse(`${event.slice(0, -1)},${POLLUTED}}`) as object;
  assert.equal(hook(project, 'SubagentStop', fields).status, 0);
  for (const name of readdirSync(project.log)) {
    assert.doesNotMatch(readFileSync(path.join(project.log, name), 'utf8'), /polluted/);
  }
});

test('keys of such names in state files change nothing, and do not spread', (t) => {
  const project = createProject(t);
  succeeds(project, 'batch', 'create', '--id', 'b1', '--feature', 'one', '--feature', 'two');
  succeeds(project, 'prefs', 'set', 'hints', 'off');
  succeeds(project, 'off');
  succeeds(project, 'on');
  const pollute = (kind: string, number: number, file: string) => {
    const [, data = ''] = readFileSync(file, 'utf8').split('\n"data":');
    const polluted = data.replace(/\}\n$/, '').replaceAll(/\{(?!\})/g, `{${POLLUTED},`);
    writeFileSync(file, fileOf({ kind, number }, polluted));
  };
  pollute('batch', 1, path.join(project.stateDir, 'batches/b1/r0000000001.json'));
  pollute('user', 1, path.join(project.home, '.autonomous-dev/user/r0000000001.json'));
  pollute('project', 2, path.join(project.stateDir, 'project/r0000000002.json'));

  const { counts } = JSON.parse(succeeds(project, 'batch', 'show', 'b1', '--json')) as {
    counts: { pending: number };
  };
  assert.equal(counts.pending, 2);
  succeeds(project, 'batch', 'next', 'b1', '--claim');
  succeeds(project, 'prefs', 'set', 'editor', 'vim');
  succeeds(project, 'checkpoint', 'save', '--agent', 'a', '--message', 'm', '--strict');
  const written = readFileSync(path.join(project.stateDir, 'batches/b1/r0000000002.json'), 'utf8');
  assert.doesNotMatch(written, /__proto__/);
});

test('such keys in the original’s files are nobody’s', (t) => {
  const state = `{"batch_id":"b1","features_file":"","total_features":1,"features":["one"],"current_index":0,"status":"in_progress",${POLLUTED}}`;
  const project = createProject(t);
  plant(project.root, { '.claude/batch_state.json': state });
  plant(project.home, {
    '.autonomous-dev/user_state.json': `{"first_run_complete":true,"preferences":{${POLLUTED}},"version":"1.0"}`,
  });
  succeeds(project, 'import');
  const { counts } = JSON.parse(succeeds(project, 'batch', 'show', 'b1', '--json')) as {
    counts: { pending: number };
  };
  assert.equal(counts.pending, 1);
  assert.notEqual(adev(project, 'prefs', 'get', 'polluted').status, 0);
});
