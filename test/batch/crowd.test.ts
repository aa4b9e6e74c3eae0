// Many processes at one batch: nothing is handed out twice, and nothing is lost when some of them are killed.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { PLUGIN } from '../../scripts/demo/plugin.ts';
import { loadBatchState, type Feature } from '../../lib/index.ts';
import { FAULT_PRELOAD, type Fault } from '../support/broken-disk.ts';
import { runAdev } from '../support/plugin-process.ts';
import { createProject, type TestProject } from '../support/project.ts';
import { inSession, makeBatch, valueOf } from './stage.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

async function batchOf(t: TestContext, count: number): Promise<TestProject> {
  const project = createProject(t);
  await makeBatch(numbers(count).map(String), inSession(project, null));
  return project;
}

async function featuresOf(project: TestProject): Promise<readonly Feature[]> {
  return valueOf(await loadBatchState('b1', inSession(project, null))).batch.features;
}

/**
 * A client that claims, does and reports `SHARE` features, or as many as there are; the diary shows what it did. A
 * conflict is no failure: others were faster, and it tries again.
 */
const WORKER = `
  const { claimNextFeature, markCompleted } = require(process.env.LIBRARY);
  const fs = require('node:fs');
  process.env.CLAUDE_PID = String(process.pid);
  const settled = async (run) => {
    for (;;) {
      const outcome = await run();
      if (outcome.ok) return outcome.value;
      if (outcome.skipped?.reason !== 'conflict') throw new Error(JSON.stringify(outcome));
    }
  };
  const work = async () => {
    while (!fs.existsSync(process.env.GO)) await new Promise((resolve) => setTimeout(resolve, 5));
    for (let left = Number(process.env.SHARE); left > 0; left -= 1) {
      const { feature } = await settled(() => claimNextFeature('b1'));
      if (feature === null) return;
      const { number, lease } = feature;
      fs.appendFileSync(process.env.DIARY, number + '\\n');
      await settled(() => markCompleted('b1', number, { token: lease.token }));
    }
  };
  work();
`;

type Crew = Readonly<{
  size: number;
  share: number;
  faultOf?: (index: number) => Omit<Fault, 'below'> | undefined;
}>;

/** Lets them all begin at the same moment, and answers how each of them ended. */
async function workTogether(
  project: TestProject,
  { size, share, faultOf }: Crew,
): Promise<readonly string[]> {
  const go = path.join(project.folder, `go-${size}`);
  const crew = numbers(size).map((index) => {
    const fault = faultOf?.(index);
    const child = spawn(
      process.execPath,
      [...(fault === undefined ? [] : ['--require', FAULT_PRELOAD]), '-e', WORKER],
      {
        cwd: project.root,
        env: {
          ...project.env,
          CLAUDE_CODE_SESSION_ID: `worker-${size}-${index}`,
          LIBRARY: path.join(PLUGIN, 'lib/index.cjs'),
          GO: go,
          DIARY: diaryOf(project),
          SHARE: String(share),
          ...(fault && { FAULT_PRELOAD: JSON.stringify({ ...fault, below: project.stateDir }) }),
        },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    return once(child, 'exit').then(([status, signal]) => String(signal ?? status));
  });
  writeFileSync(go, '');
  return Promise.all(crew);
}

const diaryOf = (project: TestProject) => path.join(project.folder, 'diary');

/** How often each feature was worked on, by number. */
function timesDone(project: TestProject): ReadonlyMap<number, number> {
  const times = new Map<number, number>();
  const lines = existsSync(diaryOf(project)) ? readFileSync(diaryOf(project), 'utf8').split('\n') : [];
  for (const line of lines.filter(Boolean)) times.set(Number(line), (times.get(Number(line)) ?? 0) + 1);
  return times;
}

test('32 commands at once are handed 32 different features', async (t) => {
  const project = await batchOf(t, 32);
  const claim = async (index: number): Promise<number> => {
    const env = { CLAUDE_CODE_SESSION_ID: `s${index}`, CLAUDE_PID: String(process.pid) };
    const { status, stdout, stderr } = await runAdev(project, ['batch', 'next', 'b1', '--claim', '--json'], {
      env,
    });
    // On a machine that is very busy the crowd may take longer than a save may.
    if (status === 75 && stdout.includes('"conflict"')) return claim(index);
    assert.equal(status, 0, stdout + stderr);
    return (JSON.parse(stdout) as { feature: { number: number } }).feature.number;
  };
  const claimed = await Promise.all(numbers(32).map(claim));
  assert.deepEqual(
    claimed.toSorted((a, b) => a - b),
    numbers(32),
  );
});

test('16 processes with five features each do all of them, each exactly once', async (t) => {
  const project = await batchOf(t, 80);
  const ends = await workTogether(project, { size: 16, share: 5 });
  assert.deepEqual(new Set(ends), new Set(['0']));
  assert.deepEqual(new Set(timesDone(project).values()), new Set([1]));
  const features = await featuresOf(project);
  assert.deepEqual(new Set(features.map(({ status }) => status)), new Set(['completed']));
  assert.deepEqual(new Set(features.map(({ attempts }) => attempts)), new Set([0]));
  const tokens = features.flatMap(({ history }) =>
    history.flatMap(({ event, token }) => (event === 'claimed' ? token : [])),
  );
  assert.equal(new Set(tokens).size, 80);
});

test('when every tenth is killed, each feature is done once or was in doubt, and none is lost', async (t) => {
  const project = await batchOf(t, 60);
  const commit = { calls: ['linkSync'], sticky: true, signal: 'SIGKILL' } as const;
  // One has claimed and does not know it, the other has done the work and cannot say so.
  const deaths: Readonly<Record<number, Omit<Fault, 'below'>>> = {
    5: { ...commit, at: 1, after: true },
    15: { ...commit, at: 4 },
  };
  const ends = await workTogether(project, { size: 20, share: 3, faultOf: (index) => deaths[index] });
  const killed = Object.keys(deaths).length;
  assert.equal(ends.filter((end) => end === 'SIGKILL').length, killed);
  assert.equal(ends.filter((end) => end === '0').length, 20 - killed);

  assert.deepEqual(await workTogether(project, { size: 1, share: 60 }), ['0']);
  const features = await featuresOf(project);
  const times = timesDone(project);
  for (const { number, status, history } of features) {
    const wasUncertain = history.some(({ uncertain }) => uncertain === true);
    const done = times.get(number) ?? 0;
    assert.equal(status, 'completed', `feature ${number}`);
    assert.ok(done === 1 || (done === 2 && wasUncertain), `feature ${number} was done ${done} times`);
  }
  const inDoubt = features.filter(({ attempts }) => attempts > 0);
  assert.ok(inDoubt.length >= 1 && inDoubt.length <= killed, `${inDoubt.length} features lost an attempt`);
});
