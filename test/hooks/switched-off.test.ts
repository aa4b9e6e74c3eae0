// The off switch: for a process or a project, and then no hook does anything at all.
import assert from 'node:assert/strict';
import test from 'node:test';
import registered from '../../hooks/hooks.json' with { type: 'json' };
import { THIS_PLUGIN } from '../support/built-plugin.ts';
import { createProject, snapshot, type TestProject } from '../support/project.ts';

const { adev, hook } = THIS_PLUGIN;

/** Enough for every hook to have something to do. */
const FIELDS = {
  source: 'resume',
  trigger: 'auto',
  reason: 'other',
  error: 'rate_limit',
  agent_type: 'coder',
  agent_id: 'a1',
  last_assistant_message: 'done',
  prompt: 'Save a checkpoint so that we can resume after a crash.',
  tool_name: 'Bash',
  tool_input: { command: 'adev status' },
};

/** A session that holds a feature of a batch which it drives. */
function atWork(t: Parameters<typeof createProject>[0]): TestProject {
  const project = createProject(t);
  hook(project, 'SessionStart', { source: 'startup' });
  for (const words of [
    ['create', '--id', 'b1', '--feature', 'one', '--drive'],
    ['next', '--claim'],
  ]) {
    const { status, stderr } = adev(project, 'batch', ...words);
    assert.equal(status, 0, stderr);
  }
  return project;
}

/** The events whose hook says or writes something. */
function busyHooks(project: TestProject): string[] {
  return Object.keys(registered.hooks).filter((event) => {
    const before = snapshot(project.folder);
    const { status, stdout, stderr } = hook(project, event, FIELDS);
    assert.deepEqual([status, stderr], [0, ''], event);
    return stdout !== '' || JSON.stringify(snapshot(project.folder)) !== JSON.stringify(before);
  });
}

test('every hook has something to do in a session at work', (t) => {
  assert.deepEqual(busyHooks(atWork(t)), Object.keys(registered.hooks));
});

test('no hook says or writes anything in a process for which the plugin is off', (t) => {
  const project = atWork(t);
  assert.deepEqual(busyHooks({ ...project, env: { ...project.env, AUTONOMOUS_DEV: 'off' } }), []);
});

test('no hook says or writes anything in a project for which it is off, until it is on again', (t) => {
  const project = atWork(t);
  assert.equal(adev(project, 'off').status, 0);
  assert.deepEqual(busyHooks(project), []);
  assert.equal(adev(project, 'on').status, 0);
  assert.notDeepEqual(busyHooks(project), []);
});
