// Whose state a hook writes: that of the session it was told of, and of no other, whatever the id looks like.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import registered from '../../hooks/hooks.json' with { type: 'json' };
import { THIS_PLUGIN } from '../support/built-plugin.ts';
import { createProject, snapshot } from '../support/project.ts';

const { adev, hook } = THIS_PLUGIN;

const FIELDS = { source: 'resume', reason: 'other', trigger: 'auto', agent_type: 'coder', agent_id: 'a1' };

test('a hook that is told no session id is nobody’s, and writes nothing', (t) => {
  const project = createProject(t);
  assert.equal(adev(project, 'checkpoint', 'save', '--agent', 'a', '--message', 'm').status, 0);
  const before = snapshot(project.stateDir);
  for (const session_id of [undefined, null, '', 7, {}, ['session-1'], 'x'.repeat(5000)]) {
    for (const event of Object.keys(registered.hooks)) {
      assert.equal(hook(project, event, { ...FIELDS, session_id }).status, 0, event);
    }
  }
  assert.deepEqual(snapshot(project.stateDir), before);
});

test('no id of a session leads out of the folder of sessions, and two ids never share a log', (t) => {
  const project = createProject(t);
  const ids = ['..', '../../x', '/etc/passwd', 'a/b', 'a\\b', 'UPPER', 'upper', 'a b', '.', 'ä', 'a\u0308'];
  for (const session_id of ids) hook(project, 'SubagentStart', { ...FIELDS, session_id });
  assert.equal(readdirSync(path.join(project.stateDir, 'sessions')).length, ids.length);
  assert.deepEqual(readdirSync(project.root), ['.git']);
  assert.equal(existsSync(path.join(project.folder, 'x')), false);
});
