// State of a newer major version under the built plugin: nothing of it is written over, every command and hook that
// needs it says so, and everything else goes on.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { describe, it } from 'node:test';
import { THIS_PLUGIN } from '../support/built-plugin.ts';
import { createProject, SESSION, snapshot, type TestProject } from '../support/project.ts';
import { folderOf, plantVersion, type KindName } from './stage.ts';

const { adev, hook } = THIS_PLUGIN;

const SAVE = ['checkpoint', 'save', '--agent', 'a', '--message', 'm'];

const HOOKS: readonly (readonly [event: string, fields: object])[] = [
  ['SessionStart', { source: 'resume' }],
  ['UserPromptSubmit', { prompt: 'resume the batch after a crash and save a checkpoint of the state' }],
  ['SubagentStart', { agent_id: 'a1', agent_type: 'planner' }],
  ['SubagentStop', { agent_id: 'a1', agent_type: 'planner', last_assistant_message: 'm' }],
  ['PreCompact', { trigger: 'auto' }],
  ['Stop', {}],
  ['StopFailure', { error: 'rate_limit' }],
  ['SessionEnd', { reason: 'other' }],
];

/** A project in which work goes on, with two batches. */
function workplace(t: Parameters<typeof createProject>[0]): TestProject {
  const project = createProject(t);
  for (const id of ['b1', 'b2']) {
    const made = adev(project, 'batch', 'create', '--id', id, '--feature', 'one', '--feature', 'two');
    assert.equal(made.status, 0, made.stderr);
  }
  assert.equal(adev(project, 'prefs', 'set', 'editor', 'vim').status, 0);
  return project;
}

function makeNewer(project: TestProject, kind: KindName, id: string, data: unknown): string {
  const folder = folderOf(project, kind, id);
  plantVersion(folder, { kind, version: '3.0.0', number: 50, data });
  return folder;
}

/** Exit 75 and the reason, in both forms. */
function isNewer(project: TestProject, ...args: string[]): void {
  const json = adev(project, ...args, '--json');
  assert.equal(json.status, 75, `${args.join(' ')}: ${json.stdout}`);
  const { saved, reason, detail } = json.json as { saved: boolean; reason: string; detail: string };
  assert.deepEqual([saved, reason], [false, 'newer-version'], args.join(' '));
  assert.match(detail, /3\.0\.0.*update the plugin/);
  const plain = adev(project, ...args);
  assert.equal(plain.status, 75, args.join(' '));
  // Whether a checkpoint was saved is said on stdout.
  const isSave = args[0] === 'checkpoint' && args[1] === 'save';
  assert.match(isSave ? plain.stdout : plain.stderr, /newer-version/);
  assert.equal(isSave ? plain.stderr : plain.stdout, '');
}

