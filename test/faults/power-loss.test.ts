// The file calls of saves are recorded and replayed on a model of the least that a disk promises: whatever a power cut may
// leave of them has to be readable, and has to hold everything that had been acknowledged.
import assert from 'node:assert/strict';
import { lstatSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { PLUGIN } from '../../scripts/demo/plugin.ts';
import type { Surroundings } from '../../lib/index.ts';
import { isChange, onBrokenDiskAsync, type FileCall } from '../support/broken-disk.ts';
import { recordedDisk, writeState, type CrashState } from '../support/broken-disk-replay.ts';
import { memoryFolder } from '../support/project.ts';
import { brokenPlugin } from './broken-plugin.ts';
import { isFull, some } from './extent.ts';
import { libraryOf, type Library } from './library.ts';

/** A library at work in one project. */
type Place = Readonly<{ library: Library; root: string; here: Surroundings }>;

/** Saves, each of a token, told by `acknowledge` as soon as the library has answered. */
type Work = Readonly<{
  name: string;
  /** What is there before, durably, and has to stay. */
  prepare: (place: Place) => Promise<readonly string[]>;
  save: (place: Place, acknowledge: (token: string) => void) => Promise<void>;
  /** What others do where the work is interrupted. */
  meanwhile?: (place: Place, acknowledge: (token: string) => void) => void;
  read: (place: Place) => Promise<readonly string[]>;
  /** A further save; true when it was acknowledged. */
  goOn: (place: Place) => Promise<boolean>;
}>;

function saveCheckpoint({ library, here }: Place, message: string): void {
  const outcome = library.saveCheckpoint({ agentName: 'a', message }, here);
  assert.ok(outcome.saved, JSON.stringify(outcome));
}

async function readLog({ library, here }: Place): Promise<readonly string[]> {
  const workspace = library.openWorkspace(here);
  const log = workspace?.store.log('s1');
  if (log?.damaged.length) return ['(damaged)'];
  return (log?.entries ?? []).flatMap(({ data }) => (data as { message?: string }).message ?? []);
}

/** `b1` for the batch itself, and the numbers of its completed features. */
async function readBatches({ library, here }: Place): Promise<readonly string[]> {
  const tokens: string[] = [];
  for (const id of ['b1', 'b2']) {
    const loaded = await library.loadBatchState(id, here);
    if (!loaded.ok && 'refused' in loaded && loaded.refused.code === 'unknown-batch') continue;
    if (!loaded.ok) return [JSON.stringify(loaded)];
    const done = loaded.value.batch.features.filter(({ status }) => status === 'completed');
    tokens.push(id, ...done.map(({ number }) => `${id}/${number}`));
  }
  return tokens;
}

async function createBatch({ library, here }: Place, batchId: string): Promise<void> {
  const features = Array.from({ length: 12 }, (_, index) => `feature ${index}`);
  assert.ok((await library.createBatchState({ batchId, features }, here)).ok);
}

async function complete({ library, here }: Place, number: number): Promise<void> {
  assert.ok((await library.markCompleted('b1', number, {}, here)).ok);
}

const CHECKPOINT: Work = {
  name: 'a checkpoint',
  async prepare(place) {
    saveCheckpoint(place, 'before');
    return ['before'];
  },
  async save(place, acknowledge) {
    saveCheckpoint(place, 'one');
    acknowledge('one');
  },
  read: readLog,
  async goOn({ library, here }) {
    return library.saveCheckpoint({ agentName: 'a', message: 'afterwards' }, here).saved;
  },
};

const FIRST_CHECKPOINT: Work = { ...CHECKPOINT, name: 'the first checkpoint', prepare: async () => [] };

const TWO_FIRST_CHECKPOINTS: Work = {
  ...FIRST_CHECKPOINT,
  name: 'two first checkpoints at once',
  meanwhile(place, acknowledge) {
    saveCheckpoint(place, 'other');
    acknowledge('other');
  },
};

const COMPLETE: Work = {
  name: 'the outcome of a feature',
  async prepare(place) {
    await createBatch(place, 'b1');
    // So many that the next one prunes.
    for (let number = 1; number <= 8; number += 1) await complete(place, number);
    return readBatches(place);
  },
  async save(place, acknowledge) {
    await complete(place, 9);
    acknowledge('b1/9');
  },
  read: readBatches,
  async goOn(place) {
    const { library, here } = place;
    const id = (await readBatches(place))[0] ?? 'b3';
    if (id === 'b3') return (await library.createBatchState({ batchId: id, features: ['x'] }, here)).ok;
    return (await library.addBatchFeatures(id, [{ text: 'afterwards' }], here)).ok;
  },
};

const FIRST_BATCH: Work = {
  ...COMPLETE,
  name: 'the first batch',
  prepare: async () => [],
  async save(place, acknowledge) {
    await createBatch(place, 'b1');
    acknowledge('b1');
  },
};

const TWO_FIRST_BATCHES: Work = {
  ...FIRST_BATCH,
  name: 'two first batches at once',
  async save(place, acknowledge) {
    await Promise.all(['b1', 'b2'].map((id) => createBatch(place, id).then(() => acknowledge(id))));
  },
};

const WORKS = [CHECKPOINT, FIRST_CHECKPOINT, COMPLETE, FIRST_BATCH, TWO_FIRST_BATCHES];

for (const work of WORKS) {
  test(`after a power cut at any moment, ${work.name} is whole or not there, and there once acknowledged`, async (t) => {
    const { problems, states } = await replay(t, PLUGIN, work);
    assert.deepEqual(problems, []);
    t.diagnostic(`${states} states`);
    assert.ok(states >= 8, `only ${states} states`);
  });
}

test('after a power cut two first savers that met at any call have what they were told', async (t) => {
  const { calls } = await replay(t, PLUGIN, FIRST_CHECKPOINT);
  assert.ok(calls.length >= 30);
  for (const at of some([...calls.keys()], 4)) {
    const { problems } = await replay(t, PLUGIN, TWO_FIRST_CHECKPOINTS, at + 1);
    assert.deepEqual(problems, [], `met at call ${at + 1}, ${calls[at]?.name}`);
  }
});

const SABOTAGES = {
  'a save that does not sync its file': {
    file: 'lib/base.cjs',
    from: /bytes were written`\);\s*\(0, import_node_fs\d*\.fsyncSync\)\(descriptor\);/,
    to: 'bytes were written`);',
  },
  'a save that does not sync its folder': {
    file: 'lib/base.cjs',
    from: /O_DIRECTORY\);\s*try \{\s*\(0, import_node_fs\d*\.fsyncSync\)\(descriptor\);/,
    to: 'O_DIRECTORY); try {',
  },
};

