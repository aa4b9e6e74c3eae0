// Sessions without bypassed permissions: the plugin's own plain commands run unprompted, everything else still asks.

import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { OLDEST_CLIENT } from '../support/client-install.ts';
import { runClient } from '../support/client-run.ts';
import { lastToolResults } from '../support/model-request.ts';
import { agent, bash } from '../support/model-script.ts';
import { workBatchOff } from './batch-worker.ts';
import { adev, CLIENTS, createStage, hookTroubles, type Stage } from './stage.ts';

/** How the clients say that nobody was there to ask. */
const PROMPTED =
  /requires? approval|needs approval|was blocked|can't be checked|cannot be statically analyzed/;

for (const version of CLIENTS) {
  const asksNoHook = version === OLDEST_CLIENT;
  const rule = asksNoHook ? ['--allowedTools', 'Bash(adev:*)'] : [];

  describe(`permissions of the client ${version}${asksNoHook ? ', by a rule as it asks no hook' : ''}`, () => {
    let stage: Stage;
    let base: Stage & { permissionMode: string };

    beforeEach(() => {
      stage = createStage(version);
      base = { ...stage, args: [...stage.args, ...rule], permissionMode: 'default' };
      writeFileSync(path.join(stage.project, 'list.md'), '- one\n- two\n');
    });

    afterEach(async () => {
      assert.deepEqual(hookTroubles(stage), []);
      await stage.remove();
    });

    it('let agents save and work a batch off', async () => {
      const run = await runClient({
        ...base,
        prompt: 'Work.',
        script: {
          main: [
            { calls: [bash("adev checkpoint save --agent main --message 'It costs $5, `really`'")] },
            {
              calls: [
                bash("adev checkpoint save --agent main --message - <<'END'\nTwo lines,\nit's $HOME\nEND"),
              ],
            },
            { calls: [agent('Do task-one.')] },
            { calls: [bash('adev batch create list.md --id b1')] },
            // The work itself would ask; the reports do not.
            ...workBatchOff({
              diary: '',
              instead: (feature) =>
                `adev batch complete ${feature} --batch b1 --token ${feature} --commit HEAD`,
            }),
          ],
          subagents: {
            'task-one': [
              { calls: [bash('adev checkpoint save --agent one --message "Half done"')] },
              { text: 'One is done.' },
            ],
          },
        },
      });

      const results = run.requests().flatMap(lastToolResults);
      assert.equal(results.filter((result) => result === 'Checkpoint: saved').length, 3);
      for (const result of results) assert.doesNotMatch(result, PROMPTED);
      assert.ok(results.some((result) => result.includes('Batch b1 is finished (2 completed')));
    });

    it('still ask for whatever is more than one plain command of the plugin', async () => {
      const commands = [
        'adev status && touch made',
        'adev checkpoint save --agent main --message "$(touch made)"',
        'adev status > made',
        'adev status; touch made',
        'touch made',
      ];
      const run = await runClient({
        ...base,
        prompt: 'Try.',
        script: { main: commands.map((command) => ({ calls: [bash(command)] })) },
      });

      const results = run.requests('main').slice(1).flatMap(lastToolResults);
      assert.equal(results.length, commands.length);
      for (const [index, result] of results.entries()) assert.match(result, PROMPTED, commands[index]);
      assert.ok(!existsSync(path.join(stage.project, 'made')));
    });

    it(
      'ask for the plugin too where it is switched off',
      { skip: asksNoHook && 'the rule is the person’s, not the plugin’s' },
      async () => {
        await adev(stage, 'off');
        const run = await runClient({
          ...base,
          prompt: 'Try.',
          script: { main: [{ calls: [bash('adev status')] }, { text: 'Tried.' }] },
        });
        const [, second] = run.requests('main');
        assert.ok(second !== undefined);
        assert.match(lastToolResults(second)[0] ?? '', PROMPTED);
      },
    );
  });
}
