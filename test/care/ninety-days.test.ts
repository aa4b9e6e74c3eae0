// Ninety days of heavy use, 200 sessions a day of 50 agents each, on a clock that is put forward. Each session leaves a
// tenth of the files that its agents would, so the limit on bytes is a tenth of the default too. Then two days more, with
// all the files and with the default limits: from the second on every day is like the one before.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { collectGarbage, collectSome, setUserPreference } from '../../lib/index.ts';
import { bytesBelow } from '../../lib/store/care.ts';
import { bundledHook } from '../support/hook-process.ts';
import { createProjectWithStateIn, memoryFolder } from '../support/project.ts';
import { callsOfAStart, workspaceAt } from './heavy-use.ts';
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

/** A start and an end of each of fifty agents; the same bytes for all sessions. */
const AGENTS = Array.from({ length: 50 }, (_, agent) => {
  const at = new Date(TODAY - DAYS * DAY_MS).toISOString();
  const run = { at, agent: 'implementer', agent_id: `a${agent}` };
  const end = { status: 'completed', message: 'x'.repeat(2000), tools_used: ['Read', 'Edit', 'Bash'] };
  return [
    bytesOf(2 * agent + 2, { event: 'agent-started', ...run }),
    bytesOf(2 * agent + 3, { event: 'agent-finished', ...run, ...end }),
  ];
}).flat();

test('sessions of fifty agents each stay within the default limits, and one more starts as the first did', async (t) => {
  const project = createProjectWithStateIn(t, path.join(memoryFolder(t), 'state'));
  const begin = bundledHook(t, 'session-start');
  const calls: number[] = [];
  let highest = 0;
  const sessions = 2 * SESSIONS_A_DAY;
  for (let session = 1; session <= sessions; session += 1) {
    const at = TODAY - (2 * DAY_MS * (sessions - session + 1)) / sessions;
    const reason = session % 10 === 0 ? null : 'other';
    plantSession(project.stateDir, { id: `s${session}`, at, reason, notes: AGENTS });
    if (reason !== null) await collectSome(workspaceAt(project, at + 60_000));
    if (session % 20 === 0) highest = Math.max(highest, bytesBelow(project.stateDir));
    if (session === 1 || session === sessions)
      calls.push(callsOfAStart(t, project, begin, `start-${session}`));
  }
  t.diagnostic(`${highest} bytes at most`);
  assert.ok(highest < 200_000_000, `${highest} bytes`);
  const kept = readdirSync(path.join(project.stateDir, 'sessions')).filter((name) => /^s\d/.test(name));
  assert.ok(kept.length >= 199 && kept.length < 230, String(kept.length));
  assert.ok(kept.includes(`s${sessions}`));
  assert.equal(calls[0], calls[1]);
});
