// Agent runs: at work, finished, asked again, and lost with the client that ran them.

import assert from 'node:assert/strict';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { runClient, startClient } from '../support/client-run.ts';
import { hasSavedToolCall, sessionIdOf } from '../support/client-view.ts';
import { lastToolResults, modelText, newText, type ModelRequest } from '../support/model-request.ts';
import { agent, bash } from '../support/model-script.ts';
import { waitUntil } from '../support/wait-until.ts';
import { adevJson, CLIENTS, createStage, eventsOf, hookTroubles, type Stage } from './stage.ts';

const inBackground = (prompt: string) => agent(prompt, { run_in_background: true });

for (const version of CLIENTS) {
  describe(`agents of the client ${version}`, () => {
    let stage: Stage;

    /** Each run of the session in order: its status, and its last words. */
    const runsOf = async (sessionId: string) => {
      type Run = { status: string; message?: string };
      const { agents } = await adevJson<{ agents: Run[] }>(stage, 'status', '--session', sessionId);
      return agents.map(({ status, message }) => (message === undefined ? status : `${status}: ${message}`));
    };

    beforeEach(() => {
      stage = createStage(version);
    });

    afterEach(async () => {
      assert.deepEqual(hookTroubles(stage), []);
      await stage.remove();
    });

    it('are running while they run, and lost when the client dies with them', async () => {
      const client = await startClient({
        ...stage,
        prompt: 'Start both.',
        script: {
          main: [
            { calls: [inBackground('Do task-endless.')] },
            { calls: [inBackground('Do task-quick.')] },
            { calls: [bash('tail -f /dev/null')] },
          ],
          subagents: {
            'task-quick': [{ text: 'Quick is done.' }],
            'task-endless': [{ calls: [bash('tail -f /dev/null')] }],
          },
        },
      });
      await client.waitFor((view) => hasSavedToolCall(view, 'tail -f'));
      const sessionId = sessionIdOf(client);
      await waitUntil(
        () =>
          eventsOf(stage, sessionId, 'agent-started').length === 2 &&
          eventsOf(stage, sessionId, 'agent-finished').length === 1,
      );
      assert.deepEqual((await runsOf(sessionId)).toSorted(), ['completed: Quick is done.', 'running']);
      client.kill('SIGKILL');
      await client.done;
      assert.deepEqual((await runsOf(sessionId)).toSorted(), ['completed: Quick is done.', 'lost']);

      const resumed = await runClient({
        ...stage,
        prompt: 'Go on.',
        resume: sessionId,
        script: { main: [{ text: 'Resumed.' }] },
      });
      const [told] = resumed.requests('main');
      assert.ok(told !== undefined);
      assert.match(
        newText(told),
        /Agent runs lost, started and never finished: general-purpose \(since .*Z\)\. See .* --dismiss\nLast checkpoints .*\n.*"Quick is done\."/,
      );
      assert.deepEqual((await runsOf(sessionId)).toSorted(), ['completed: Quick is done.', 'lost']);
    });

    it('run once more when they are asked again', async () => {
      const ask = (request: ModelRequest) => {
        const [, to] = /agentId: (\w+)/.exec(modelText(request)) ?? [];
        return {
          calls: [{ name: 'SendMessage', input: { to, summary: 'Ask again', message: 'Once more.' } }],
        };
      };
      const asked = path.join(stage.folder, 'asked');
      const run = await runClient({
        ...stage,
        prompt: 'Ask twice.',
        script: {
          main: [
            { calls: [agent('Do task-one.')] },
            // Only the newest client knows this tool, and needs it before the next.
            { calls: [{ name: 'ToolSearch', input: { query: 'select:SendMessage' } }] },
            ask,
            { calls: [bash(`until [ -e '${asked}' ]; do sleep 0.1; done`)] },
          ],
          subagents: {
            'task-one': [{ text: 'First.' }, { calls: [bash(`touch '${asked}'`)] }, { text: 'Second.' }],
          },
        },
      });

      assert.deepEqual(await runsOf(run.sessionId), ['completed: First.', 'completed: Second.']);
      const ids = eventsOf(stage, run.sessionId, 'agent-started').map(({ agent_id }) => agent_id);
      assert.equal(new Set(ids).size, 1);
    });

    it('are recorded once each when eight run in parallel, and what each saves', async () => {
      const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];
      const save = (word: string) =>
        bash(`adev checkpoint save --agent ${word} --message '${word} is half done'`);
      const run = await runClient({
        ...stage,
        prompt: 'Start eight.',
        script: {
          main: [{ calls: words.map((word) => agent(`Do task-${word}.`)) }, { text: 'All came back.' }],
          subagents: Object.fromEntries(
            words.map((word) => [`task-${word}.`, [{ calls: [save(word)] }, { text: `${word} is done` }]]),
          ),
        },
      });

      const saves = run.requests('subagent').flatMap(lastToolResults);
      assert.deepEqual(
        saves,
        words.map(() => 'Checkpoint: saved'),
      );
      const messages = (event: string) =>
        eventsOf(stage, run.sessionId, event).map(({ message }) => String(message));
      assert.deepEqual(
        messages('checkpoint').toSorted(),
        words.map((word) => `${word} is half done`).toSorted(),
      );
      assert.deepEqual(
        messages('agent-finished').toSorted(),
        words.map((word) => `${word} is done`).toSorted(),
      );
      assert.deepEqual(
        (await runsOf(run.sessionId)).toSorted(),
        words.map((word) => `completed: ${word} is done`).toSorted(),
      );
    });
  });
}
