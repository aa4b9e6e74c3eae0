// The one line with which the plugin introduces itself to a person.
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { THIS_PLUGIN } from '../support/built-plugin.ts';
import { createProject, type TestProject } from '../support/project.ts';

const { adev, hook } = THIS_PLUGIN;

/** What the person and the model are told when a session begins. */
function told(project: TestProject, source = 'startup'): string {
  const { status, stdout, stderr } = hook(project, 'SessionStart', { source });
  assert.deepEqual([status, stderr], [0, '']);
  return stdout;
}

test('a person is told once that the plugin is on, how to look and how to switch it off, in whatever project', (t) => {
  const first = createProject(t);
  const { systemMessage, ...rest } = JSON.parse(told(first)) as { systemMessage: string };
  assert.deepEqual(rest, {});
  assert.match(systemMessage, /^autonomous-dev is on: [^\n]* To look, [^\n]*; to switch it off [^\n]*\.$/);
  // A shell of the person's own need not know `adev`: the line names it as something to ask Claude for.
  assert.match(systemMessage, /ask Claude to run adev status/);
  assert.equal(existsSync(first.stateDir), false);

  const second = createProject(t);
  const atHome = { ...second, env: { ...second.env, HOME: first.home } };
  for (const project of [first, atHome]) assert.equal(told(project), '');
});

test('the line comes with what the model is told, in one document', (t) => {
  const project = createProject(t);
  assert.equal(adev(project, 'batch', 'create', '--id', 'b1', '--feature', 'one').status, 0);
  const said = JSON.parse(told(project)) as Record<string, unknown>;
  assert.deepEqual(Object.keys(said).toSorted(), ['hookSpecificOutput', 'systemMessage']);
});

test('where the plugin is off nobody is told that it is on, until it is', (t) => {
  const project = createProject(t);
  const off = { ...project, env: { ...project.env, AUTONOMOUS_DEV: 'off' } };
  assert.equal(told(off), '');
  assert.match(told(project), /autonomous-dev is on/);
});

test('where it cannot be noted that the line was told it is not told, and the rest of the session goes on', (t) => {
  const project = createProject(t);
  writeFileSync(path.join(project.home, '.autonomous-dev'), 'in the way');
  assert.equal(adev(project, 'batch', 'create', '--id', 'b1', '--feature', 'one').status, 0);
  assert.match(told(project), /^\{"hookSpecificOutput".*batch b1 is unfinished/);
});
