// Nothing here cuts the power: recorded calls are replayed on a model of the least that a disk promises.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { openStore, type Store } from '../../lib/store/store.ts';
import { onBrokenDiskAsync, type FileCall } from '../support/broken-disk.ts';
import { addToken, TOKENS } from '../support/broken-disk-program.ts';
import { recordedDisk, writeState, type CrashState } from '../support/broken-disk-replay.ts';
import { memoryFolder } from '../support/project.ts';

type Work = Readonly<{
  name: string;
  /** What is on the disk, durably, before the save. */
  prepare: (store: Store, stateDir: string) => Promise<unknown>;
  save: (store: Store) => Promise<unknown>;
  /** What a reader sees. */
  read: (store: Store) => unknown;
}>;

const appendX = (store: Store) => store.append('s1', { version: '2.0.0', data: 'x' }, () => 'first');
const readLog = (store: Store) => store.log('s1')?.entries.map(({ data }) => data) ?? [];
const readTokens = (store: Store) => {
  const read = store.readNow(TOKENS, 'b1');
  return read.ok ? (read.value?.data.tokens ?? []) : read.refusal.code;
};
const addTokens = async (store: Store, tokens: string) => {
  for (const token of tokens) assert.equal(await addToken(store, 'b1', token), 'saved');
};

const WORKS: readonly Work[] = [
  {
    name: 'the first entry of the first session',
    prepare: async () => undefined,
    save: async (store) => appendX(store),
    read: readLog,
  },
  {
    name: 'an entry onto two others',
    prepare: async (store) => appendX(store),
    save: async (store) => appendX(store),
    read: readLog,
  },
  {
    name: 'the first revision of the first document',
    prepare: async () => undefined,
    save: (store) => addTokens(store, 'x'),
    read: readTokens,
  },
  {
    name: 'a revision that prunes another',
    prepare: (store) => addTokens(store, 'abcdefgh'),
    save: (store) => addTokens(store, 'x'),
    read: readTokens,
  },
  {
    name: 'a revision after a damaged one',
    async prepare(store, stateDir) {
      await addTokens(store, 'abc');
      writeFileSync(path.join(stateDir, 'batches/b1/r0000000003.json'), 'damaged');
    },
    save: (store) => addTokens(store, 'x'),
    read: readTokens,
  },
];

for (const work of WORKS) {
  test(`after a power cut at any moment, ${work.name} is there whole or not at all`, async (t) => {
    const { problems, states } = await replay(t, work, (calls) => calls);
    assert.deepEqual(problems, []);
    assert.ok(states >= 8, `only ${states} states were looked at`);
  });
}

const isSyncOf = (call: FileCall, isFolder: boolean) =>
  call.name === 'fsyncSync' && isFolder === !path.basename(call.path).startsWith('.tmp-');

test('a save that does not sync its file is found out', async (t) => {
  for (const work of [WORKS[1], WORKS[3]] as [Work, Work]) {
    const { problems } = await replay(t, work, (calls) => calls.filter((call) => !isSyncOf(call, false)));
    assert.ok(problems.length > 0);
  }
});

test('a save that does not sync its folder is found out', async (t) => {
  for (const work of [WORKS[1], WORKS[3]] as [Work, Work]) {
    const { problems } = await replay(t, work, (calls) => calls.filter((call) => !isSyncOf(call, true)));
    assert.ok(problems.length > 0);
  }
});

test('a first save that leaves out any one of its folders is found out', async (t) => {
  for (const work of [WORKS[0], WORKS[2]] as [Work, Work]) {
    for (const folder of ['', 'state', work.read === readLog ? 'state/sessions' : 'state/batches']) {
      const { problems } = await replay(t, work, (calls, base) =>
        calls.filter((call) => !(isSyncOf(call, true) && call.path === path.join(base, folder))),
      );
      assert.ok(problems.length > 0, `nobody misses the sync of ${folder || 'the base'}`);
    }
  }
});

/** Records a save, lets its calls be changed, and reads every state that a power cut can leave of them. */
async function replay(
  t: TestContext,
  work: Work,
  alter: (calls: readonly FileCall[], base: string) => readonly FileCall[],
): Promise<{ problems: string[]; states: number }> {
  const base = memoryFolder(t);
  const crashed = memoryFolder(t);
  const storeAt = (folder: string) => openStore({ path: path.join(folder, 'state'), base: folder });
  await work.prepare(storeAt(base), path.join(base, 'state'));
  const disk = recordedDisk(base);
  const before = work.read(storeAt(base));
  const { calls } = await onBrokenDiskAsync({ below: base }, () => work.save(storeAt(base)));
  const after = work.read(storeAt(base));
  assert.notDeepEqual(before, after);

  const problems: string[] = [];
  const seen = new Set<string>();
  const look = (when: string, allowed: readonly unknown[]) => {
    for (const state of disk.crashStates()) {
      const key = JSON.stringify([
        allowed,
        [...state.nodes].map(([where, data]) => [where, data?.toString()]),
      ]);
      if (seen.has(key)) continue;
      seen.add(key);
      const read = readState(crashed, state, (folder) => work.read(storeAt(folder)));
      if (!allowed.some((one) => isDeepStrictEqual(one, read))) {
        problems.push(`${when}: ${state.name}: reads ${JSON.stringify(read)}`);
      }
    }
  };
  // A session's first entry may be there without the second, which is nobody's loss yet.
  const halfway = isDeepStrictEqual(before, []) ? [['first']] : [];
  for (const [index, call] of alter(calls, base).entries()) {
    disk.play(call);
    if (CHANGES.has(call.name)) look(`after call ${index}, ${call.name}`, [before, after, ...halfway]);
  }
  look('after the acknowledgement', [after]);
  return { problems, states: seen.size };
}

function readState(crashed: string, state: CrashState, read: (folder: string) => unknown): unknown {
  const folder = mkdtempSync(path.join(crashed, 'crash-'));
  try {
    writeState(state, folder);
    return read(folder);
  } catch (error) {
    return `threw ${String(error)}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const CHANGES = new Set([
  'mkdirSync',
  'openSync',
  'writeSync',
  'linkSync',
  'unlinkSync',
  'renameSync',
  'fsyncSync',
]);

test('the model keeps what was there before', (t) => {
  const [base, copy] = [memoryFolder(t), memoryFolder(t)];
  writeFileSync(path.join(base, 'file'), 'kept');
  for (const state of recordedDisk(base).crashStates()) {
    writeState(state, copy);
    assert.equal(readFileSync(path.join(copy, 'file'), 'utf8'), 'kept');
  }
});
