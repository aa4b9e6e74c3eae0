// A command is stopped at each of its calls to the state, others go on meanwhile, and it is woken.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import test, { type TestContext } from 'node:test';
import { PLUGIN } from '../../scripts/demo/plugin.ts';
import { hasStopped, twoAtATime } from '../support/broken-disk-run.ts';
import { runAdev, startAdev, type Ended } from '../support/plugin-process.ts';
import { createProject, type TestProject } from '../support/project.ts';
import { brokenPlugin } from './broken-plugin.ts';
import { isFull } from './extent.ts';
import { libraryOf, tokensIn, type Library } from './library.ts';

const skip = process.platform === 'linux' ? false : 'whether a process is stopped is only known on Linux';

/** One update, told `sleeper`, of what others change too. */
type Work = Readonly<{
  name: string;
  args: readonly string[];
  prepare: (library: Library, project: TestProject) => Promise<void>;
  /** Another's update; throws where it is not acknowledged. */
  other: (library: Library, project: TestProject, token: string) => Promise<void>;
  remove: (library: Library, project: TestProject) => Promise<void>;
  tokens: (library: Library, project: TestProject) => Promise<readonly string[]>;
  folder: (project: TestProject) => string;
}>;

const CHECKPOINT: Work = {
  name: 'checkpoint save',
  args: ['checkpoint', 'save', '--agent', 'sleeper', '--message', 'sleeper', '--json'],
  prepare: (library, project) => CHECKPOINT.other(library, project, 'before'),
  async other(library, { surroundings }, token) {
    const outcome = library.saveCheckpoint({ agentName: 'other', message: token }, surroundings);
    assert.ok(outcome.saved, JSON.stringify(outcome));
  },
  async remove(library, { surroundings }) {
    const workspace = library.openWorkspace({ ...surroundings, sessionId: 'sweeper', now: inSixtyDays });
    assert.ok(workspace);
    const { sessions, putBack, problems } = await library.collectGarbage(workspace);
    assert.deepEqual(problems, []);
    assert.equal(sessions.length + putBack.length, 1);
  },
  tokens: (library, project) => tokensIn(library, project, 'checkpoint'),
  folder: ({ log }) => log,
};

const FIRST_CHECKPOINT: Work = {
  ...CHECKPOINT,
  name: 'checkpoint save, the first',
  prepare: async () => undefined,
  remove: async () => undefined,
};

const COMPLETE: Work = {
  name: 'batch complete',
  args: ['batch', 'complete', '1', '--batch', 'b1', '--note', 'sleeper', '--json'],
  async prepare(library, { surroundings }) {
    const features = ['1', '2'];
    assert.ok((await library.createBatchState({ batchId: 'b1', features }, surroundings)).ok);
  },
  async other(library, { surroundings }, token) {
    const outcome = await library.addBatchFeatures('b1', [{ text: token }], surroundings);
    assert.ok(outcome.ok, JSON.stringify(outcome));
  },
  async remove(library, { surroundings }) {
    assert.ok((await library.cleanupBatchState('b1', surroundings)).ok);
  },
  async tokens(library, project) {
    const loaded = await library.loadBatchState('b1', project.surroundings);
    if (!loaded.ok) return 'refused' in loaded ? [loaded.refused.code] : [loaded.skipped.reason];
    const { features } = loaded.value.batch;
    const added = features.slice(2).map(({ text }) => text);
    const notes = features[0]?.history.flatMap(({ event }) => (event === 'completed' ? ['sleeper'] : []));
    return [...added, ...(features[0]?.evidence?.note === 'sleeper' ? (notes ?? []) : [])];
  },
  folder: ({ stateDir }) => path.join(stateDir, 'batches/b1'),
};

const DAY_MS = 24 * 60 * 60 * 1000;
const inSixtyDays = () => Date.now() + 60 * DAY_MS;

type Sleep = Readonly<{
  work: Work;
  project: TestProject;
  library: Library;
  /** Whether the sleeper's update was there when it was woken. */
  wasThere: boolean;
  ended: Ended;
}>;

/** What others do while the sleeper sleeps, and what is wrong when it has woken. */
type Meanwhile = Readonly<{
  name: string;
  works: readonly Work[];
  act: (work: Work, library: Library, project: TestProject) => Promise<void>;
  judge: (sleep: Sleep) => Promise<readonly string[]>;
}>;

const others = (count: number) => Array.from({ length: count }, (_, index) => `other ${index}`);

const committing = (count: number, name: string): Meanwhile => ({
  name,
  works: [CHECKPOINT, FIRST_CHECKPOINT, COMPLETE],
  async act(work, library, project) {
    for (const token of others(count)) await work.other(library, project, token);
  },
  async judge({ work, project, library, ended }) {
    const tokens = await work.tokens(library, project);
    return [
      ...(wasSaved(ended) ? [] : [`it was not saved: ${ended.stdout}`]),
      ...['sleeper', ...others(count)]
        .filter((token) => tokens.filter((one) => one === token).length !== 1)
        .map((token) => `${token} is not there exactly once`),
    ];
  },
});

