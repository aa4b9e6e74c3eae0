// A hook that cannot do its work: the session goes on, and the person hears of it once at most.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { THIS_PLUGIN } from '../support/built-plugin.ts';
import { createProject, type TestProject } from '../support/project.ts';

const { adev, hook } = THIS_PLUGIN;

/** What the person is shown of one hook, which exits 0 whatever happens. */
function shown(project: TestProject, event: string, fields: object = {}): string | null {
  const { status, json } = hook(project, event, fields);
  assert.equal(status, 0, event);
  return (json as { systemMessage?: string } | null)?.systemMessage ?? null;
}

/** A project whose batch this session drives; its state cannot be used from here on. */
function brokenProject(t: Parameters<typeof createProject>[0], folder: 'batches' | 'sessions'): TestProject {
  const project = createProject(t);
  assert.match(shown(project, 'SessionStart', { source: 'startup' }) ?? '', /autonomous-dev is on/);
  const made = adev(project, 'batch', 'create', '--id', 'b1', '--feature', 'one', '--drive');
  assert.equal(made.status, 0, made.stderr);
  const state = path.join(project.stateDir, folder);
  renameSync(state, path.join(project.folder, folder));
  symlinkSync(path.join(project.folder, folder), state);
  return project;
}

test('a person is told in one line of the first hook that failed in a session, and every failure is noted', (t) => {
  const project = brokenProject(t, 'batches');
  assert.match(
    shown(project, 'Stop') ?? '',
    /^autonomous-dev: the stop hook could not finish \(unsafe-path\): [^\n]*batches/,
  );
  assert.equal(shown(project, 'Stop'), null);
  const failures = readdirSync(project.log)
    .map((name) => readFileSync(path.join(project.log, name), 'utf8'))
    .filter((entry) => entry.includes('"event":"hook-failed"'));
  assert.equal(failures.length, 2);
});

test('where a failure cannot even be noted only the beginning of a session tells of it', (t) => {
  const project = brokenProject(t, 'sessions');
  for (const [event, fields] of [
    ['UserPromptSubmit', { prompt: 'Save a checkpoint so that we can resume after a crash.' }],
    ['SubagentStart', { agent_type: 'coder', agent_id: 'a1' }],
    ['SubagentStop', { agent_type: 'coder', agent_id: 'a1' }],
    ['PreCompact', { trigger: 'auto' }],
    ['Stop', {}],
    ['StopFailure', { error: 'rate_limit' }],
    ['SessionEnd', { reason: 'other' }],
  ] as const) {
    assert.equal(shown(project, event, fields), null, event);
  }
  for (const session_id of ['one', 'two']) {
    assert.match(
      shown(project, 'SessionStart', { source: 'startup', session_id }) ?? '',
      /^autonomous-dev: the session-start hook could not finish \(unsafe-path\): [^\n]*sessions/,
    );
  }
});
