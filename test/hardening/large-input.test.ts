// CWE-400: JSON that is huge or nested without end, from the client or on the disk, ends no hook late and stops no work.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { hookFile } from '../../scripts/demo/plugin.ts';
import { THIS_PLUGIN } from '../support/built-plugin.ts';
import { createProject, SESSION, type TestProject } from '../support/project.ts';
import { fileOf } from './raw-file.ts';

const { adev } = THIS_PLUGIN;
const DEEP = '['.repeat(200_000) + ']'.repeat(200_000);

const EVENTS = ['SessionStart', 'UserPromptSubmit', 'PermissionRequest', 'SubagentStart', 'SubagentStop'];
EVENTS.push('PreCompact', 'Stop', 'StopFailure', 'SessionEnd');

function fire(project: TestProject, event: string, input: string) {
  const began = Date.now();
  const ended = spawnSync(process.execPath, [hookFile(event)], {
    cwd: project.root,
    env: { ...project.env, CLAUDE_PROJECT_DIR: project.root },
    input,
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { ...ended, ms: Date.now() - began };
}

function succeeds(project: TestProject, ...args: string[]): string {
  const { status, stdout, stderr } = adev(project, ...args);
  assert.equal(status, 0, `${args.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

test('whatever a hook is given, it exits 0 within its time, and what is stored is bounded', (t) => {
  const project = createProject(t);
  const fields = { session_id: SESSION, cwd: project.root, agent_id: 'a', agent_type: 'planner' };
  const inputs = {
    'too deep': `{"session_id":"${SESSION}","cwd":${JSON.stringify(project.root)},"tool_input":${DEEP},"background_tasks":${DEEP}}`,
    'texts of 2 MB': JSON.stringify({
      ...fields,
      last_assistant_message: 'x'.repeat(2_000_000),
      prompt: 'x'.repeat(2_000_000),
    }),
    'very many keys': `{"session_id":"${SESSION}",${Array.from({ length: 100_000 }, (_, at) => `"k${at}":0`).join()}}`,
    'names of a megabyte': JSON.stringify({
      ...fields,
      agent_id: 'x'.repeat(1_000_000),
      agent_type: 'x'.repeat(1_000_000),
    }),
    'more than 16 MB': `{"session_id":"${SESSION}","prompt":"${'x'.repeat(17_000_000)}"}`,
  };
  for (const [what, input] of Object.entries(inputs)) {
    // Beyond 16 MB nothing is read, whatever the event.
    for (const event of input.length > 16_000_000 ? ['SubagentStop', 'UserPromptSubmit'] : EVENTS) {
      const { status, signal, stdout, ms } = fire(project, event, input);
      assert.deepEqual([status, signal], [0, null], `${event}, ${what}`);
      if (stdout !== '') JSON.parse(stdout);
      assert.ok(ms < 15_000, `${event}, ${what}: ${ms} ms`);
    }
  }
  const log = path.join(project.stateDir, 'sessions', SESSION);
  for (const name of readdirSync(log)) {
    const { length } = readFileSync(path.join(log, name));
    assert.ok(length < 100_000, `${name}: ${length} bytes`);
  }
});

function plant(file: string, kind: string, number: number, data: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, fileOf({ kind, number }, data), { mode: 0o600 });
}

test('a batch with a field that is nested too deeply to be written is read, refused for changes, and kept', (t) => {
  const project = createProject(t);
  succeeds(project, 'batch', 'create', '--id', 'b1', '--feature', 'one');
  succeeds(project, 'batch', 'create', '--id', 'b2', '--feature', 'two');
  const file = path.join(project.stateDir, 'batches/b1/r0000000001.json');
  const data = readFileSync(file, 'utf8').split('\n"data":')[1]?.replace(/\}\n$/, '') ?? '';
  plant(file, 'batch', 1, data.replace(/^\{/, `{"colour":${DEEP},`));
  const before = readFileSync(file);
  for (const args of [['show'], ['next'], ['next', '--claim'], ['add', '--feature', 'x']]) {
    const { status, stderr } = adev(project, 'batch', ...args, '--batch', 'b1');
    assert.ok(status === 0 || status === 75, `${args.join(' ')}: ${status} ${stderr}`);
    assert.doesNotMatch(stderr, /\n\s+at /);
  }
  assert.deepEqual(readFileSync(file), before);
  succeeds(project, 'batch', 'next', 'b2', '--claim');
  assert.equal(
    fire(
      project,
      'SessionStart',
      JSON.stringify({ session_id: 'other', cwd: project.root, source: 'startup' }),
    ).status,
    0,
  );
});

test('entries and revisions that are huge are damage, and cost no memory', (t) => {
  const project = createProject(t);
  succeeds(project, 'batch', 'create', '--id', 'b1', '--feature', 'one');
  succeeds(project, 'checkpoint', 'save', '--agent', 'a', '--message', 'kept', '--strict');
  for (const name of [`sessions/${SESSION}/e0000000009.json`, 'batches/b1/r0000000002.json']) {
    const file = path.join(project.stateDir, name);
    writeFileSync(file, '');
    truncateSync(file, 40_000_000_000);
  }
  assert.match(succeeds(project, 'checkpoint', 'list'), /kept/);
  succeeds(project, 'batch', 'next', 'b1', '--claim');
});

test('an entry nested without end keeps no session from being read', (t) => {
  const project = createProject(t);
  succeeds(project, 'checkpoint', 'save', '--agent', 'a', '--message', 'kept', '--strict');
  const log = path.join(project.stateDir, 'sessions', SESSION);
  plant(path.join(log, 'e0000000003.json'), 'session', 3, DEEP);
  plant(path.join(log, 'e0000000004.json'), 'session', 4, `{"event":"checkpoint","at":"x","agent":${DEEP}}`);
  for (const args of [['checkpoint', 'list'], ['status'], ['why']])
    assert.doesNotMatch(succeeds(project, ...args), /RangeError/);
  const exported = adev(project, 'export');
  assert.ok(exported.status === 0 || exported.status === 75, exported.stderr);
  assert.doesNotMatch(exported.stderr, /\n\s+at /);
});
