// CWE-22: whatever id a hook or a command is given, it names nothing outside the state directory, and inside it only
// what is ours.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { THIS_PLUGIN } from '../support/built-plugin.ts';
import { createProject, plant, snapshot, type TestProject } from '../support/project.ts';

const { adev, hook } = THIS_PLUGIN;

const HOSTILE = [
  '../../../../outside',
  '..',
  '.',
  '/etc/passwd',
  '../sessions/session-1',
  'batches/../../outside',
  '..\\..\\outside',
  'C:\\outside',
  '\\\\host\\share',
  'file:///etc/passwd',
  '~/outside',
  '$HOME/outside',
  '%2e%2e%2foutside',
  '..%c0%afoutside',
  '\uff0e\uff0e\uff0foutside',
  'a\u0000/../../outside',
  'nul',
  'con.json',
  'r0000000001.json',
  '.trash-1-x',
  '.tmp-1-x',
  'UPPER',
  'x'.repeat(300),
  ' ',
  '-rf',
];

/** Names that lie in a state directory: all of them ours. */
const OURS = [
  /^(?:batches|sessions|project|open)$/,
  /^(?:batches|sessions)\/[a-z0-9][a-z0-9_-]{0,63}$/,
  /^batches\/[a-z0-9][a-z0-9_-]{0,63}\.json$/,
  /^batches\/[a-z0-9_-]+\/r\d{10}\.json$/,
  /^sessions\/[a-z0-9_-]+\/e\d{10}\.json$/,
  /^project\/r\d{10}\.json$/,
  /^open\/(?:batch|session)\.[a-z0-9][a-z0-9_-]*$/,
  /^open\/[a-z]+(?:\.[a-z0-9_-]+)?$/,
];

/** Runs, and sees that nothing has appeared or changed but what is ours. */
function staysInside(project: TestProject, run: () => void): void {
  plant(project.folder, { 'outside.txt': 'theirs' });
  const outside = () => {
    const all = snapshot(project.folder);
    const state = path.relative(project.folder, project.stateDir);
    const user = path.join('home', '.autonomous-dev');
    return Object.fromEntries(
      Object.entries(all).filter(
        ([name]) => !`${name}/`.startsWith(`${state}/`) && !`${name}/`.startsWith(`${user}/`),
      ),
    );
  };
  const before = outside();
  run();
  assert.deepEqual(outside(), before);
  for (const name of readdirSync(project.stateDir, { recursive: true, encoding: 'utf8' })) {
    assert.ok(
      OURS.some((pattern) => pattern.test(name)),
      name,
    );
  }
}

const END = { agent_type: 'planner', last_assistant_message: 'done' };

test('a session, an agent or a transcript of any name stays in the state directory', (t) => {
  const project = createProject(t);
  staysInside(project, () => {
    for (const id of HOSTILE) {
      for (const fields of [
        { session_id: id, agent_id: 'a', ...END },
        { agent_id: id, ...END, agent_type: id, agent_transcript_path: id },
      ]) {
        const { status, stderr } = hook(project, 'SubagentStop', fields);
        assert.deepEqual([status, stderr], [0, ''], id);
      }
    }
    for (const id of HOSTILE.filter((each) => !each.includes('\u0000'))) {
      adev(project, 'checkpoint', 'save', `--agent=${id}`, '--message=m', `--session=${id}`);
      adev(project, 'agent', 'start', id, '--message=m', `--agent-id=${id}`);
    }
  });
  const sessions = readdirSync(path.join(project.stateDir, 'sessions'));
  // None shares its log with another: a hash each, the session of the project, and those that may be names as they are.
  assert.ok(sessions.length >= HOSTILE.length, sessions.join());
});

test('a batch is made and looked for under names alone', (t) => {
  const project = createProject(t);
  adev(project, 'batch', 'create', '--id', 'b1', '--feature', 'one');
  staysInside(project, () => {
    for (const id of HOSTILE.filter((each) => !each.includes('\u0000'))) {
      const made = adev(project, 'batch', 'create', `--id=${id}`, '--feature=one');
      assert.notEqual(made.status, 0, id);
      for (const args of [
        ['batch', 'show', `--batch=${id}`],
        ['batch', 'next', `--batch=${id}`, '--claim'],
        ['batch', 'complete', '1', `--batch=${id}`],
        ['batch', 'cancel', `--batch=${id}`],
        ['history', `batch/${id}`],
        ['restore', `batch/${id}`, '1'],
      ]) {
        const { status, stdout } = adev(project, ...args);
        assert.ok(status === 2 || status === 3, `${args.join(' ')}: ${status} ${stdout}`);
      }
    }
  });
  assert.deepEqual(readdirSync(path.join(project.stateDir, 'batches')).toSorted(), ['b1', 'b1.json']);
});

test('a preference is a key and never a file', (t) => {
  const project = createProject(t);
  adev(project, 'prefs', 'set', 'editor', 'vim');
  const before = snapshot(project.home);
  for (const name of HOSTILE.filter(
    (each) => !each.includes('\u0000') && !['nul', 'UPPER', 'con.json'].includes(each),
  )) {
    const { status } = adev(project, 'prefs', 'set', '--', name, '1');
    assert.ok(status === 2 || status === 3 || status === 0, name);
  }
  const names = (tree: object) => Object.keys(tree).filter((name) => !/\/r\d{10}\.json$/.test(name));
  assert.deepEqual(names(snapshot(project.home)), names(before));
});
