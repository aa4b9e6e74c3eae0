// Proves the support that all tests with the real client stand on, by a plugin that only records.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { NEWEST_CLIENT, OLDEST_CLIENT } from '../support/client-install.ts';
import { runClient, startClient } from '../support/client-run.ts';
import { hasSavedToolCall } from '../support/client-view.ts';
import { lastToolResults, modelText } from '../support/model-request.ts';
import { agent, bash } from '../support/model-script.ts';
import { writeRecorder } from '../support/recorder/recorder.ts';
import { createScratch, type Scratch } from '../support/scratch.ts';
import { waitUntil } from '../support/wait-until.ts';

it('cannot reach anything but loopback', async () => {
  const socket = connect({ host: '192.0.2.1', port: 443 });
  const [error] = (await once(socket, 'error').catch((thrown: unknown) => [thrown])) as [
    NodeJS.ErrnoException,
  ];
  assert.equal(error.code, 'ENETUNREACH');
});

for (const version of [NEWEST_CLIENT, OLDEST_CLIENT]) {
  describe(`the client ${version} and the scripted model`, () => {
    let scratch: Scratch;
    let base: { version: string; home: string; project: string; pluginDirs: string[] };

    beforeEach(async () => {
      scratch = createScratch();
      const recorder = await writeRecorder(path.join(scratch.folder, 'recorder'), version);
      base = { version, home: scratch.home, project: scratch.project, pluginDirs: [recorder] };
    });

    afterEach(() => scratch.remove());

    it('runs a scripted command and hands its result to the next turn', async () => {
      const run = await runClient({
        ...base,
        prompt: 'Say it.',
        script: {
          main: [
            { calls: [bash('echo one'), bash('echo two')] },
            (request) => ({ calls: [bash(`echo after ${lastToolResults(request).join(' and ')}`)] }),
            { text: 'All said.' },
          ],
        },
      });

      assert.deepEqual([run.exitCode, run.signal, run.result], [0, null, 'All said.']);
      const [first, , third] = run.requests('main');
      assert.ok(first !== undefined && third !== undefined);
      assert.match(modelText(first), /Say it\./);
      assert.deepEqual(lastToolResults(third), ['after one and two']);
      assert.deepEqual(
        ['SessionStart', 'PostToolUse', 'Stop', 'SessionEnd'].map((event) => run.hooks(event).length),
        [1, 3, 1, 1],
      );
      assert.ok(run.hooks().every((hook) => hook.stdin.session_id === run.sessionId));
      assert.ok(run.transcriptDir?.startsWith(scratch.home));
    });

    it('keeps the session id when it is killed in a tool call and resumed', async () => {
      const killed = await runClient({
        ...base,
        prompt: 'Wait.',
        script: { main: [{ calls: [bash('tail -f /dev/null')] }] },
        until: (view) => view.hooks('PreToolUse').length === 1 && hasSavedToolCall(view),
      });
      assert.deepEqual([killed.exitCode, killed.signal], [null, 'SIGKILL']);
      assert.deepEqual(killed.hooks('SessionEnd'), []);

      const resumed = await runClient({
        ...base,
        prompt: 'Go on.',
        resume: killed.sessionId,
        script: { main: [{ text: 'Resumed.' }] },
      });
      assert.deepEqual([resumed.exitCode, resumed.result], [0, 'Resumed.']);
      assert.equal(resumed.sessionId, killed.sessionId);
      assert.deepEqual(
        resumed.hooks('SessionStart').map(({ stdin }) => [stdin['source'], stdin.session_id]),
        [['resume', killed.sessionId]],
      );
    });

    it('plays its own script to each of two parallel subagents', async () => {
      const run = await runClient({
        ...base,
        prompt: 'Start both.',
        script: {
          main: [{ calls: [agent('Do task-left.'), agent('Do task-right.')] }, { text: 'Both came back.' }],
          subagents: {
            'task-left': [{ calls: [bash('echo L')] }, { text: 'Left is done.' }],
            'task-right': [{ text: 'Right is done.' }],
          },
        },
      });

      assert.equal(run.result, 'Both came back.');
      const stops = run.hooks('SubagentStop').map((hook) => hook.stdin);
      assert.equal(stops.length, 2);
      assert.deepEqual(
        new Set(stops.map((stop) => stop['last_assistant_message'])),
        new Set(['Left is done.', 'Right is done.']),
      );
      assert.equal(new Set(stops.map((stop) => stop['agent_id'])).size, 2);
      assert.equal(run.requests('subagent').length, 3);
    });

    it('compacts on /compact and starts the next request with the summary', async () => {
      const run = await runClient({
        ...base,
        prompts: ['Begin.', 'Add.', '/compact', 'Continue.'],
        script: {
          main: [{ text: 'Begun.' }, { text: 'Added.' }, { text: 'Continued.' }],
          summary: 'Begun, as a summary tells.',
        },
      });

      assert.equal(run.result, 'Continued.');
      assert.equal(run.requests('compact').length, 1);
      const [, , afterwards] = run.requests('main');
      assert.ok(afterwards !== undefined);
      assert.match(modelText(afterwards), /Begun, as a summary tells\./);
      assert.ok(run.events().some((event) => event['subtype'] === 'compact_boundary'));
      assert.deepEqual(
        run.hooks('SessionStart').map(({ stdin }) => stdin['source']),
        ['startup', 'compact'],
      );
    });

    it('waits on a running client, feeds it and signals it', async () => {
      const client = await startClient({
        ...base,
        script: { main: [{ text: 'Heard.' }, { text: 'Never ', unfinished: true }] },
      });
      await client.ask('Listen.');
      client.feed('Listen once more.');
      await client.waitFor((view) => view.requests('main').length === 2);
      client.kill('SIGTERM');
      const ended = await client.done;

      assert.deepEqual([ended.exitCode, ended.result], [143, 'Heard.']);
      await waitUntil(() => client.hooks('SessionEnd').length === 1);
    });

    it('shows the model what the recorder was told to print', async () => {
      const replies = { SessionStart: { stdout: 'A word from the hook.', sleep_ms: 200 } };
      const run = await runClient({
        ...base,
        prompt: 'Hello.',
        env: { RECORDER_REPLIES: JSON.stringify(replies) },
        script: { main: [{ status: 529, error: 'overloaded_error' }, { text: 'Hello again.' }] },
      });

      const [first, again] = run.requests('main');
      assert.ok(first !== undefined && again !== undefined);
      assert.match(modelText(first), /A word from the hook\./);
      assert.equal(run.result, 'Hello again.');
    });
  });
}
