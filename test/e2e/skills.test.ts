// The plugin's skill: listed, pointed to by a prompt that it covers, and loaded by the name that the pointer gives.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { runClient } from '../support/client-run.ts';
import { modelText, newText, type ModelRequest } from '../support/model-request.ts';
import { CLIENTS, createStage, hookTroubles, stateOf, type Stage } from './stage.ts';

const POINTER = /autonomous-dev: the skill (\S+) covers this/;

for (const version of CLIENTS) {
  describe(`the skill in the client ${version}`, () => {
    let stage: Stage;

    beforeEach(() => {
      stage = createStage(version);
    });

    afterEach(async () => {
      assert.deepEqual(hookTroubles(stage), []);
      await stage.remove();
    });

    it('is pointed to once a session, and found by what the pointer calls it', async () => {
      const load = (request: ModelRequest) => {
        const [, skill] = POINTER.exec(newText(request)) ?? [];
        return { calls: [{ name: 'Skill', input: { skill } }] };
      };
      const question = 'How do two processes save JSON state with atomic writes and file locking?';
      const run = await runClient({
        ...stage,
        prompts: [question, question],
        script: { main: [load, { text: 'So.' }, { text: 'As before.' }] },
      });

      const [first, loaded, again] = run.requests('main').map(newText);
      assert.match(first ?? '', POINTER);
      assert.match(loaded ?? '', /Base directory for this skill: .*\/the plugin\/skills\//);
      assert.doesNotMatch(again ?? '', POINTER);
    });

    it('is listed, and left alone by prompts that it does not cover', async () => {
      const run = await runClient({
        ...stage,
        prompts: ['Make a checkpoint.', '/compact', 'Rename the login button and explain what it does.'],
        script: { main: [{ text: 'Made.' }, { text: 'Renamed.' }] },
      });

      const [first] = run.requests('main');
      assert.ok(first !== undefined);
      assert.match(modelText(first), /- autonomous-dev:state-management-patterns: /);
      for (const request of run.requests()) assert.doesNotMatch(modelText(request), POINTER);
      assert.ok(!existsSync(stateOf(stage)));
    });
  });
}
