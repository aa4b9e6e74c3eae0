// Batches worked off by a scripted model in the real client, which is killed, compacted and run beside another.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { OLDEST_CLIENT } from '../support/client-install.ts';
import { runClient, startClient } from '../support/client-run.ts';
import { hasSavedToolCall } from '../support/client-view.ts';
import { modelText, newText } from '../support/model-request.ts';
import { bash } from '../support/model-script.ts';
import { writeRecorder } from '../support/recorder/recorder.ts';
import { waitUntil } from '../support/wait-until.ts';
import { doneIn, workBatchOff } from './batch-worker.ts';
import {
  addWorktree,
  adevJson,
  CLIENTS,
  createStage,
  eventsOf,
  hookTroubles,
  stateOf,
  type Stage,
} from './stage.ts';

type Feature = {
  number: number;
  status: string;
  attempts: number;
  history: { event: string; session_id: string; uncertain?: boolean }[];
};

for (const version of CLIENTS) {
  describe(`batches with the client ${version}`, () => {
    let stage: Stage;
    let diary: string;

    const featuresOf = async (id: string) =>
      (await adevJson<{ features: Feature[] }>(stage, 'batch', 'show', id)).features;
    const wereUncertain = (features: Feature[]) =>
      features.filter(({ history }) => history.some((line) => line.uncertain)).map(({ number }) => number);

    beforeEach(() => {
      stage = createStage(version);
      diary = path.join(stage.folder, 'the diary');
      writeFileSync(path.join(stage.project, 'list.md'), '# Work\n\n- [ ] parse\n- [ ] print\n- [ ] prove\n');
    });

    afterEach(async () => {
      assert.deepEqual(hookTroubles(stage), []);
      await stage.remove();
    });

    it('does every feature of a batch once though its client is killed at one, which it flags', async () => {
      const killed = await runClient({
        ...stage,
        prompt: 'Work the list off.',
        script: {
          main: [
            { calls: [bash('adev batch create list.md --id b1')] },
            ...workBatchOff({
              diary,
              instead: (feature) => (feature === 2 ? 'echo begun; tail -f /dev/null' : undefined),
            }),
          ],
        },
        until: (view) => hasSavedToolCall(view, 'echo begun'),
      });
      assert.deepEqual(doneIn(diary), [1]);

      const resumed = await runClient({
        ...stage,
        prompt: 'Go on.',
        resume: killed.sessionId,
        script: { main: workBatchOff({ diary }) },
      });
      const [first, second] = resumed.requests('main');
      assert.ok(first !== undefined && second !== undefined);
      assert.match(
        newText(first),
        /Batch b1: running, 1 of 3 completed\.\nUncertain: feature 2: "print", begun .*, HEAD unchanged at [0-9a-f]{12}: .*\nCheck the files before .*: adev batch next b1 --claim/,
      );
      assert.match(newText(second), /Feature 2 of 3: print\n.*\nUncertain: its owner went without a word/);
      assert.equal(resumed.result, 'Nothing is left to do.');

      assert.deepEqual(doneIn(diary), [1, 2, 3]);
      const features = await featuresOf('b1');
      assert.deepEqual(
        features.map(({ status, attempts }) => [status, attempts]),
        [
          ['completed', 0],
          ['completed', 1],
          ['completed', 0],
        ],
      );
      assert.deepEqual(wereUncertain(features), [2]);
    });

    it('goes on after a compaction by one brief, and takes the compaction for no agent', async () => {
      const recorder = await writeRecorder(path.join(stage.folder, 'recorder'), version);
      const run = await runClient({
        ...stage,
        pluginDirs: [stage.plugin, recorder],
        prompts: ['Make a batch.', 'Take the first.', '/compact', 'Go on.'],
        script: {
          main: [
            { calls: [bash('adev batch create list.md --id b1')] },
            { text: 'Made.' },
            { calls: [bash('adev batch next b1 --claim')] },
            { text: 'Taken.' },
            ...workBatchOff({ diary }),
          ],
        },
      });

      assert.deepEqual(
        run.hooks('SubagentStop').map(({ stdin }) => stdin['agent_type']),
        [''],
      );
      const events = eventsOf(stage, run.sessionId).map(({ event, message }) => message ?? event);
      assert.deepEqual(events, [
        'session-started',
        'batch-activated',
        'before compaction (manual)',
        'session-started',
        'session-ended',
      ]);
      const afterwards = run.requests('main').slice(4);
      const [first] = afterwards;
      assert.ok(first !== undefined);
      assert.match(
        newText(first),
        /where this session stands\.\n.*\nThis session holds feature 1: "parse", begun .*\nNext is feature 2/,
      );
      for (const request of afterwards) assert.equal(modelText(request).split('autonomous-dev: ').length, 2);
      assert.deepEqual(doneIn(diary), [1, 2, 3]);
      assert.deepEqual(wereUncertain(await featuresOf('b1')), []);
    });

    for (const where of ['one folder', 'two worktrees']) {
      it(`does every feature once with two clients in ${where} at one time`, async () => {
        const numbers = Array.from({ length: 10 }, (_, index) => index + 1);
        const texts = numbers.flatMap((number) => ['--feature', `feature ${number}`]);
        await adevJson(stage, 'batch', 'create', '--id', 'b1', ...texts);

        const workIn = (project: string, [own, other]: [string, string]) => {
          const meet = `touch '${stage.folder}/${own}'; until [ -e '${stage.folder}/${other}' ]; do sleep 0.05; done`;
          return runClient({
            ...stage,
            project,
            prompt: 'Work b1 off.',
            script: {
              main: [
                { calls: [bash(`${meet}; echo 'adev batch next b1 --claim'`)] },
                ...workBatchOff({ diary }),
              ],
            },
          });
        };
        const second = where === 'one folder' ? stage.project : addWorktree(stage);
        const runs = await Promise.all([
          workIn(stage.project, ['left', 'right']),
          workIn(second, ['right', 'left']),
        ]);

        assert.deepEqual(
          doneIn(diary).toSorted((a, b) => a - b),
          numbers,
        );
        const features = await featuresOf('b1');
        const owners = features.map(({ history }) =>
          history.map(({ event, session_id }) => [event, session_id]),
        );
        for (const { sessionId } of runs) {
          const own = owners.filter(([first]) => first?.[1] === sessionId);
          assert.notEqual(own.length, 0);
          for (const lines of own)
            assert.deepEqual(lines, [
              ['claimed', sessionId],
              ['completed', sessionId],
            ]);
        }
        assert.deepEqual(wereUncertain(features), []);
      });
    }

    it('sets a feature aside when the client meets a usage limit, and takes it up with the next prompt', async () => {
      await adevJson(stage, 'batch', 'create', 'list.md', '--id', 'b1');
      const published = () => readFileSync(path.join(stateOf(stage), 'batches/b1.json'), 'utf8');
      const isParked = () => published().includes('parked_until');
      const client = await startClient({
        ...stage,
        env: { ...stage.env, CLAUDE_CODE_MAX_RETRIES: '0' },
        script: {
          main: [
            { calls: [bash('adev batch next b1 --claim')] },
            { status: 429, error: 'rate_limit_error' },
            () => {
              assert.ok(!isParked());
              return { calls: [bash("echo 'Then: adev batch complete 1 --batch b1 --token 1'")] };
            },
            ...workBatchOff({ diary }),
          ],
        },
      });
      await client.ask('Work the batch off.');
      await waitUntil(isParked);
      const other = await adevJson<{ feature: Feature }>(stage, 'batch', 'next', 'b1', '--session', 'other');
      assert.equal(other.feature.number, 2);

      await client.ask('Go on.');
      client.closeStdin();
      await client.done;
      assert.deepEqual(doneIn(diary), [1, 2, 3]);
      const features = await featuresOf('b1');
      assert.deepEqual(
        features.map(({ status, attempts, history }) => [status, attempts, history.length]),
        [1, 2, 3].map(() => ['completed', 0, 2]),
      );
      assert.deepEqual(wereUncertain(features), []);
    });

    it(
      'goes on after the client has compacted by itself',
      {
        skip: version === OLDEST_CLIENT && 'it does not compact by itself at the usage that a model reports',
      },
      async () => {
        const run = await runClient({
          ...stage,
          prompt: 'Work the list off.',
          script: {
            main: [
              { calls: [bash('adev batch create list.md --id b1')] },
              { calls: [bash('adev batch next b1 --claim')], usage: { input_tokens: 990_000 } },
              ...workBatchOff({ diary }),
            ],
          },
        });

        assert.equal(run.requests('compact').length, 1);
        const checkpoints = eventsOf(stage, run.sessionId, 'checkpoint').map(({ message }) => message);
        assert.deepEqual(checkpoints, ['before compaction (auto)']);
        const [, , afterwards] = run.requests('main');
        assert.ok(afterwards !== undefined);
        assert.match(newText(afterwards), /\nThis session holds feature 1: "parse"/);
        assert.deepEqual(doneIn(diary), [1, 2, 3]);
        assert.deepEqual(wereUncertain(await featuresOf('b1')), []);
      },
    );
  });
}
