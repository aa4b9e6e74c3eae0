// CWE-59: links in the place of files. (Links in the place of folders: test/store/folders, test/agent-tracker/unsafe-paths.)
import assert from 'node:assert/strict';
import { linkSync, readFileSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { THIS_PLUGIN } from '../support/built-plugin.ts';
import { createProject, plant, SESSION, snapshot, type TestProject } from '../support/project.ts';

const { adev, hook } = THIS_PLUGIN;

function succeeds(project: TestProject, ...args: string[]): string {
  const { status, stdout, stderr } = adev(project, ...args);
  assert.equal(status, 0, `${args.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

function workplace(t: Parameters<typeof createProject>[0]): TestProject {
  const project = createProject(t);
  succeeds(project, 'batch', 'create', '--id', 'b1', '--feature', 'one', '--feature', 'two');
  succeeds(project, 'checkpoint', 'save', '--agent', 'a', '--message', 'first', '--strict');
  plant(project.folder, { elsewhere: { 'theirs.txt': 'theirs' } });
  return project;
}

/** Puts a link in the place of a file, and answers what it leads to. */
function exchange(project: TestProject, name: string, target = 'theirs.txt'): string {
  const place = path.join(project.stateDir, name);
  const to = path.join(project.folder, 'elsewhere', target);
  rmSync(place, { force: true });
  symlinkSync(to, place);
  return to;
}

test('a link in the place of a revision is damage: the one before serves, and what it leads to is not touched', (t) => {
  const project = workplace(t);
  succeeds(project, 'batch', 'add', 'b1', '--feature', 'three');
  const revision = 'batches/b1/r0000000002.json';
  const real = readFileSync(path.join(project.stateDir, revision));
  plant(project.folder, { elsewhere: { 'forged.json': real.toString('latin1') } });
  const to = exchange(project, revision, 'forged.json');
  const { counts } = JSON.parse(succeeds(project, 'batch', 'show', 'b1', '--json')) as {
    counts: { total: number };
  };
  assert.equal(counts.total, 2);
  succeeds(project, 'batch', 'add', 'b1', '--feature', 'again');
  assert.deepEqual(readFileSync(to), real);
});

test('a link in the place of an entry is damage: the session goes on after it', (t) => {
  const project = workplace(t);
  const to = exchange(project, `sessions/${SESSION}/e0000000002.json`);
  succeeds(project, 'checkpoint', 'save', '--agent', 'a', '--message', 'second', '--strict');
  assert.match(succeeds(project, 'checkpoint', 'list'), /second/);
  assert.equal(readFileSync(to, 'utf8'), 'theirs');
});

test('a link at the number that is written next is taken, and never written through', (t) => {
  const project = workplace(t);
  const before = snapshot(path.join(project.folder, 'elsewhere'));
  exchange(project, `sessions/${SESSION}/e0000000004.json`);
  exchange(project, `sessions/${SESSION}/e0000000005.json`, 'missing.txt');
  exchange(project, 'batches/b1/r0000000002.json', 'missing.txt');
  succeeds(project, 'checkpoint', 'save', '--agent', 'a', '--message', 'second', '--strict');
  hook(project, 'SubagentStop', { agent_id: 'a1', agent_type: 'planner', last_assistant_message: 'm' });
  succeeds(project, 'batch', 'add', 'b1', '--feature', 'three');
  assert.match(succeeds(project, 'checkpoint', 'list'), /second/);
  assert.deepEqual(snapshot(path.join(project.folder, 'elsewhere')), before);
});

test('a link in the place of a hint or of the view makes no file where it leads', (t) => {
  const project = workplace(t);
  const before = snapshot(path.join(project.folder, 'elsewhere'));
  exchange(project, 'open/batch.b2', 'made-by-hint');
  exchange(project, 'open/session.other', 'made-by-session');
  exchange(project, 'batches/b2.json', 'made-by-view');
  succeeds(project, 'batch', 'create', '--id', 'b2', '--feature', 'one');
  hook(project, 'SessionStart', { session_id: 'other', source: 'startup' });
  hook(project, 'SubagentStop', {
    session_id: 'other',
    agent_id: 'a',
    agent_type: 'p',
    last_assistant_message: 'm',
  });
  assert.deepEqual(snapshot(path.join(project.folder, 'elsewhere')), before);
});

test('what keeps house deletes links, and nothing behind them', (t) => {
  const project = workplace(t);
  const before = snapshot(path.join(project.folder, 'elsewhere'));
  for (const name of ['.tmp-999999-abc', 'corrupt-1-000000000000']) {
    exchange(project, `batches/b1/${name}`);
    exchange(project, `sessions/${SESSION}/${name}`);
  }
  symlinkSync(path.join(project.folder, 'elsewhere'), path.join(project.stateDir, 'batches/.trash-1-x'));
  symlinkSync(path.join(project.folder, 'elsewhere'), path.join(project.stateDir, 'sessions/.trash-1-x'));
  succeeds(project, 'gc');
  adev(project, 'doctor', '--fix');
  succeeds(project, 'batch', 'add', 'b1', '--feature', 'three');
  succeeds(project, 'purge', '--yes');
  assert.deepEqual(snapshot(path.join(project.folder, 'elsewhere')), before);
});

test('a second name of an entry elsewhere stays as it is, since no file of ours is written twice', (t) => {
  const project = workplace(t);
  const entry = path.join(project.stateDir, 'sessions', SESSION, 'e0000000002.json');
  const copy = path.join(project.folder, 'elsewhere', 'second-name');
  linkSync(entry, copy);
  const bytes = readFileSync(copy);
  for (let at = 0; at < 3; at += 1)
    succeeds(project, 'checkpoint', 'save', '--agent', 'a', '--message', `${at}`, '--strict');
  unlinkSync(entry);
  succeeds(project, 'checkpoint', 'save', '--agent', 'a', '--message', 'last', '--strict');
  assert.deepEqual(readFileSync(copy), bytes);
});
