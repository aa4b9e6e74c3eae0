// The plugin's skills: listed, pointed to by a prompt that one covers, loaded by name, and doing what they say.

import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { CLIENT_COMMANDS } from '../../scripts/check/client-commands.ts';
import { listingOf, readSkills, tokensOf } from '../../scripts/check/skills.ts';
import { runClientCommand } from '../support/client-command.ts';
import { runClient } from '../support/client-run.ts';
import { lastToolResults, modelText, newText, type ModelRequest } from '../support/model-request.ts';
import { bash, type ToolCall, type Turn } from '../support/model-script.ts';
import { startModelServer } from '../support/model-server.ts';
import { readJsonLines } from '../support/recorder/recorder.ts';
import { doneIn, workBatchOff } from './batch-worker.ts';
import { adevJson, CLIENTS, createStage, hookTroubles, stateOf, type Stage } from './stage.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const POINTER = /autonomous-dev: the skill (\S+) covers this/;

const SKILLS = readSkills(ROOT);
const EVALS = path.join(ROOT, 'test/skills/evals');

const skill = (name: string, args?: string): ToolCall => ({
  name: 'Skill',
  input: { skill: `autonomous-dev:${name}`, ...(args === undefined ? {} : { args }) },
});

for (const version of CLIENTS) {
  describe(`the skills in the client ${version}`, () => {
    let stage: Stage;

    beforeEach(() => {
      stage = createStage(version);
    });

    afterEach(async () => {
      assert.deepEqual(hookTroubles(stage), []);
      await stage.remove();
    });

    it('are listed in the first request, whole, and under names that no command of the client has', async () => {
      const run = await runClient({ ...stage, prompt: 'Hello.', script: { main: [{ text: 'Hello.' }] } });
      const [first] = run.requests('main');
      assert.ok(first !== undefined);
      const told = modelText(first);
      for (const each of SKILLS) assert.ok(told.includes(listingOf(each).trimEnd()), each.folder);
      const [init] = readJsonLines(path.join(runFolder(stage), 'stdout.jsonl')).filter(isInit);
      assert.ok(init !== undefined);
      const own = SKILLS.map(({ folder }) => `autonomous-dev:${folder}`);
      assert.deepEqual(
        own.filter((name) => !init.slash_commands.includes(name)),
        [],
      );
      const unknown = init.slash_commands.filter(
        (name) => !name.includes(':') && !name.startsWith('_') && !CLIENT_COMMANDS.has(name),
      );
      assert.deepEqual(unknown, [], 'scripts/check/client-commands.ts does not know these');
    });

    it('are pointed to once a session, and found by what the pointer calls them', async () => {
      const load = (request: ModelRequest) => {
        const [, name] = POINTER.exec(newText(request)) ?? [];
        return { calls: [{ name: 'Skill', input: { skill: name } }] };
      };
      const question = 'make the cache write atomic and add crash recovery';
      const run = await runClient({
        ...stage,
        prompts: [question, question],
        script: { main: [load, { text: 'So.' }, { text: 'As before.' }] },
      });

      const [first, loaded, again] = run.requests('main').map(newText);
      const pointers = (first ?? '').split('\n').filter((line) => POINTER.test(line));
      assert.equal(pointers.length, 1);
      assert.match(loaded ?? '', /Base directory for this skill: .*\/the plugin\/skills\//);
      assert.doesNotMatch(again ?? '', POINTER);
    });

    it('are left alone by prompts that they do not cover', async () => {
      const run = await runClient({
        ...stage,
        prompts: [
          'Make a checkpoint.',
          '/compact',
          'write a pure function that adds two numbers',
          'add checkpoint saving to the model trainer',
        ],
        script: { main: [{ text: 'Made.' }, { text: 'Added.' }, { text: 'Added too.' }] },
      });

      assert.equal(run.result, 'Added too.');
      for (const request of run.requests()) assert.doesNotMatch(modelText(request), POINTER);
      assert.ok(!existsSync(stateOf(stage)));
    });

    it('are loaded with their folder resolved, where every file is that they name', async () => {
      const run = await runClient({
        ...stage,
        prompt: 'Load it.',
        script: { main: [{ calls: [skill('state-management-patterns')] }, { text: 'Loaded.' }] },
      });

      const [, second] = run.requests('main').map(newText);
      const [, folder = ''] = /lies in `(.*?)`/.exec(second ?? '') ?? [];
      assert.equal(folder, path.join(stage.plugin, 'skills/state-management-patterns'));
      for (const name of ['docs', 'templates', 'examples'])
        assert.ok(readdirSync(path.join(folder, name)).length > 2);
      assert.match(second ?? '', /all access through a single module/);
    });

    it('are loaded without asking when all they need is what the plugin allows', async () => {
      const run = await runClient({
        ...stage,
        permissionMode: 'default',
        prompt: 'Save how far you are.',
        script: { main: [{ calls: [skill('save-checkpoint'), skill('run-status')] }, { text: 'Loaded.' }] },
      });

      const [, second] = run.requests('main');
      assert.ok(second !== undefined);
      assert.deepEqual(
        lastToolResults(second).map((result) => result.split('\n')[0]),
        ['Launching skill: autonomous-dev:save-checkpoint', 'Launching skill: autonomous-dev:run-status'],
      );
    });

    it('let the commands of what a person typed run without asking, and no others', async () => {
      writeFileSync(path.join(stage.project, 'features.txt'), 'one\n');
      // What the skill allows has to do without what the plugin allows.
      await adevJson(stage, 'prefs', 'set', 'auto_approve', 'off');
      const commands = [
        'adev batch create features.txt --id b1',
        'adev batch next --claim',
        'adev batch complete 1 --token 1 --commit HEAD',
        'adev batch summary',
      ];
      const others = [
        'adev batch cancel',
        'adev batch summary && touch made',
        'adev batch show "$(touch made)"',
      ];
      const run = await runClient({
        ...stage,
        permissionMode: 'default',
        prompt: '/autonomous-dev:run-batch features.txt',
        script: { main: [...commands, ...others].map((command) => ({ calls: [bash(command)] })) },
      });

      const results = run.requests('main').slice(1).flatMap(lastToolResults);
      assert.equal(results.length, commands.length + others.length);
      assert.match(results[3] ?? '', /^Batch b1: completed/);
      const { batches } = await adevJson<{ batches: { status: string }[] }>(stage, 'batch', 'list');
      assert.deepEqual(
        batches.map(({ status }) => status),
        ['completed'],
      );
      assert.ok(!existsSync(path.join(stage.project, 'made')));
    });

    it('work a batch off that is typed as a command, and say what they do about driving', async () => {
      writeFileSync(path.join(stage.project, 'features.txt'), 'one\ntwo\nthree\n');
      const diary = path.join(stage.folder, 'diary');
      const run = await runClient({
        ...stage,
        prompt: '/autonomous-dev:run-batch features.txt',
        script: {
          main: [
            (request) => {
              const [, file] = /Asked for: (\S+)/.exec(newText(request)) ?? [];
              const [line = ''] = /adev batch create .*/.exec(newText(request)) ?? [];
              return { calls: [bash(line.replace('features.txt', file ?? 'no file was named'))] };
            },
            ...workBatchOff({ diary, restsAfterEach: true }),
          ],
        },
      });

      const [first] = run.requests('main').map(newText);
      assert.match(first ?? '', /<command-name>\/?autonomous-dev:run-batch<\/command-name>/);
      assert.match(first ?? '', /this session \*drives\* the batch/);
      assert.deepEqual(doneIn(diary), [1, 2, 3]);
      const { batches } = await adevJson<{ batches: { status: string }[] }>(stage, 'batch', 'list');
      assert.deepEqual(
        batches.map(({ status }) => status),
        ['completed'],
      );
    });
  });
}

describe('what the newest client says of the skills', () => {
  it('is that they cost no more than the check counts', async (t) => {
    const [version = ''] = CLIENTS;
    const stage = createStage(version);
    t.after(() => stage.remove());
    const call = (...command: string[]) => runClientCommand({ ...stage, command });
    await call('plugin', 'marketplace', 'add', ROOT);
    await call('plugin', 'install', 'autonomous-dev@autonomous-dev');
    const { stdout } = await call('plugin', 'details', 'autonomous-dev');
    const [, estimate] = /Always-on: +~(\d+) tok/.exec(stdout) ?? [];
    const counted = SKILLS.reduce((sum, each) => sum + tokensOf(listingOf(each)), 0);
    assert.ok(Number(estimate) > counted / 2 && Number(estimate) <= counted, `${estimate} and ${counted}`);
  });
});

describe('the eval cases in the newest client', () => {
  const evaluate = async (stage: Stage, model: (request: ModelRequest) => Turn) => {
    const server = await startModelServer(
      { main: Array.from({ length: 60 }, () => model) },
      `${stage.home}/requests.jsonl`,
    );
    try {
      const { stdout } = await runClientCommand({
        ...stage,
        command: [
          'plugin',
          'eval',
          stage.plugin,
          '--trust-plugin',
          '--runs=1',
          '--no-publish',
          '--ablation=none',
          '--json',
        ],
        env: { ANTHROPIC_BASE_URL: server.url },
      });
      const { cases } = JSON.parse(stdout) as { cases: { name: string; aggregates: { score: number } }[] };
      return Object.fromEntries(cases.map(({ name, aggregates }) => [name, aggregates.score]));
    } finally {
      await server.close();
    }
  };

  it('are of the form that it takes, and tell a model that loads the right skills from one that does not', async (t) => {
    const [version = ''] = CLIENTS;
    const stage = createStage(version);
    t.after(() => stage.remove());
    cpSync(EVALS, path.join(stage.plugin, 'evals'), { recursive: true });
    const names = readdirSync(EVALS);

    // What a model would find out from the listing, the scripted one knows.
    const wanted = [/state|crash recovery/, /12 tests/, /features\.txt/];
    const skills = ['state-management-patterns', 'save-checkpoint', 'run-batch'];
    const good = await evaluate(stage, (request) => {
      const prompt =
        newText(request)
          .split('\n')
          .findLast((line) => names.some((name) => promptOf(name) === line)) ?? '';
      const name = skills[wanted.findIndex((sign) => sign.test(prompt))];
      return name === undefined ? { text: 'Done.' } : { calls: [skill(name)] };
    });
    assert.deepEqual(good, Object.fromEntries(names.map((name) => [name, 1])));

    const eager = await evaluate(stage, (request) =>
      lastToolResults(request).length > 0
        ? { text: 'Done.' }
        : { calls: [skill('state-management-patterns')] },
    );
    assert.deepEqual(
      names.filter((name) => eager[name] === 1),
      ['patterns-loaded'],
    );
  });
});

function promptOf(name: string): string {
  return (
    readFileSync(path.join(EVALS, name, 'prompt.md'), 'utf8')
      .trimEnd()
      .split('\n')
      .at(-1) ?? ''
  );
}

type Init = Readonly<{ subtype: 'init'; slash_commands: readonly string[] }>;

function isInit(line: unknown): line is Init {
  return (line as Partial<Init>).subtype === 'init';
}

/** Where the only run of the stage keeps its logs. */
function runFolder({ home }: Stage): string {
  const [run = ''] = readdirSync(path.join(home, 'runs'));
  return path.join(home, 'runs', run);
}