const MEANWHILES: readonly Meanwhile[] = [
  committing(1, 'another commits'),
  committing(20, 'twenty others commit'),
  {
    name: 'it is removed',
    works: [CHECKPOINT, COMPLETE],
    act: (work, library, project) => work.remove(library, project),
    async judge({ work, project, library, wasThere, ended }) {
      const tokens = await work.tokens(library, project);
      if (work === COMPLETE) {
        // What was reported before the removal was true then; afterwards nothing is taken any more.
        const isTrue = wasSaved(ended) ? wasThere : ended.status === 3 && ended.stdout.includes('"removed"');
        return [
          ...(isTrue ? [] : [`it says ${ended.stdout}`]),
          ...(tokens.join() === 'removed' ? [] : [`the batch is back: ${tokens.join()}`]),
        ];
      }
      // Where the entry went away between its commit and the sync of its folder, nobody can tell.
      const isUnsure = wasThere && ended.stdout.includes('"unknown"');
      if (!wasSaved(ended)) return isUnsure ? [] : [`it was not saved: ${ended.stdout}`];
      return tokens.includes('sleeper') || wasThere ? [] : ['it says that it saved, and has not'];
    },
  },
  {
    name: 'another sweeps',
    works: [CHECKPOINT, COMPLETE],
    async act(work, library, project) {
      const folder = work.folder(project);
      const old = new Date(Date.now() - 2 * DAY_MS);
      const temps = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('.tmp-')) : [];
      for (const temp of temps) utimesSync(path.join(folder, temp), old, old);
      await work.other(library, project, 'other 0');
    },
    judge: committing(1, '').judge,
  },
];

const wasSaved = ({ status, stdout }: Ended) => status === 0 && !stdout.includes('"saved":false');

for (const meanwhile of MEANWHILES) {
  for (const work of meanwhile.works) {
    test(
      `${work.name}, asleep at any call while ${meanwhile.name}, loses nothing and says the truth`,
      { skip },
      async (t) => {
        const calls = await callsOf(t, PLUGIN, work);
        assert.ok(calls.length >= 15, calls.join());
        // The commit itself is the call that matters most.
        const commit = calls.lastIndexOf('linkSync');
        const chosen = isFull ? [...calls.keys()] : [calls.length >> 2, commit];
        assert.deepEqual(await sleepAtEach(t, PLUGIN, work, meanwhile, chosen), []);
      },
    );
  }
}

test('a commit that takes a name that is taken is found out by a sleeper', { skip }, async (t) => {
  const plugin = brokenPlugin(t, {
    file: 'lib/base.cjs',
    from: /\blinkSync\)\(temp, /,
    to: 'renameSync)(temp, ',
  });
  for (const work of [CHECKPOINT, COMPLETE]) {
    const calls = await callsOf(t, plugin, work);
    const commit = calls.indexOf('renameSync');
    assert.ok(commit > 0);
    const problems = await sleepAtEach(t, plugin, work, committing(1, ''), [commit]);
    assert.match(problems.join('\n'), /is not there exactly once/);
  }
});

/** Far longer than anything takes on a busy machine. */
const SLOWEST_MS = 30_000;

/** The names of the calls to the state that the work makes when it is left alone. */
async function callsOf(t: TestContext, plugin: string, work: Work): Promise<readonly string[]> {
  const project = createProject(t);
  await work.prepare(libraryOf(plugin), project);
  const log = path.join(project.folder, 'calls');
  const { stderr, status } = await runAdev(project, work.args, {
    plugin,
    fault: { below: project.stateDir, log },
  });
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  return readFileSync(log, 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { name: string }).name);
}

async function sleepAtEach(
  t: TestContext,
  plugin: string,
  work: Work,
  meanwhile: Meanwhile,
  calls: readonly number[],
): Promise<readonly string[]> {
  const library = libraryOf(plugin);
  const problems: string[] = [];
  await twoAtATime(calls, async (call) => {
    const project = createProject(t);
    await work.prepare(library, project);
    const fault = { below: project.stateDir, at: call + 1, signal: 'SIGSTOP' } as const;
    const running = startAdev(project, work.args, { plugin, fault });
    t.after(() => running.process.kill('SIGKILL'));
    const found: string[] = [];
    if (await hasStopped(running)) {
      const wasThere = (await work.tokens(library, project)).includes('sleeper');
      await meanwhile.act(work, library, project);
      running.process.kill('SIGCONT');
      const timer = setTimeout(() => running.process.kill('SIGKILL'), SLOWEST_MS);
      const ended = await running.ended;
      clearTimeout(timer);
      if (ended.signal !== null) found.push('it does not end');
      if (ended.stderr !== '' && ended.status === 0) found.push(`stderr: ${ended.stderr}`);
      found.push(...(await meanwhile.judge({ work, project, library, wasThere, ended })));
    } else {
      found.push('it never came there');
    }
    problems.push(...found.map((problem) => `asleep at call ${call + 1}: ${problem}`));
  });
  return problems;
}