function succeeds(project: TestProject, ...args: string[]): string {
  const { status, stdout, stderr } = adev(project, ...args);
  assert.equal(status, 0, `${args.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

/** Every hook exits 0; those of these events tell the person why nothing happens. */
function hooksSay(project: TestProject, telling: readonly string[]): void {
  const told = HOOKS.flatMap(([event, fields]) => {
    const { status, stdout, stderr } = hook(project, event, fields);
    assert.equal(status, 0, `${event}: ${stderr}`);
    return `${stdout}${stderr}`.includes('newer-version') || `${stdout}${stderr}`.includes('newer version')
      ? [event]
      : [];
  });
  assert.deepEqual(told, telling);
}

describe('a batch of a newer major version', () => {
  it('is refused by every command on it, stays as it is, and the other batch is worked on', (t) => {
    const project = workplace(t);
    const folder = makeNewer(project, 'batch', 'b1', { batch_id: 'b1', features: {} });
    const before = snapshot(folder);
    for (const args of [
      ['show'],
      ['summary'],
      ['next'],
      ['next', '--claim'],
      ['pause'],
      ['unpause'],
      ['cancel'],
      ['adopt'],
      ['drive', 'on'],
      ['add', '--feature', 'more'],
      ['complete', '1'],
      ['fail', '1', '--error', 'e'],
      ['skip', '1', '--reason', 'r'],
      ['retry', '1'],
      ['release', '1'],
    ]) {
      isNewer(project, 'batch', ...args, '--batch', 'b1');
    }
    isNewer(project, 'history', 'batch/b1');
    isNewer(project, 'restore', 'batch/b1', '1');
    isNewer(project, 'batch', 'create', '--id', 'b1', '--feature', 'again');

    succeeds(project, 'batch', 'next', 'b2', '--claim');
    succeeds(project, 'batch', 'complete', '1', '--batch', 'b2');
    succeeds(project, ...SAVE, '--strict');
    succeeds(project, 'status');
    succeeds(project, 'gc');
    assert.match(succeeds(project, 'batch', 'list'), /b2/);
    assert.match(adev(project, 'doctor').stdout, /newer/);
    hooksSay(project, []);
    assert.deepEqual(snapshot(folder), before);
  });
});

describe('a project document of a newer major version', () => {
  it('stops everything in the project, says so, and stays as it is', (t) => {
    const project = workplace(t);
    const folder = makeNewer(project, 'project', '', { off: 'maybe' });
    const before = snapshot(project.stateDir);
    isNewer(project, ...SAVE, '--strict');
    const lax = adev(project, ...SAVE);
    assert.deepEqual([lax.status, /newer-version/.test(lax.stdout)], [0, true]);
    for (const args of [
      ['agent', 'start', 'a', '--message', 'm'],
      ['batch', 'create', '--feature', 'x'],
      ['batch', 'next', 'b1', '--claim'],
      ['import'],
      ['on'],
      ['off'],
      ['status'],
    ]) {
      isNewer(project, ...args);
    }
    hooksSay(
      project,
      HOOKS.map(([event]) => event),
    );
    assert.match(adev(project, 'doctor').stdout, /newer/);
    // Hooks note in the session's log that they could not do their work; nothing else is touched.
    const { [`sessions/${SESSION}`]: _, ...after } = snapshot(project.stateDir);
    for (const [name, content] of Object.entries(before)) {
      if (name !== `sessions/${SESSION}`) assert.equal(after[name], content, name);
    }
    rmSync(folder, { recursive: true });
    succeeds(project, ...SAVE, '--strict');
  });
});

describe('what is kept of the user in a newer major version', () => {
  it('is refused by prefs and stays as it is; every project goes on with the defaults', (t) => {
    const project = workplace(t);
    const folder = makeNewer(project, 'user', '', { preferences: [] });
    const before = snapshot(folder);
    for (const args of [['list'], ['get', 'editor'], ['set', 'editor', 'vi'], ['unset', 'editor']]) {
      isNewer(project, 'prefs', ...args);
    }
    succeeds(project, ...SAVE, '--strict');
    succeeds(project, 'batch', 'next', 'b1', '--claim');
    succeeds(project, 'status');
    hooksSay(project, []);
    assert.deepEqual(snapshot(folder), before);
  });
});

describe('a session with an entry of a newer major version', () => {
  it('is not read, and what is saved in it does not touch that entry; other sessions go on', (t) => {
    const project = workplace(t);
    const folder = makeNewer(project, 'session', SESSION, { event: 'checkpoint', at: 7, note: 'theirs' });
    const before = snapshot(folder);
    for (const args of [
      ['status'],
      ['checkpoint', 'list'],
      ['agent', 'status'],
      ['why', '--session', SESSION],
      ['batch', 'next', '--claim'],
    ]) {
      isNewer(project, ...args);
    }
    succeeds(project, ...SAVE, '--strict');
    const other = { ...project, env: { ...project.env, CLAUDE_CODE_SESSION_ID: 'other' } };
    succeeds(other, ...SAVE, '--strict');
    succeeds(other, 'status');
    succeeds(other, 'batch', 'next', 'b1', '--claim');
    const all = adev(other, 'checkpoint', 'list', '--all');
    assert.equal(all.status, 0);
    assert.match(all.stdout, /\bm\b/);
    assert.match(all.stderr, new RegExp(`Session ${SESSION} cannot be shown: .*newer version`));
    assert.match(adev(other, 'doctor').stdout, /newer/);
    const after = snapshot(folder);
    for (const [name, content] of Object.entries(before)) assert.equal(after[name], content, name);
  });
});
