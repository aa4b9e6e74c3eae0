// Where the plugin runs, and with what: other folders, no Node.js or an old one, switched off, gone, replaced.

import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { installNode } from '../support/client-install.ts';
import { runClient, startClient } from '../support/client-run.ts';
import { answers, sessionIdOf } from '../support/client-view.ts';
import { lastToolResults, modelText } from '../support/model-request.ts';
import { agent, bash, type ModelScript } from '../support/model-script.ts';
import { snapshot } from '../support/project.ts';
import {
  addWorktree,
  adev,
  adevJson,
  CLIENTS,
  createStage,
  eventsOf,
  hookAnswers,
  hookTroubles,
  stateOf,
  type Stage,
} from './stage.ts';

const save = (message: string) => bash(`adev checkpoint save --agent main --message '${message}'`);

for (const version of CLIENTS) {
  describe(`the plugin in the client ${version}`, () => {
    let stage: Stage;

    const WORK: ModelScript = {
      main: [{ calls: [save('Begun.')] }, { calls: [agent('Do task-one.')] }, { text: 'Done.' }],
      subagents: { 'task-one': [{ text: 'One is done.' }] },
    };
    const kinds = (sessionId: string) =>
      eventsOf(stage, sessionId)
        .map(({ event }) => event)
        .filter((event) => event !== 'session-started');

    beforeEach(() => {
      stage = createStage(version);
    });

    afterEach(() => stage.remove());

    it('finds the project from a folder below it, and from one outside it', async () => {
      const below = path.join(stage.project, 'src/deep');
      mkdirSync(below, { recursive: true });
      const elsewhere = bash(
        `cd '${stage.folder}' && adev checkpoint save --agent main --message 'Elsewhere.'`,
      );
      const run = await runClient({
        ...stage,
        cwd: below,
        prompt: 'Work.',
        script: { ...WORK, main: [{ calls: [elsewhere] }, ...(WORK.main ?? [])] },
      });

      assert.equal(run.result, 'Done.');
      assert.deepEqual(kinds(run.sessionId), [
        'checkpoint',
        'checkpoint',
        'agent-started',
        'agent-finished',
        'session-ended',
      ]);
      assert.deepEqual(hookTroubles(stage), []);
    });

    it('keeps the state of a linked worktree with that of its repository', async () => {
      const worktree = addWorktree(stage);
      const run = await runClient({ ...stage, project: worktree, prompt: 'Work.', script: WORK });

      assert.equal(run.result, 'Done.');
      assert.deepEqual(kinds(run.sessionId), [
        'checkpoint',
        'agent-started',
        'agent-finished',
        'session-ended',
      ]);
      assert.equal(eventsOf(stage, run.sessionId)[0]?.['worktree'], worktree);
      assert.deepEqual(hookTroubles(stage), []);
    });

    it('blocks nothing where there is no Node.js', async () => {
      const run = await runClient({
        ...stage,
        env: { ...stage.env, PATH: pathWithoutNode(stage) },
        prompt: 'Work.',
        script: WORK,
      });

      assert.deepEqual([run.exitCode, run.result], [0, 'Done.']);
      const troubles = hookTroubles(stage);
      assert.deepEqual(troubles, hookAnswers(stage));
      assert.ok(
        troubles.length >= 4 && troubles.every(({ stderr }) => stderr.includes('Executable not found')),
      );
    });

    it('says once that Node.js is too old, and blocks nothing', async () => {
      const old = path.dirname(await installNode('18.20.8'));
      const run = await runClient({
        ...stage,
        env: { ...stage.env, PATH: `${old}:/usr/bin:/bin` },
        prompt: 'Work.',
        script: WORK,
      });

      assert.deepEqual([run.exitCode, run.result], [0, 'Done.']);
      assert.deepEqual(hookTroubles(stage), []);
      const said = hookAnswers(stage).filter(({ stdout }) => stdout !== '');
      assert.deepEqual(
        said.map(({ hook_event }) => hook_event),
        ['SessionStart'],
      );
      assert.match(said[0]?.stdout ?? '', /"systemMessage":"[^"]*needs Node\.js 20\.19/);
      const [, second] = run.requests('main');
      assert.ok(second !== undefined);
      assert.match(lastToolResults(second)[0] ?? '', /^Checkpoint: skipped \(unknown\): needs Node\.js/);
      assert.ok(!existsSync(stateOf(stage)));
    });

    it('does nothing in a project for which it is switched off', async () => {
      await adevJson(stage, 'batch', 'create', '--id', 'b1', '--feature', 'one');
      assert.equal((await adev(stage, 'off')).status, 0);
      const before = snapshot(stateOf(stage));
      const run = await runClient({ ...stage, prompt: 'Work.', script: WORK });

      assert.equal(run.result, 'Done.');
      const [, second] = run.requests('main');
      assert.ok(second !== undefined);
      assert.match(lastToolResults(second)[0] ?? '', /^Checkpoint: skipped \(disabled\)/);
      assert.doesNotMatch(modelText(second), /autonomous-dev: /);
      assert.deepEqual(snapshot(stateOf(stage)), before);
      assert.deepEqual(hookTroubles(stage), []);

      assert.equal((await adev(stage, 'on')).status, 0);
      const again = await runClient({ ...stage, prompt: 'Work.', script: WORK });
      assert.deepEqual(kinds(again.sessionId), [
        'checkpoint',
        'agent-started',
        'agent-finished',
        'session-ended',
      ]);
    });

    it('may vanish while a session runs, which goes on without it', async () => {
      const client = await startClient({
        ...stage,
        script: {
          ...WORK,
          main: [...(WORK.main ?? []), ...(WORK.main ?? [])],
        },
      });
      await client.ask('Work.');
      renameSync(stage.plugin, `${stage.plugin} as it was`);
      await client.ask('Work on.');
      client.closeStdin();
      const { exitCode, result } = await client.done;

      assert.deepEqual([exitCode, result], [0, 'Done.']);
      assert.equal(answers(client).length, 2);
      assert.deepEqual(kinds(sessionIdOf(client)), ['checkpoint', 'agent-started', 'agent-finished']);
    });

    it('may be replaced by a newer copy while a session runs, which goes on with that', async () => {
      const client = await startClient({
        ...stage,
        script: {
          ...WORK,
          main: [
            ...(WORK.main ?? []),
            { calls: [bash('adev --version'), save('Gone on.')] },
            { text: 'Done.' },
          ],
        },
      });
      await client.ask('Work.');
      const newer = `${stage.plugin} 9.9.9`;
      cpSync(stage.plugin, newer, { recursive: true });
      for (const name of readdirSync(newer, { recursive: true, encoding: 'utf8' })) {
        const file = path.join(newer, name);
        if (/\.(cjs|json)$/.test(name))
          writeFileSync(file, readFileSync(file, 'utf8').replaceAll('1.0.0', '9.9.9'));
      }
      renameSync(stage.plugin, `${stage.plugin} as it was`);
      renameSync(newer, stage.plugin);
      await client.ask('Work on.');
      client.closeStdin();
      const { exitCode } = await client.done;

      assert.equal(exitCode, 0);
      const results = client.requests('main').at(-1);
      assert.ok(results !== undefined);
      assert.deepEqual(lastToolResults(results), ['adev 9.9.9', 'Checkpoint: saved']);
      assert.deepEqual(kinds(sessionIdOf(client)), [
        'checkpoint',
        'agent-started',
        'agent-finished',
        'checkpoint',
        'session-ended',
      ]);
      assert.deepEqual(hookTroubles(stage), []);
    });
  });
}

/** A folder with every program of the system but node. */
function pathWithoutNode({ folder }: Stage): string {
  const programs = path.join(folder, 'programs');
  mkdirSync(programs);
  for (const system of ['/usr/bin', '/bin']) {
    for (const name of readdirSync(system)) {
      const program = path.join(programs, name);
      if (!name.startsWith('node') && !existsSync(program)) symlinkSync(path.join(system, name), program);
    }
  }
  return programs;
}
