// Sessions that drive a batch: the turn goes on feature by feature, and ends by itself.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { runClient } from '../support/client-run.ts';
import { answers } from '../support/client-view.ts';
import { newText } from '../support/model-request.ts';
import { bash } from '../support/model-script.ts';
import { doneIn, workBatchOff } from './batch-worker.ts';
import { adevJson, CLIENTS, createStage, hookAnswers, hookTroubles, type Stage } from './stage.ts';

for (const version of CLIENTS) {
  describe(`driving a batch with the client ${version}`, () => {
    let stage: Stage;
    let diary: string;

    const createDriven = { calls: [bash('adev batch create list.txt --id b1 --drive')] };
    /** What each Stop answered: the word it decided, or what it told the person. */
    const stops = () =>
      hookAnswers(stage)
        .filter(({ hook_event }) => hook_event === 'Stop')
        .map(({ stdout }) => JSON.parse(stdout || '{}') as { decision?: string; systemMessage?: string })
        .map(({ decision, systemMessage }) => decision ?? systemMessage ?? 'nothing');

    beforeEach(() => {
      stage = createStage(version);
      diary = path.join(stage.folder, 'diary');
    });

    afterEach(async () => {
      assert.deepEqual(hookTroubles(stage), []);
      await stage.remove();
    });

    it('goes on through twelve features and tells the person once that it is finished', async () => {
      const numbers = Array.from({ length: 12 }, (_, index) => index + 1);
      writeFileSync(
        path.join(stage.project, 'list.txt'),
        numbers.map((number) => `feature ${number}\n`).join(''),
      );
      const run = await runClient({
        ...stage,
        prompts: ['Work the list off.', 'Anything else?'],
        script: { main: [createDriven, ...workBatchOff({ diary, restsAfterEach: true })] },
      });

      assert.deepEqual(doneIn(diary), numbers);
      assert.deepEqual(stops(), [
        ...numbers.map(() => 'block'),
        'Batch b1 is finished: 12 of 12 done.',
        'nothing',
      ]);
      assert.equal(answers(run).length, 2);
      const { counts } = await adevJson<{ counts: { completed: number } }>(stage, 'batch', 'show', 'b1');
      assert.equal(counts.completed, 12);
    });

    it('does not go on without progress, says so once, and goes on when there is some', async () => {
      writeFileSync(path.join(stage.project, 'list.txt'), 'one\ntwo\nthree\n');
      const idle = { text: 'I would rather not.' };
      const run = await runClient({
        ...stage,
        prompts: ['Work the list off.', 'Please.', 'Do.'],
        script: {
          main: [
            createDriven,
            idle, // told to go on
            idle,
            idle, // the second prompt
            { calls: [bash('adev batch next b1 --claim')] }, // the third
            ...workBatchOff({ diary, restsAfterEach: true }),
          ],
        },
      });

      const stalled = /^Batch .*stopped at 0 of 3: no progress since \d\d:\d\d\.$/;
      const [first, second, ...others] = stops();
      assert.equal(first, 'block');
      assert.match(second ?? '', stalled);
      assert.deepEqual(others, ['nothing', 'block', 'block', 'Batch b1 is finished: 3 of 3 done.']);
      assert.deepEqual(doneIn(diary), [1, 2, 3]);
      const [, , continued] = run.requests('main');
      assert.ok(continued !== undefined);
      assert.match(newText(continued), /batch b1 goes on \(0 of 3 done\)\. Next is feature 1: "one"\./);
    });
  });
}
