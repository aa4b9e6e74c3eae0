// A crowd at one session's log and at one batch, some of it killed at random, under the eyes of a reader.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { PLUGIN } from '../../scripts/demo/plugin.ts';
import { createProject, type TestProject } from '../support/project.ts';
import { brokenPlugin } from './broken-plugin.ts';
import { isFull } from './extent.ts';
import { libraryOf, startWriter, tokensIn, type Told, type Update } from './library.ts';
import { seededRandom, type Random } from './random.ts';
import { watchFiles } from './sound-files.ts';

type Size = Readonly<{ writers: number; updates: number }>;

const SIZE: Size = isFull ? { writers: 64, updates: 5 } : { writers: 12, updates: 3 };

for (const [update, where] of [
  ['checkpoint', 'one session'],
  ['feature', 'one batch'],
] as const) {
  test(`a crowd at ${where}, a tenth of it killed: what was acknowledged is there exactly once`, async (t) => {
    const { problems, acknowledged, skipped, killed } = await crowd(t, PLUGIN, update, SIZE);
    assert.deepEqual(problems, []);
    t.diagnostic(`${acknowledged} acknowledged, ${skipped} skipped, ${killed} writers killed`);
    // On a machine that is very busy some take longer than a save may.
    assert.ok(skipped <= acknowledged * 0.1, `${acknowledged} acknowledged, ${skipped} skipped`);
    assert.equal(killed, Math.floor(SIZE.writers / 10));
  });
}

test('a commit that takes a name that is taken is found out by a crowd', async (t) => {
  const plugin = brokenPlugin(t, {
    file: 'lib/base.cjs',
    from: /\blinkSync\)\(temp, /,
    to: 'renameSync)(temp, ',
  });
  for (const update of ['checkpoint', 'feature'] as const) {
    const { problems } = await crowd(t, plugin, update, { writers: 12, updates: 3 });
    assert.match(problems.join('\n'), /was lost/, update);
  }
});

type Verdict = Readonly<{
  problems: readonly string[];
  acknowledged: number;
  skipped: number;
  killed: number;
}>;

async function crowd(t: TestContext, plugin: string, update: Update, size: Size): Promise<Verdict> {
  const project = createProject(t);
  const library = libraryOf(plugin);
  const random = seededRandom();
  t.diagnostic(`ADEV_SEED=${random.seed}`);
  if (update === 'feature') {
    const made = await library.createBatchState({ batchId: 'b1', features: ['first'] }, project.surroundings);
    assert.ok(made.ok);
  }
  const look = () => tokensIn(library, project, update);
  const view = path.join(project.stateDir, 'batches/b1.json');
  const reader = watchState(look, folderOf(project, update), view);
  const { told, ends } = await letLoose(project, plugin, update, size, random);
  const readerProblems = await reader.end();

  const tokens = await look();
  const problems = [...readerProblems];
  if (new Set(tokens).size !== tokens.length) problems.push('something was saved twice');
  for (const { token, answer } of told) {
    if (answer === 'saved' && !tokens.includes(token)) problems.push(`${token} was lost`);
    if (answer !== 'saved' && tokens.includes(token)) problems.push(`${token} is there, told as ${answer}`);
    if (!['saved', 'conflict', 'timeout'].includes(answer)) problems.push(`${token}: ${answer}`);
  }
  const wrong = ends.filter(({ status, signal }) => status !== 0 && signal !== 'SIGKILL');
  problems.push(...wrong.map(({ status, stderr }) => `a writer ended with ${status}: ${stderr}`));
  const killed = ends.filter(({ signal }) => signal === 'SIGKILL').length;
  const acknowledged = told.filter(({ answer }) => answer === 'saved').length;
  return { problems, acknowledged, skipped: told.length - acknowledged, killed };
}

function folderOf({ log, stateDir }: TestProject, update: Update): string {
  return update === 'checkpoint' ? log : path.join(stateDir, 'batches/b1');
}

/**
 * All begin at the same moment. Every tenth is killed some milliseconds after one of its answers, with far more to do than it
 * gets done.
 */
async function letLoose(
  project: TestProject,
  plugin: string,
  update: Update,
  { writers, updates }: Size,
  random: Random,
) {
  const go = path.join(project.folder, 'go');
  const told: Told[] = [];
  const running = Array.from({ length: writers }, (_, writer) => {
    const dies = writer % 10 === 9 ? { after: 1 + random.whole(updates), ms: random.whole(20) } : null;
    const length = dies === null ? updates : updates * 20;
    const tokens = Array.from({ length }, (_, step) => `writer ${writer}, update ${step}`);
    let heard = 0;
    const started = startWriter(project, { plugin, update, tokens, go }, (one) => {
      told.push(one);
      heard += 1;
      if (heard === dies?.after) setTimeout(() => started.process.kill('SIGKILL'), dies.ms);
    });
    return started;
  });
  writeFileSync(go, '');
  const ends = await Promise.all(running.map(({ ended }) => ended));
  return { told, ends };
}

/** Reads over and over: no file and no view may be torn, no file may change, and what has been seen may neither go nor move. */
function watchState(look: () => Promise<string[]>, folder: string, view: string) {
  const files = watchFiles(folder);
  const problems = new Set<string>();
  const watch = { isOver: false };
  let before: readonly string[] = [];
  const once = async () => {
    for (const problem of files.look()) problems.add(problem);
    try {
      if (existsSync(view)) JSON.parse(readFileSync(view, 'utf8'));
      const now = await look();
      const kept = now.slice(0, before.length);
      if (before.some((token, index) => token !== kept[index])) problems.add('a reader saw the state shrink');
      before = now;
    } catch (error) {
      problems.add(`a reader failed: ${String(error)}`);
    }
  };
  const watching = (async () => {
    while (!watch.isOver) {
      await once();
      await delay(20);
    }
    await once();
  })();
  return {
    async end(): Promise<readonly string[]> {
      watch.isOver = true;
      await watching;
      return [...problems];
    },
  };
}
