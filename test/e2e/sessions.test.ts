// Whose work it is: forks, clears, two clients in one session, and clients that are told to end.

import assert from 'node:assert/strict';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { runClient, startClient } from '../support/client-run.ts';
import { answers, hasSavedToolCall, sessionIdOf } from '../support/client-view.ts';
import { lastToolResults, newText } from '../support/model-request.ts';
import { bash } from '../support/model-script.ts';
import { waitUntil } from '../support/wait-until.ts';
import { doneIn, workBatchOff } from './batch-worker.ts';
import { adevJson, CLIENTS, createStage, eventsOf, hookAnswers, hookTroubles, type Stage } from './stage.ts';

const FOREVER = 'tail -f /dev/null';
const claim = { calls: [bash('adev batch next b1 --claim')] };

for (const version of CLIENTS) {
  describe(`sessions of the client ${version}`, () => {
    let stage: Stage;
    let diary: string;

    /** Each feature's status, with `?` where it is uncertain. */
    const statuses = async () => {
      const { features } = await adevJson<{ features: { status: string; uncertain: boolean }[] }>(
        stage,
        'batch',
        'show',
        'b1',
      );
      return features.map(({ status, uncertain }) => (uncertain ? `${status}?` : status));
    };

    beforeEach(async () => {
      stage = createStage(version);
      diary = path.join(stage.folder, 'diary');
      const features = ['one', 'two', 'three'].flatMap((text) => ['--feature', text]);
      await adevJson(stage, 'batch', 'create', '--id', 'b1', ...features);
    });

    afterEach(async () => {
      assert.deepEqual(hookTroubles(stage), []);
      await stage.remove();
    });

    it('leave a fork without the lease, the active batch and the drive of the session it came from', async () => {
      const parent = await startClient({
        ...stage,
        script: {
          main: [{ calls: [bash('adev batch adopt b1 --drive')] }, claim, { calls: [bash(FOREVER)] }],
        },
      });
      parent.feed('Work the batch off.');
      await parent.waitFor((view) => hasSavedToolCall(view, FOREVER));
      const parentId = sessionIdOf(parent);
      const before = eventsOf(stage, parentId);

      const fork = await runClient({
        ...stage,
        prompt: 'Try something else.',
        resume: parentId,
        args: [...stage.args, '--fork-session'],
        script: {
          main: [
            { calls: [bash('adev batch complete 1 --batch b1'), bash('adev batch next b1')] },
            { text: 'Tried.' },
          ],
        },
      });
      assert.equal(fork.result, 'Tried.');
      assert.notEqual(fork.sessionId, parentId);
      const [first, second] = fork.requests('main');
      assert.ok(first !== undefined && second !== undefined);
      assert.doesNotMatch(newText(first), /autonomous-dev: /);
      const [report, next] = lastToolResults(second);
      assert.match(report ?? '', /refused \(not-owner\)/);
      assert.match(next ?? '', /^Feature 2 of 3: two\nNot claimed\./);
      assert.deepEqual(
        new Set(eventsOf(stage, fork.sessionId).map(({ event }) => event)),
        new Set(['session-started', 'session-ended']),
      );
      assert.deepEqual(eventsOf(stage, parentId), before);
      assert.deepEqual(await statuses(), ['in_progress', 'pending', 'pending']);
      parent.kill('SIGKILL');
      await parent.done;
    });

    it('hand lease and drive on when they are cleared', async () => {
      const run = await runClient({
        ...stage,
        prompts: ['Work the batch off.', '/clear', 'Go on.'],
        script: {
          main: [
            { calls: [bash('adev batch adopt b1 --drive')] },
            claim,
            { text: 'A word.' }, // told to go on
            { text: 'Another.' }, // no progress: the turn ends
            ...workBatchOff({ diary, restsAfterEach: true }),
          ],
        },
      });

      const ids = answers(run).map((answer) => String(answer['session_id']));
      const [old, fresh] = [ids[0] ?? '', ids.at(-1) ?? ''];
      assert.notEqual(old, fresh);
      const afterwards = run.requests('main')[4];
      assert.ok(afterwards !== undefined);
      assert.match(newText(afterwards), /; this session drives it\.\nThis session holds feature 1: "one"/);
      assert.deepEqual(doneIn(diary), [1, 2, 3]);
      assert.deepEqual(await statuses(), ['completed', 'completed', 'completed']);
      const told = hookAnswers(stage).map(({ stdout }) => stdout);
      assert.equal(told.filter((stdout) => stdout.includes('is finished')).length, 1);
      assert.deepEqual(
        eventsOf(stage, old, 'session-ended').map(({ reason }) => reason),
        ['clear'],
      );
    });

    it('are told when they begin of a batch that nobody works on, and take it over', async () => {
      const dead = await runClient({
        ...stage,
        prompt: 'Work the batch off.',
        script: { main: [claim, { calls: [bash(FOREVER)] }] },
        until: (view) => hasSavedToolCall(view, FOREVER),
      });
      const run = await runClient({
        ...stage,
        prompt: 'What is there to do?',
        script: {
          main: [
            (request) => {
              const [line, adopt = ''] =
                /^.*autonomous-dev: .*(adev batch adopt \S+)$/m.exec(newText(request)) ?? [];
              assert.match(line ?? '', /batch b1 is unfinished \(3 of 3 left\) and nobody works on it/);
              return { calls: [bash(adopt)] };
            },
            ...workBatchOff({ diary }),
          ],
        },
      });

      assert.notEqual(run.sessionId, dead.sessionId);
      const [, adopted] = run.requests('main');
      assert.ok(adopted !== undefined);
      assert.match(newText(adopted), /Given back, and uncertain, as their owners are gone: feature 1\./);
      assert.deepEqual(doneIn(diary), [1, 2, 3]);
      assert.deepEqual(await statuses(), ['completed', 'completed', 'completed']);
    });

    it('go on where they were killed when they are continued, in the hands of the client that continues them', async () => {
      const { sessionId } = await runClient({
        ...stage,
        prompt: 'Work the batch off.',
        script: { main: [claim, { calls: [bash(FOREVER)] }] },
        until: (view) => hasSavedToolCall(view, FOREVER),
      });
      const client = await startClient({
        ...stage,
        prompt: 'Go on.',
        args: [...stage.args, '--continue'],
        script: { main: [claim, { silent: true }] },
      });
      await client.waitFor((view) => view.requests('main').length === 2);

      const [told] = client.requests('main');
      assert.ok(told !== undefined);
      assert.match(newText(told), /ended without a word[^]*\nUncertain: feature 1: "one"/);
      const sources = eventsOf(stage, sessionId, 'session-started').map(({ source }) => source);
      assert.deepEqual(sources, ['startup', 'resume']);
      const offered = async () =>
        (await adevJson<{ feature: { number: number } }>(stage, 'batch', 'next', 'b1', '--session', 'other'))
          .feature.number;
      assert.equal(await offered(), 2);
      client.kill('SIGKILL');
      await client.done;
      assert.equal(await offered(), 1);
    });

    it('keep the work of two clients apart that are in one session', async () => {
      const first = await startClient({
        ...stage,
        script: {
          main: [
            claim,
            { text: 'Claimed.' },
            { calls: [bash(`echo 1 >> '${diary}' && adev batch complete 1 --batch b1 --token 1`)] },
            ...workBatchOff({ diary }),
          ],
        },
      });
      await first.ask('Take one.');
      const sessionId = sessionIdOf(first);

      const second = await runClient({
        ...stage,
        prompt: 'Go on.',
        resume: sessionId,
        script: {
          main: workBatchOff({
            diary,
            instead: (feature) => (feature === 2 ? `echo begun; ${FOREVER}` : undefined),
          }),
        },
        until: (view) => hasSavedToolCall(view, 'echo begun'),
      });
      const [told] = second.requests('main');
      assert.ok(told !== undefined);
      assert.match(
        newText(told),
        /Another client of this session works on feature 1: "one".*\nNext is feature 2.*\n.*: adev batch next b1 --claim/,
      );

      const third = await runClient({
        ...stage,
        prompt: 'Look.',
        resume: sessionId,
        script: { main: [{ text: 'Seen.' }] },
      });
      assert.equal(third.result, 'Seen.');
      assert.equal(eventsOf(stage, sessionId, 'session-ended').length, 1);
      assert.deepEqual(await statuses(), ['in_progress', 'in_progress', 'pending']);

      await first.ask('Go on.');
      first.closeStdin();
      await first.done;
      assert.deepEqual(doneIn(diary), [1, 2, 3]);
      assert.deepEqual(await statuses(), ['completed', 'completed', 'completed']);
    });

    for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
      it(`give back what they hold, as uncertain, on ${signal}`, async () => {
        const client = await startClient({
          ...stage,
          prompt: 'Take one.',
          script: { main: [claim, { calls: [bash(FOREVER)] }] },
        });
        await client.waitFor((view) => hasSavedToolCall(view, FOREVER));
        assert.deepEqual(await statuses(), ['in_progress', 'pending', 'pending']);
        client.kill(signal);
        const { sessionId, exitCode } = await client.done;

        assert.equal(exitCode, signal === 'SIGTERM' ? 143 : 129);
        await waitUntil(() => eventsOf(stage, sessionId, 'session-ended').length === 1);
        assert.deepEqual(await statuses(), ['pending?', 'pending', 'pending']);
      });
    }
  });
}