for (const [name, sabotage] of Object.entries(SABOTAGES)) {
  test(`${name} is found out by a power cut`, async (t) => {
    const plugin = brokenPlugin(t, sabotage);
    for (const work of [CHECKPOINT, COMPLETE]) {
      const { problems } = await replay(t, plugin, work);
      assert.ok(problems.length > 0, work.name);
    }
  });
}

type Verdict = Readonly<{ problems: readonly string[]; states: number; calls: readonly FileCall[] }>;

/** Records the work, interrupted before call `at` if one is given, and looks at every state that a power cut may leave. */
async function replay(t: TestContext, plugin: string, work: Work, at?: number): Promise<Verdict> {
  const library = libraryOf(plugin);
  const place = newPlace(library, memoryFolder(t));
  const before = await work.prepare(place);
  const disk = recordedDisk(place.root);
  // A look at a name that is never there marks the moment of the answer among the calls.
  const acknowledge = (token: string) => void lstatSync(markOf(place, token), { throwIfNoEntry: false });
  const meanwhile = work.meanwhile;
  const { calls } = await onBrokenDiskAsync(
    {
      below: place.root,
      ...(at === undefined ? {} : { at }),
      ...(meanwhile === undefined ? {} : { meanwhile: () => meanwhile(place, acknowledge) }),
    },
    () => work.save(place, acknowledge),
  );
  const after = new Set(await work.read(place));

  const problems: string[] = [];
  const seen = new Set<string>();
  const crashed = memoryFolder(t);
  const due = new Set(before);
  for (const [index, call] of calls.entries()) {
    const token = tokenOf(place, call);
    if (token !== null) due.add(token);
    disk.play(call);
    if (token === null && !isChange(call)) continue;
    for (const state of disk.crashStates(isFull)) {
      const key = keyOf(state, due);
      if (seen.has(key)) continue;
      seen.add(key);
      const found = await judge(work, library, crashed, state, due, after);
      problems.push(
        ...found.map((one) => `cut after call ${index + 1}, ${call.name}; ${state.name}: ${one}`),
      );
    }
  }
  for (const token of after) if (!due.has(token)) problems.push(`${token} was never acknowledged`);
  return { problems, states: seen.size, calls };
}

function keyOf({ nodes }: CrashState, due: ReadonlySet<string>): string {
  return JSON.stringify([[...due], [...nodes].map(([where, data]) => [where, data?.toString('latin1')])]);
}

/** What is wrong with what the library makes of a state after a power cut. */
async function judge(
  work: Work,
  library: Library,
  crashed: string,
  state: CrashState,
  due: ReadonlySet<string>,
  after: ReadonlySet<string>,
): Promise<readonly string[]> {
  const root = mkdtempSync(path.join(crashed, 'crash-'));
  try {
    writeState(state, root);
    const place = newPlace(library, root);
    const read = await work.read(place);
    const wrong = [
      ...[...due].filter((token) => !read.includes(token)).map((token) => `${token} is lost`),
      ...read.filter((token) => !after.has(token)).map((token) => `reads ${token}`),
    ];
    if (!(await work.goOn(place))) wrong.push('nothing can be saved any more');
    return wrong;
  } catch (error) {
    return [`threw ${String(error)}`];
  } finally {
    rmSync(root, { recursive: true });
  }
}

function newPlace(library: Library, root: string): Place {
  mkdirSync(path.join(root, '.git'), { recursive: true });
  const env = { HOME: path.join(root, 'no-home'), CLAUDE_CODE_SESSION_ID: 's1' };
  return { library, root, here: { env, cwd: () => root, now: Date.now } };
}

const MARK = '.acknowledged-';

function markOf({ root }: Place, token: string): string {
  return path.join(root, `${MARK}${token.replace('/', '+')}`);
}

function tokenOf({ root }: Place, call: FileCall): string | null {
  const name = path.relative(root, call.path);
  return name.startsWith(MARK) ? name.slice(MARK.length).replace('+', '/') : null;
}
