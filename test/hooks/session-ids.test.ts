// Whose state a hook writes: that of the session it was told of, and of no other, whatever the id looks like.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import registered from '../../hooks/hooks.json' with { type: 'json' };
import { THIS_PLUGIN } from '../support/built-plugin.ts';
import { startFakeClient } from '../support/plugin-process.ts';
import { createProject, snapshot } from '../support/project.ts';

const { adev, hook } = THIS_PLUGIN;

const FIELDS = { source: 'resume', reason: 'other', trigger: 'auto', agent_type: 'coder', agent_id: 'a1' };

test('a hook that is told no session id is nobody’s, and writes nothing', (t) => {
  const project = createProject(t);
  assert.equal(adev(project, 'checkpoint', 'save', '--agent', 'a', '--message', 'm').status, 0);
  const before = snapshot(project.stateDir);
  for (const session_id of [undefined, '', 7, 'x'.repeat(5000)]) {
    for (const event of Object.keys(registered.hooks)) {
      assert.equal(hook(project, event, { ...FIELDS, session_id }).status, 0, event);
    }
  }
  assert.deepEqual(snapshot(project.stateDir), before);
});

test('no id of a session leads out of the folder of sessions, and two ids never share a log', (t) => {
  const project = createProject(t);
  const odd = ['..', '../../x', '/etc/passwd', 'a/b', 'a\\b', 'UPPER', 'upper', 'a b', '.', 'ä', 'a\u0308'];
  // Alike for as long as a short name of either would be.
  const long = [8, 32, 300].flatMap((length) => ['1', '2'].map((end) => 'a-'.repeat(length) + end));
  const ids = [...odd, ...long];
  for (const session_id of ids) hook(project, 'SubagentStart', { ...FIELDS, session_id });
  assert.equal(readdirSync(path.join(project.stateDir, 'sessions')).length, ids.length);
  assert.deepEqual(readdirSync(project.root), ['.git']);
  assert.equal(existsSync(path.join(project.folder, 'x')), false);
});

test('what a dead session recorded stays as it is, whoever looks, takes its work over and ends', async (t) => {
  const project = createProject(t);
  const dead = await startFakeClient(t, project, { session: 'dead' });
  await dead.hook('SessionStart', { source: 'startup' });
  await dead.hook('SubagentStart', { agent_type: 'coder', agent_id: 'a1' });
  await dead.adev(['batch', 'create', '--id', 'b1', '--feature', 'one', '--feature', 'two', '--drive']);
  await dead.adev(['batch', 'next', '--claim']);
  await dead.kill();
  const log = path.join(project.stateDir, 'sessions/dead');
  const before = snapshot(log);
  assert.notDeepEqual(before, {});

  const other = await startFakeClient(t, project, { session: 'other' });
  assert.match((await other.hook('SessionStart', { source: 'startup' })).stdout, /nobody works on it/);
  for (const words of [
    ['status'],
    ['why'],
    ['batch', 'adopt', 'b1', '--drive'],
    ['batch', 'next', '--claim'],
    ['doctor', '--fix'],
    ['gc'],
  ]) {
    const { status, stderr } = await other.adev(words);
    assert.equal(status, 0, `${words.join(' ')}: ${stderr}`);
  }
  for (const event of ['Stop', 'StopFailure', 'SessionEnd']) await other.hook(event, FIELDS);
  assert.deepEqual(snapshot(log), before);
});
