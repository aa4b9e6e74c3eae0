import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { tellEnding, type Ending } from '../../lib/domain/ending.ts';
import type { SessionEvent } from '../../lib/domain/event.ts';
import { foldSession } from '../../lib/domain/session.ts';
import { identifyClient, lostRuns, openWorkspace, parkSession } from '../../lib/index.ts';
import { claim, inSession, makeBatch } from '../batch/stage.ts';
import { adev, jsonOf } from '../cli/in-process.ts';
import { createProject, type TestProject } from '../support/project.ts';
import { DEAD_CLIENT, plantSession, writeEntry } from './old-state.ts';

const HERE = identifyClient({ env: { CLAUDE_PID: String(process.pid) } }) ?? {};
const TEN = Date.parse('2026-11-22T10:00:00.000Z');
const HOUR_MS = 3_600_000;

type Said = Readonly<{
  session_id: string;
  ending: Ending;
  story: string[];
  client: string;
  reason?: string;
  lost_runs: number;
  claims: readonly Readonly<{
    batch_id: string;
    number: number;
    parked_until?: string;
    uncertain: boolean;
  }>[];
}>;

/** From a person's own terminal, unless told otherwise. */
async function ask(
  project: TestProject,
  argv: readonly string[] = [],
  more: Record<string, string> = {},
): Promise<Said> {
  const { CLAUDE_CODE_SESSION_ID: _, ...env } = project.env;
  const here = { ...project, env: { ...env, ...more } };
  const now = () => TEN + 10 * HOUR_MS;
  const asked = await adev(here, ['why', '--json', ...argv], { now });
  assert.deepEqual([asked.exit, asked.stderr], [0, '']);
  const said = jsonOf(asked) as Said;
  assert.ok(said.story.length > 0 && said.story.length <= 5, said.story.join('\n'));
  assert.equal((await adev(here, ['why', ...argv], { now })).stdout, `${said.story.join('\n')}\n`);
  return said;
}

function add(project: TestProject, id: string, ...events: readonly SessionEvent[]): void {
  const folder = path.join(project.stateDir, 'sessions', id);
  let number = readdirSync(folder).length;
  for (const event of events) writeEntry(folder, (number += 1), event);
}

const at = (minutes: number) => new Date(TEN + minutes * 60_000).toISOString();

