// Every file call of a save fails, with every code that it may fail with, once and from there on.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { saveCheckpoint } from '../../lib/save-checkpoint.ts';
import { deadlineIn, openStore, StateError, type Store } from '../../lib/store/store.ts';
import { onBrokenDiskAsync, type Fault } from '../support/broken-disk.ts';
import { addToken, TOKENS } from '../support/broken-disk-program.ts';
import { runProgram, twoAtATime } from '../support/broken-disk-run.ts';
import { createProjectWithStateIn, memoryFolder, snapshot } from '../support/project.ts';
import { errnosOf, sweep, type Work } from './fault-sweep.ts';

const storeIn = (folder: string): Store => openStore({ path: path.join(folder, 'state'), base: folder });

const documentOf = (before: readonly string[], damage?: (folder: string) => void): Omit<Work, 'name'> => ({
  before,
  async prepare(folder) {
    for (const token of before) assert.equal(await addToken(storeIn(folder), 'b1', token), 'saved');
    damage?.(folder);
  },
  save: (folder, token) => addToken(storeIn(folder), 'b1', token),
  read(folder) {
    const read = storeIn(folder).readNow(TOKENS, 'b1');
    return read.ok ? (read.value?.data.tokens ?? []) : [];
  },
  mayDoubt: true,
});

const logOf = (before: readonly string[]): Omit<Work, 'name'> => {
  const append = (folder: string, data: string) =>
    storeIn(folder).append('s1', { version: '2.0.0', data }, () => '');
  return {
    before,
    prepare: (folder) => before.map((token) => append(folder, token)),
    save(folder, token) {
      try {
        return append(folder, token) > 0 ? 'saved' : 'no number';
      } catch (error) {
        return error instanceof StateError ? error.code : `threw ${String(error)}`;
      }
    },
    read: (folder) =>
      (storeIn(folder).log('s1')?.entries ?? []).map(({ data }) => String(data)).filter(Boolean),
  };
};

const WORKS: readonly Work[] = [
  { name: 'the first entry of a log', ...logOf([]) },
  { name: 'a later entry of a log', ...logOf(['a', 'b']) },
  { name: 'the first revision of a document', ...documentOf([]) },
  { name: 'a revision that prunes another', ...documentOf('abcdefgh'.split('')) },
  {
    name: 'a revision after a damaged one',
    ...documentOf(['a', 'b', 'c'], (folder) => {
      writeFileSync(path.join(folder, 'state/batches/b1/r0000000003.json'), 'damaged');
    }),
    before: ['a', 'b'],
  },
];

for (const work of WORKS) {
  test(`${work.name} is saved and there, or skipped and absent, whichever file call fails`, async (t) => {
    const { problems, runs } = await sweep(t, work);
    assert.deepEqual(problems, []);
    assert.ok(runs > 100, `only ${runs} faults`);
  });
}

/** What careless programs do. Each of them has to be found out by the same sweep. */
const CARELESS: readonly Work[] = [
  {
    ...careless(),
    name: 'takes a read error for no state yet',
    save(folder, token) {
      let tokens: string[] = [];
      try {
        tokens = JSON.parse(readFileSync(path.join(folder, 'state.json'), 'utf8')) as string[];
      } catch {
        // "There is none."
      }
      return tried(() => writeFileSync(path.join(folder, 'state.json'), JSON.stringify([...tokens, token])));
    },
  },
  {
    ...careless(),
    name: 'writes in place',
    save: (folder, token) =>
      tried(() => {
        const tokens = readTokens(folder);
        writeFileSync(path.join(folder, 'state.json'), JSON.stringify([...tokens, token]));
      }),
  },
  {
    ...careless(),
    name: 'says it has saved whatever happened',
    save(folder, token) {
      tried(() =>
        writeFileSync(path.join(folder, 'state.json'), JSON.stringify([...readTokens(folder), token])),
      );
      return 'saved';
    },
  },
  {
    ...careless(),
    name: 'lets errors out',
    save(folder, token) {
      writeFileSync(path.join(folder, 'state.json'), JSON.stringify([...readTokens(folder), token]));
      return 'saved';
    },
  },
];

for (const work of CARELESS) {
  test(`the sweep finds out a program that ${work.name}`, async (t) => {
    assert.ok((await sweep(t, work)).problems.length > 0);
  });
}

