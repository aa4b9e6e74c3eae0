// Half an hour of an evening in seconds: commands and hooks at random, kills, clock jumps, worktrees that come and go, the
// plugin replaced under running commands by another version of itself. ADEV_SEED repeats the choices of a run.
import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { PLUGIN } from '../../scripts/demo/plugin.ts';
import { runAdev } from '../support/plugin-process.ts';
import { brokenPlugin } from './broken-plugin.ts';
import { liveOn } from './evening-actions.ts';
import { judgeOf } from './evening-judge.ts';
import { beginEvening, type Evening } from './evening.ts';
import { isFull } from './extent.ts';
import { seededRandom } from './random.ts';

test('an evening of everything at once loses nothing, and leaves a state that the doctor finds well', async (t) => {
  const { problems, counts, acknowledged } = await soak(t, PLUGIN, isFull ? 110 : 5);
  assert.deepEqual(problems, []);
  assert.ok(acknowledged >= (isFull ? 150 : 10), `only ${acknowledged} acknowledged, ${counts}`);
});

test('an evening with a commit that takes a name that is taken is found out', async (t) => {
  const plugin = brokenPlugin(t, {
    file: 'lib/base.cjs',
    from: /\blinkSync\)\(temp, /,
    to: 'renameSync)(temp, ',
  });
  const { problems } = await soak(t, plugin, 8);
  assert.match(problems.join('\n'), /is there 0 times|has changed|handed out twice|is lost/);
});

const ACTORS = 3;

type Soaked = Readonly<{ problems: readonly string[]; counts: string; acknowledged: number }>;

/** Ends at the first problem. */
async function soak(t: TestContext, plugin: string, seconds: number): Promise<Soaked> {
  const { seed } = seededRandom();
  t.diagnostic(`ADEV_SEED=${seed}`);
  const evening = await beginEvening(t, plugin, seconds);
  const judge = judgeOf(evening);
  const { problems, ledger } = evening;
  const endsAt = performance.now() + seconds * 1000;
  const isOver = () => problems.length > 0 || performance.now() > endsAt;
  const watching = (async () => {
    while (!isOver()) {
      problems.push(...(await judge()));
      await delay(300);
    }
  })();
  const actors = Array.from({ length: ACTORS }, (_, index) =>
    liveOn(evening, plugin, seededRandom(seed + index * 1_000_000), isOver),
  );
  await Promise.all([...actors, watching]);
  problems.push(...(await judge()));
  if (problems.length === 0) problems.push(...(await goodMorning(plugin, evening)));
  await evening.end();
  const counts = [...evening.counts].map(([name, count]) => `${name} ${count}`).join(', ');
  const { checkpoints, features, outcomes } = ledger;
  t.diagnostic(
    `${checkpoints.length} checkpoints, ${features.length} features, ${outcomes.length} outcomes; ${counts}`,
  );
  const acknowledged = checkpoints.length + features.length + outcomes.length;
  return { problems: problems.slice(0, 10), counts, acknowledged };
}

/** Afterwards one save, taking over what the dead left claimed, and one repair have to be enough. */
async function goodMorning(plugin: string, { project }: Evening): Promise<readonly string[]> {
  const problems: string[] = [];
  const saved = await runAdev(project, ['checkpoint', 'save', '--agent', 'a', '--message', 'm', '--strict'], {
    plugin,
  });
  if (saved.status !== 0) problems.push(`nothing can be saved any more: ${saved.stdout}`);
  const adopted = await runAdev(project, ['batch', 'adopt', 'b1'], { plugin });
  if (adopted.status !== 0) problems.push(`the batch cannot be taken over: ${adopted.stderr}`);
  await runAdev(project, ['doctor', '--fix', '--json'], { plugin });
  const { stdout } = await runAdev(project, ['doctor', '--json'], { plugin });
  const { findings } = JSON.parse(stdout) as { findings: readonly { code: string; meaning: string }[] };
  return [...problems, ...findings.map(({ code, meaning }) => `the doctor finds ${code}: ${meaning}`)];
}
