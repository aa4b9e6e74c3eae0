// Checkpoints and agent runs: what a client's session leaves behind, and what it is told when it comes back.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { runClient } from '../support/client-run.ts';
import { hasSavedToolCall } from '../support/client-view.ts';
import { lastToolResults, modelText } from '../support/model-request.ts';
import { agent, bash } from '../support/model-script.ts';
import { CLIENTS, createStage, adevJson, eventsOf, hookAnswers, hookTroubles, type Stage } from './stage.ts';

const FOREVER = 'tail -f /dev/null';
const saving = (message: string, by = 'main') =>
  bash(`adev checkpoint save --agent ${by} --message '${message}'`);

for (const version of CLIENTS) {
  describe(`checkpoints with the client ${version}`, () => {
    let stage: Stage;

    beforeEach(() => {
      stage = createStage(version);
    });

    afterEach(async () => {
      assert.deepEqual(hookTroubles(stage), []);
      await stage.remove();
    });

    it('runs every registered hook without an error', async () => {
      const log = path.join(stage.folder, 'debug.txt');
      const run = await runClient({
        ...stage,
        args: [...stage.args, '--debug-file', log],
        prompts: ['Begin.', 'Add.', '/compact', 'End.'],
        script: {
          main: [
            { calls: [agent('Do task-one.')] },
            { text: 'Begun.' },
            { text: 'Added.' },
            { text: 'Ended.' },
          ],
          subagents: { 'task-one': [{ text: 'One is done.' }] },
        },
      });

      assert.equal(run.result, 'Ended.');
      const { hooks } = JSON.parse(readFileSync(path.join(stage.plugin, 'hooks/hooks.json'), 'utf8')) as {
        hooks: Record<string, unknown>;
      };
      // Two were given no cause; the client does not show the others, but they leave something behind.
      const unseen = ['StopFailure', 'PermissionRequest', 'SessionEnd', 'PreCompact'];
      assert.deepEqual(
        new Set(hookAnswers(stage).map(({ hook_event }) => hook_event)),
        new Set(Object.keys(hooks).filter((event) => !unseen.includes(event))),
      );
      assert.deepEqual(
        eventsOf(stage, run.sessionId).map(({ event, source, message, reason }) => [
          event,
          source ?? message ?? reason,
        ]),
        [
          ['session-started', 'late'],
          ['agent-started', undefined],
          ['agent-finished', 'One is done.'],
          ['checkpoint', 'before compaction (manual)'],
          ['session-started', 'compact'],
          ['session-ended', 'other'],
        ],
      );
      assert.doesNotMatch(
        readFileSync(log, 'utf8'),
        /failed to load hooks|hook.*(failed|timed out|invalid)/i,
      );
    });

    it('keeps what an agent saves and how two parallel agents end, each once', async () => {
      const run = await runClient({
        ...stage,
        prompt: 'Start both.',
        script: {
          main: [
            { calls: [saving('Planned.')] },
            { calls: [agent('Do task-left.'), agent('Do task-right.')] },
            { text: 'Both came back.' },
          ],
          subagents: {
            'task-left': [{ calls: [saving('Half of the left.', 'left')] }, { text: 'Left is done.' }],
            'task-right': [{ calls: [saving('Half of the right.', 'right')] }, { text: 'Right is done.' }],
          },
        },
      });

      const said = run.requests().flatMap(lastToolResults);
      assert.equal(said.filter((result) => result === 'Checkpoint: saved').length, 3, said.join('\n'));
      const events = eventsOf(stage, run.sessionId);
      const messages = (event: string) =>
        events.filter((data) => data.event === event).map(({ message }) => String(message));
      assert.deepEqual(messages('checkpoint').toSorted(), [
        'Half of the left.',
        'Half of the right.',
        'Planned.',
      ]);
      assert.deepEqual(messages('agent-finished').toSorted(), ['Left is done.', 'Right is done.']);
      const idsOf = (event: string) =>
        events.filter((data) => data.event === event).map(({ agent_id }) => String(agent_id));
      assert.equal(new Set(idsOf('agent-started')).size, 2);
      assert.deepEqual(idsOf('agent-started').toSorted(), idsOf('agent-finished').toSorted());
    });

    it('tells a session that was killed in a tool call where it stood', async () => {
      const killed = await runClient({
        ...stage,
        prompt: 'Work.',
        script: {
          main: [
            { calls: [saving('Read the plan.')] },
            { calls: [saving('Wrote the parser.')] },
            { calls: [bash(FOREVER)] },
          ],
        },
        until: (view) => hasSavedToolCall(view, FOREVER),
      });
      assert.equal(killed.signal, 'SIGKILL');
      assert.deepEqual(eventsOf(stage, killed.sessionId, 'session-ended'), []);

      const resumed = await runClient({
        ...stage,
        prompt: 'Go on.',
        resume: killed.sessionId,
        script: { main: [{ text: 'Resumed.' }] },
      });
      assert.equal(resumed.result, 'Resumed.');
      const [first] = resumed.requests('main');
      assert.ok(first !== undefined);
      const told = modelText(first);
      assert.match(told, /autonomous-dev: this session's last client .*ended without a word/);
      assert.match(told, /main, progress: "Read the plan\."\n.*main, progress: "Wrote the parser\."/);
    });

    it('adds nothing to a session that has nothing unfinished, new or resumed', async () => {
      const script = { main: [{ calls: [saving('All of it.')] }, { text: 'Done.' }] };
      const ended = await runClient({ ...stage, prompt: 'Work.', script });
      const resumed = await runClient({
        ...stage,
        prompt: 'More.',
        resume: ended.sessionId,
        script: { main: [{ text: 'Nothing to add.' }] },
      });
      const fresh = await runClient({ ...stage, prompt: 'Anew.', script: { main: [{ text: 'Nothing.' }] } });

      assert.equal(eventsOf(stage, ended.sessionId, 'checkpoint').length, 1);
      for (const run of [ended, resumed, fresh]) {
        for (const request of run.requests()) assert.doesNotMatch(modelText(request), /autonomous-dev: /);
      }
      assert.deepEqual(
        hookAnswers(stage).filter(({ stdout }) => stdout.includes('additionalContext')),
        [],
      );
    });

    it('shows a session neither the runs nor the checkpoints of another in the same project', async () => {
      const other = await runClient({
        ...stage,
        prompt: 'Work.',
        script: {
          main: [{ calls: [saving('Told by the other.')] }, { calls: [agent('Do task-other.')] }],
          subagents: { 'task-other': [{ calls: [bash(FOREVER)] }] },
        },
        until: (view) => hasSavedToolCall(view) && view.requests('subagent').length === 1,
      });
      assert.equal(eventsOf(stage, other.sessionId, 'agent-started').length, 1);

      const own = await runClient({
        ...stage,
        prompt: 'Look.',
        script: {
          main: [
            { calls: [agent('Do task-own.')] },
            { calls: [bash('adev status --json'), bash('adev checkpoint list --json')] },
            { text: 'Seen.' },
          ],
          subagents: { 'task-own': [{ text: 'Own is done.' }] },
        },
      });
      assert.equal(own.result, 'Seen.');
      for (const request of own.requests()) assert.doesNotMatch(modelText(request), /Told by the other/);
      const [status, list] = lastToolResults(own.requests('main').at(-1) ?? assert.fail('no request'));
      const { agents } = JSON.parse(status ?? '') as { agents: { session_id: string; message: string }[] };
      assert.deepEqual(
        agents.map(({ session_id, message }) => [session_id, message]),
        [[own.sessionId, 'Own is done.']],
      );
      const { checkpoints } = JSON.parse(list ?? '') as { checkpoints: { message: string }[] };
      assert.deepEqual(
        checkpoints.map(({ message }) => message),
        ['Own is done.'],
      );

      const all = await adevJson<{ agents: { session_id: string; status: string }[] }>(stage, 'status');
      assert.deepEqual(
        all.agents.map(({ session_id, status: is }) => [session_id, is]),
        [
          [other.sessionId, 'lost'],
          [own.sessionId, 'completed'],
        ],
      );
    });
  });
}