test('a checkpoint never throws, whichever file call fails, and the next one is saved', async (t) => {
  const folder = memoryFolder(t);
  const project = createProjectWithStateIn(t, path.join(folder, 'state'));
  const save = () => saveCheckpoint({ agentName: 'tester', message: 'm' }, project.surroundings);
  const { calls } = await onBrokenDiskAsync({ below: folder }, async () => save());
  let expected = 2;
  for (const [index] of calls.entries()) {
    const fault = { below: folder, at: index + 1, errno: 'EIO', sticky: index % 2 === 0 };
    const { value } = await onBrokenDiskAsync(fault, async () => save());
    if (value.saved) expected = value.number;
    else assert.notEqual(value.detail, '');
    const next = save();
    assert.ok(next.saved);
    assert.ok(next.number > expected);
    expected = next.number;
  }
});

test('a process whose file calls fail exits with 0, and prints nothing but its outcome', async (t) => {
  const folder = memoryFolder(t);
  const project = createProjectWithStateIn(t, path.join(folder, 'state'));
  const { calls } = await onBrokenDiskAsync({ below: folder }, async () =>
    saveCheckpoint({ agentName: 'tester', message: 'm' }, project.surroundings),
  );
  const faults = calls.map(({ name }, index): Fault => {
    const errnos = errnosOf(name);
    const errno = errnos[index % errnos.length] as string;
    return { below: '', at: index + 1, errno, sticky: index % 2 === 0 };
  });
  await twoAtATime([...faults.entries()], async ([index, fault]) => {
    const stateDir = path.join(folder, `${index}`, 'state');
    const { status, said, stderr } = await runProgram(
      { do: 'checkpoint', messages: ['m'] },
      {
        env: { ...project.env, AUTONOMOUS_DEV_STATE_DIR: stateDir },
        cwd: project.root,
        fault: { ...fault, below: path.join(folder, `${index}`) },
      },
    );
    assert.deepEqual({ status, stderr, lines: said.length }, { status: 0, stderr: '', lines: 1 });
    const saved = (said[0] as { saved: boolean; reason?: string }).saved;
    const present = presentIn(stateDir);
    if ((said[0] as { reason?: string }).reason !== 'unknown')
      assert.equal(saved, present, JSON.stringify(said));
  });
});

test('a commit that others may have overtaken is not acknowledged while the disk does not answer', async (t) => {
  const folder = memoryFolder(t);
  for (const token of 'abc') await addToken(storeIn(folder), 'b1', token);
  const listing = { below: folder, calls: ['readdirSync'], at: 3, errno: 'EIO' };
  const once = await onBrokenDiskAsync(listing, () => addToken(storeIn(folder), 'b1', 'd'));
  assert.equal(once.value, 'saved');
  const always = { ...listing, sticky: true };
  const { value } = await onBrokenDiskAsync(always, () => addToken(storeIn(folder), 'b1', 'e'));
  assert.equal(value, 'unknown');
});

test('a document that keeps vanishing while it is read is an error, not an endless search', async (t) => {
  const folder = memoryFolder(t);
  await addToken(storeIn(folder), 'b1', 'a');
  const fault = { below: folder, calls: ['openSync'], at: 1, sticky: true, errno: 'ENOENT' };
  assert.equal(
    (await onBrokenDiskAsync(fault, () => addToken(storeIn(folder), 'b1', 'b'))).value,
    'unreadable',
  );
});

test('an update gives up in time when its temp files keep vanishing', async (t) => {
  const folder = memoryFolder(t);
  const store = storeIn(folder);
  await addToken(store, 'b1', 'a');
  const fault = { below: folder, calls: ['linkSync'], at: 1, sticky: true, errno: 'ENOENT' };
  const started = performance.now();
  await assert.rejects(
    onBrokenDiskAsync(fault, () =>
      store.update(
        TOKENS,
        'b1',
        (data) => ({ ok: true, value: { data: { tokens: [...(data?.tokens ?? []), 'b'] }, answer: null } }),
        deadlineIn(200),
      ),
    ),
    (error) => error instanceof StateError && error.code === 'conflict',
  );
  assert.ok(performance.now() - started < 3000);
});

function careless(): Omit<Work, 'name' | 'save'> {
  return {
    before: ['a'],
    prepare: (folder) => writeFileSync(path.join(folder, 'state.json'), '["a"]'),
    read: readTokens,
  };
}

function readTokens(folder: string): string[] {
  return JSON.parse(readFileSync(path.join(folder, 'state.json'), 'utf8')) as string[];
}

function tried(write: () => void): string {
  try {
    write();
    return 'saved';
  } catch {
    return 'skipped';
  }
}

function presentIn(stateDir: string): boolean {
  try {
    return Object.keys(snapshot(stateDir)).some((name) => name.endsWith('e0000000002.json'));
  } catch {
    return false;
  }
}
