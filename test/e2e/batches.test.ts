// Batches worked off by a scripted model in the real client, which is killed, compacted and run beside another.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { runClient } from '../support/client-run.ts';
import { hasSavedToolCall } from '../support/client-view.ts';
import { modelText, newText } from '../support/model-request.ts';
import { bash } from '../support/model-script.ts';
import { doneIn, workBatchOff } from './batch-worker.ts';
import { adevJson, CLIENTS, createStage, hookTroubles, type Stage } from './stage.ts';

type Feature = { number: number; status: string; attempts: number; history: { uncertain?: boolean }[] };

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
  });
}