describe('the last session', () => {
  it('that its client ended, ended clean', async (t) => {
    const project = createProject(t);
    plantSession(project.stateDir, { id: 's1', at: TEN, notes: ['one', 'two'], reason: 'prompt_input_exit' });
    const said = await ask(project);
    assert.deepEqual([said.ending, said.reason, said.session_id], ['clean', 'prompt_input_exit', 's1']);
    assert.deepEqual(said.story, [
      '2026-11-22 10:00Z session "s1" began, in "/"',
      '2026-11-22 10:00Z the last of its 2 notes, by main: "two"',
      '2026-11-22 10:00Z its client ended it ("prompt_input_exit")',
    ]);
  });

  it('whose client is gone without a word vanished, and says what was lost with it', async (t) => {
    const project = createProject(t);
    plantSession(project.stateDir, { id: 's1', at: TEN, reason: null });
    add(project, 's1', { event: 'agent-started', at: at(5), agent: 'tester', agent_id: 'a1' });
    const said = await ask(project);
    assert.deepEqual([said.ending, said.client, said.lost_runs], ['vanished', 'dead', 1]);
    assert.deepEqual(said.story.slice(2), [
      '2026-11-22 10:05Z the last that was recorded; its client is gone without having ended it: killed, crashed or cut off',
      'left behind: 1 agent run lost (tester)',
    ]);
  });

  it('whose client cannot be seen is not called dead', async (t) => {
    const project = createProject(t);
    const elsewhere = { ...HERE, pid_namespace: '1' };
    plantSession(project.stateDir, { id: 's1', at: TEN, client: elsewhere, reason: null });
    const said = await ask(project);
    assert.deepEqual([said.ending, said.client], ['vanished', 'unknown']);
    assert.match(said.story.join(), /cannot be seen from here/);
  });

  it('whose client lives is running', async (t) => {
    const project = createProject(t);
    plantSession(project.stateDir, { id: 's1', at: TEN, client: HERE, reason: null });
    const said = await ask(project);
    assert.deepEqual([said.ending, said.client], ['running', 'alive']);
    assert.match(said.story.at(-1) ?? '', /still running$/);
  });

  it('that was cleared went on in another', async (t) => {
    const project = createProject(t);
    plantSession(project.stateDir, { id: 's1', at: TEN, reason: 'clear' });
    assert.equal((await ask(project)).ending, 'cleared');
  });

  it('of which a compaction was the last that was heard was being compacted', async (t) => {
    for (const notes of [['a', 'before compaction (auto)'], ['a']]) {
      const project = createProject(t);
      plantSession(project.stateDir, { id: 's1', at: TEN, notes, reason: null });
      if (notes.length === 1)
        add(project, 's1', {
          event: 'session-started',
          at: at(9),
          source: 'compact',
          client: DEAD_CLIENT,
          cwd: '/',
        });
      const said = await ask(project);
      assert.equal(said.ending, 'compaction');
      // It began as it began; the compaction was no new beginning.
      assert.match(said.story[0] ?? '', /^2026-11-22 10:00Z session "s1" began, in/);
    }
  });

  it('after which a hook failed tells of the hook', async (t) => {
    const project = createProject(t);
    plantSession(project.stateDir, { id: 's1', at: TEN, reason: null });
    add(project, 's1', { event: 'hook-failed', at: at(1), hook: 'stop', message: 'disk-full: no room' });
    const said = await ask(project);
    assert.equal(said.ending, 'hook-failure');
    assert.match(
      said.story.join(),
      /10:01Z a hook failed, and nothing was recorded after it: "disk-full: no room"/,
    );
  });

  it('that had to set its work aside met a usage limit, ended or not', async (t) => {
    for (const reason of [null, 'other']) {
      const project = createProject(t);
      const here = inSession(project, 's1', { now: () => TEN, pid: process.pid });
      plantSession(project.stateDir, { id: 's1', at: TEN, client: HERE, reason: null });
      await makeBatch(['one', 'two'], here);
      await claim(here);
      const workspace = openWorkspace(here);
      assert.ok(workspace);
      assert.equal(await parkSession(workspace), 1);
      if (reason !== null) add(project, 's1', { event: 'session-ended', at: at(1), reason, client: HERE });
      const said = await ask(project, ['--session', 's1']);
      assert.equal(said.ending, 'usage-limit');
      assert.match(said.story.join(), /set aside until 2026-11-22 11:00Z/);
      assert.deepEqual(said.claims, [
        { batch_id: 'b1', number: 1, parked_until: '2026-11-22T11:00:00.000Z', uncertain: true },
      ]);
    }
  });

  it('that left a feature in progress says which', async (t) => {
    const project = createProject(t);
    plantSession(project.stateDir, { id: 's1', at: TEN, reason: null });
    const here = inSession(project, 's1', { now: () => TEN });
    await makeBatch(['one'], here);
    await claim(here);
    const said = await ask(project);
    assert.match(said.story.at(-1) ?? '', /^left behind: .*feature 1 of b1 uncertain$/);
  });

  it('is that which was heard of last, and not one that only commands were in', async (t) => {
    const project = createProject(t);
    plantSession(project.stateDir, { id: 'older', at: TEN, reason: null });
    plantSession(project.stateDir, { id: 'newer', at: TEN + HOUR_MS, reason: 'other' });
    assert.equal((await ask(project)).session_id, 'newer');
    await adev(project, ['checkpoint', 'save', '--agent', 'a', '--message', 'm', '--session', 'script'], {
      now: () => TEN + 5 * HOUR_MS,
    });
    assert.equal((await ask(project)).session_id, 'newer');
    assert.equal((await ask(project, ['--session', 'script'])).ending, 'scripted');
    assert.equal((await ask(project, ['--session', 'older'])).ending, 'vanished');
  });

  it('is not what the asking client itself does', async (t) => {
    const project = createProject(t);
    const inClient = { CLAUDE_CODE_SESSION_ID: 's1', CLAUDE_PID: String(process.pid) };
    plantSession(project.stateDir, { id: 's1', at: TEN, reason: null });
    add(
      project,
      's1',
      { event: 'session-started', at: at(60), source: 'resume', client: HERE, cwd: '/' },
      { event: 'checkpoint', at: at(61), agent: 'main', message: 'after', tools_used: [], kind: 'progress' },
    );
    const said = await ask(project, [], inClient);
    assert.deepEqual([said.session_id, said.ending], ['s1', 'vanished']);
    assert.doesNotMatch(said.story.join(), /after/);
    // Who names it, means all of it.
    assert.equal((await ask(project, ['--session', 's1'], inClient)).ending, 'running');
  });

  it('is the asking one where there is no other', async (t) => {
    const project = createProject(t);
    plantSession(project.stateDir, { id: 's1', at: TEN, client: HERE, reason: null });
    const inClient = { CLAUDE_CODE_SESSION_ID: 's1', CLAUDE_PID: String(process.pid) };
    assert.equal((await ask(project, [], inClient)).ending, 'running');
  });

  it('may be none', async (t) => {
    const project = createProject(t);
    const none = await adev(project, ['why', '--json']);
    assert.equal(none.exit, 3);
    assert.deepEqual((jsonOf(none) as { refused: { code: string } }).refused.code, 'unknown-session');
    plantSession(project.stateDir, { id: 's1', at: TEN });
    assert.equal((await adev(project, ['why', '--session', 'other'])).exit, 3);
  });
});

