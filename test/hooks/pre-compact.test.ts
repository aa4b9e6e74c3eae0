// Before a compaction: a checkpoint where the session has state, and never a word.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import test from 'node:test';
import { THIS_PLUGIN } from '../support/built-plugin.ts';
import { createProject, snapshot, type TestProject } from '../support/project.ts';

const { adev, hook } = THIS_PLUGIN;

function compact(project: TestProject, fields: object): void {
  const { status, stdout, stderr } = hook(project, 'PreCompact', fields);
  // What this hook printed would become part of the instructions for the summary.
  assert.deepEqual([status, stdout, stderr], [0, '', '']);
}

test('the compaction of a session that has state is noted, with what set it off', (t) => {
  const project = createProject(t);
  assert.equal(adev(project, 'checkpoint', 'save', '--agent', 'main', '--message', 'Begun.').status, 0);
  for (const fields of [{ trigger: 'manual', custom_instructions: null }, { trigger: 'auto' }, {}]) {
    compact(project, fields);
  }
  const listed = adev(project, 'checkpoint', 'list', '--json').json;
  assert.deepEqual(
    (listed as { checkpoints: { message: string }[] }).checkpoints.map(({ message }) => message),
    ['Begun.', 'before compaction (manual)', 'before compaction (auto)', 'before compaction'],
  );
});

test('of a session without state nothing is noted, in a project with or without any', (t) => {
  const project = createProject(t);
  compact(project, { trigger: 'auto' });
  assert.equal(existsSync(project.stateDir), false);
  assert.equal(adev(project, 'checkpoint', 'save', '--agent', 'main', '--message', 'Begun.').status, 0);
  const before = snapshot(project.stateDir);
  compact(project, { trigger: 'auto', session_id: 'another' });
  assert.deepEqual(snapshot(project.stateDir), before);
});
