// Ninety days of heavy use, 200 sessions a day of 50 agents each, on a clock that is put forward. Each session leaves a
// tenth of the files that its agents would, so the limit on bytes is a tenth of the default too.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { collectGarbage, collectSome, openWorkspace, setUserPreference } from '../../lib/index.ts';
import { bytesBelow } from '../../lib/store/care.ts';
import { FAULT_PRELOAD } from '../support/broken-disk.ts';
import { bundledHook } from '../support/hook-process.ts';
import { createProjectWithStateIn, memoryFolder, type TestProject } from '../support/project.ts';
import { bytesOf, checkpoint, DAY_MS, plantSession } from './old-state.ts';

const DAYS = 90;
const SESSIONS_A_DAY = 200;
const FILES_A_SESSION = 10;
const MAX_STATE_MB = 20;
const WORKING_MS = 8 * 60 * 60 * 1000;
const TODAY = Date.now();

// What an agent's end weighs with the default `capture`; the same bytes for all, because encoding takes most of the time.
const NOTES = Array.from({ length: FILES_A_SESSION }, (_, index) =>
  bytesOf(index + 2, checkpoint(new Date(TODAY - 100 * DAY_MS).toISOString(), 'x'.repeat(2000))),
);

test('ninety days of heavy use stay within the limits, and a session starts as on the first day', async (t) => {
  const project = createProjectWithStateIn(t, path.join(memoryFolder(t), 'state'));
  const begin = bundledHook(t, 'session-start');
  assert.ok((await setUserPreference('max_state_mb', MAX_STATE_MB, project.surroundings)).ok);
  const calls: number[] = [];
  let highest = 0;
  for (let day = 1; day <= DAYS; day += 1) {
    for (let session = 0; session < SESSIONS_A_DAY; session += 1) {
      const at = TODAY - (DAYS - day) * DAY_MS - (WORKING_MS * (SESSIONS_A_DAY - session)) / SESSIONS_A_DAY;
      // One in ten is killed.
      const reason = session % 10 === 0 ? null : 'other';
      plantSession(project.stateDir, { id: `d${day}-s${session}`, at, reason, notes: NOTES });
      if (reason !== null) await collectSome(workspaceAt(project, at + 60_000));
    }
    highest = Math.max(highest, bytesBelow(project.stateDir));
    if (day === 1 || day === DAYS) calls.push(callsOfAStart(t, project, begin, `start-${day}`));
  }
  assert.ok(highest < MAX_STATE_MB * 1_000_000, `${highest} bytes`);
  const kept = readdirSync(path.join(project.stateDir, 'sessions'));
  // 200, and those that came within the last hour of work; the two that were started here are alive.
  assert.ok(kept.length >= 200 && kept.length < 230, String(kept.length));
  assert.ok(kept.includes(`d${DAYS}-s${SESSIONS_A_DAY - 1}`));
  const hints = readdirSync(path.join(project.stateDir, 'open'));
  assert.ok(hints.length < 40, hints.join());
  assert.equal(calls[0], calls[1]);

  assert.ok((await setUserPreference('max_state_mb', 3, project.surroundings)).ok);
  const { sessions } = await collectGarbage(workspaceAt(project, TODAY));
  assert.ok(sessions.filter(({ why }) => why === 'bytes').length > 50);
  assert.ok(bytesBelow(project.stateDir) <= 3_000_000);
});

function workspaceAt(project: TestProject, now: number) {
  const { CLAUDE_CODE_SESSION_ID: _, ...env } = project.env;
  const workspace = openWorkspace({ ...project.surroundings, env, now: () => now });
  assert.ok(workspace);
  return workspace;
}

/** How often the hook of a new session's start asks the file system for anything of the state. */
function callsOfAStart(
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