describe('a story', () => {
  const time = fc.integer({ min: 0, max: 100 }).map((minutes) => at(minutes));
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constant('\u001b[31mred\u202e\n'),
    fc.constant('x'.repeat(700)),
  );
  const client = fc.constantFrom({}, DEAD_CLIENT, HERE);
  const event = fc.oneof(
    fc.record({ event: fc.constant('session-started' as const), at: time, source: text, client, cwd: text }),
    fc.record({ event: fc.constant('session-ended' as const), at: time, reason: text, client }),
    fc.record({ event: fc.constant('agent-started' as const), at: time, agent: text }),
    fc.record({
      event: fc.constant('checkpoint' as const),
      at: time,
      agent: fc.oneof(text, fc.constant('main')),
      message: fc.oneof(text, fc.constant('before compaction')),
      tools_used: fc.constant([]),
      kind: text,
    }),
    fc.record({ event: fc.constant('hook-failed' as const), at: time, message: text }),
  );
  const claims = fc.array(
    fc.record({
      batchId: fc.constant('b1'),
      number: fc.nat(9),
      isUncertain: fc.boolean(),
      parkedUntil: time,
    }),
    { maxLength: 8 },
  );

  it('has at most five lines that fit on a screen, whatever happened', () => {
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 12 }),
        claims,
        fc.constantFrom('alive' as const, 'dead' as const, 'unknown' as const),
        text,
        (given, held, liveness, sessionId) => {
          const events = given as readonly SessionEvent[];
          const lost = lostRuns(foldSession(events), () => liveness);
          const { story } = tellEnding({ sessionId, events, liveness, lostRuns: lost, claims: held });
          assert.ok(story.length >= 1 && story.length <= 5);
          for (const line of story) assert.ok(line.length < 600 && !/\p{Cc}|\u202e/u.test(line), line);
        },
      ),
      { numRuns: 300 },
    );
  });
});
