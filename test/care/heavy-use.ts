// What is asked of a state in heavy use: it is looked after at another time, and how much a session's start looks at.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { openWorkspace } from '../../lib/index.ts';
import { FAULT_PRELOAD } from '../support/broken-disk.ts';
import type { bundledHook } from '../support/hook-process.ts';
import type { TestProject } from '../support/project.ts';

export function workspaceAt(project: TestProject, now: number) {
  const { CLAUDE_CODE_SESSION_ID: _, ...env } = project.env;
  const workspace = openWorkspace({ ...project.surroundings, env, now: () => now });
  assert.ok(workspace);
  return workspace;
}

/** How often the hook of a new session's start asks the file system for anything of the state. */
export function callsOfAStart(
  t: TestContext,
  project: TestProject,
  begin: ReturnType<typeof bundledHook>,
  id: string,
): number {
  const log = path.join(project.folder, `${id}.log`);
  const event = { session_id: id, cwd: project.root, hook_event_name: 'SessionStart', source: 'startup' };
  const fault = JSON.stringify({ below: project.stateDir, log });
  const ended = begin(event, { ...project.env, FAULT_PRELOAD: fault }, ['--require', FAULT_PRELOAD]);
  assert.deepEqual([ended.status, ended.stderr], [0, '']);
  const calls = readFileSync(log, 'utf8').trimEnd().split('\n').length;
  t.diagnostic(`${id}: ${calls} calls`);
  return calls;
}
