// SIGKILL before, after and amid every call that changes the disk.
import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { saveCheckpoint } from '../../lib/save-checkpoint.ts';
import { openStore } from '../../lib/store/store.ts';
import { onBrokenDiskAsync, type Fault, type FileCall } from '../support/broken-disk.ts';
import { addToken, TOKENS, type Task } from '../support/broken-disk-program.ts';
import { runProgram, twoAtATime } from '../support/broken-disk-run.ts';
import { createProjectWithStateIn, memoryFolder } from '../support/project.ts';

type Place = Readonly<{
  folder: string;
  stateDir: string;
  env: Readonly<Record<string, string>>;
  cwd: string;
}>;

type Work = Readonly<{
  /** What is saved before, in this process. */
  prepare: (place: Place) => unknown;
  /** The save, in this process and as a task for one that is killed. */
  save: (place: Place) => unknown;
  task: (place: Place) => Task;
  /** What was saved, oldest first; throws on damage. */
  read: (place: Place) => readonly string[];
}>;

const storeOf = ({ stateDir, folder }: Place) => openStore({ path: stateDir, base: folder });

const checkpoint = (message: string) => (place: Place) => {
  const outcome = saveCheckpoint(
    { agentName: 'tester', message },
    { env: place.env, cwd: () => place.cwd, now: Date.now },
  );
  assert.ok(outcome.saved);
};

const LOG: Omit<Work, 'prepare'> = {
  save: checkpoint('new'),
  task: () => ({ do: 'checkpoint', messages: ['new'] }),
  read(place) {
    const log = storeOf(place).log('session-1');
    assert.deepEqual(log?.damaged ?? [], []);
    const data = (log?.entries ?? []).map((entry) => entry.data as { event: string; message?: string });
    if (data.length > 0) assert.equal(data[0]?.event, 'session-started');
    return data.flatMap(({ message }) => (message === undefined ? [] : [message]));
  },
};

const add = async (place: Place, token: string) =>
  assert.equal(await addToken(storeOf(place), 'b1', token), 'saved');

const DOCUMENT: Omit<Work, 'prepare'> = {
  save: (place) => add(place, 'new'),
  task: ({ stateDir, folder }) => ({ do: 'add', stateDir, base: folder, id: 'b1', tokens: ['new'] }),
  read(place) {
    const read = storeOf(place).readNow(TOKENS, 'b1');
    assert.ok(read.ok);
    return read.value?.data.tokens ?? [];
  },
};

const WORKS: Readonly<Record<string, Work>> = {
  'the first checkpoint': { ...LOG, prepare: () => undefined },
  'a later checkpoint': {
    ...LOG,
    prepare: (place) => ['a', 'b'].map((message) => checkpoint(message)(place)),
  },
  'the first revision of a document': { ...DOCUMENT, prepare: () => undefined },
  'a revision that prunes another': {
    ...DOCUMENT,
    async prepare(place) {
      for (const token of 'abcdefgh') await add(place, token);
    },
  },
};

for (const [name, work] of Object.entries(WORKS)) {
  test(`a writer killed at any moment of ${name} leaves the old state or the new one, and nothing in the way`, async (t) => {
    const prepared = newPlace(t);
    await work.prepare(prepared);
    const before = work.read(prepared);
    const recorded = copyOf(t, prepared);
    const { calls } = await onBrokenDiskAsync({ below: recorded.folder }, async () => work.save(recorded));

    await twoAtATime(deathsOf(calls), async (death) => {
      const place = copyOf(t, prepared);
      const fault = { ...death, below: place.folder };
      const { signal } = await runProgram(work.task(place), { ...place, fault });
      const when = `${JSON.stringify(death)} ${calls[(death.at ?? 0) - 1]?.name}`;
      assert.equal(signal, 'SIGKILL', `${when} was not reached`);

      const left = work.read(place);
      assert.deepEqual(left, left.includes('new') ? [...before, 'new'] : before, when);

      const started = performance.now();
      await work.save(place);
      assert.ok(performance.now() - started < 1000, `${when} held the next save up`);
      assert.deepEqual(work.read(place), [...left, 'new'], when);
      assert.deepEqual(temps(place), [], `${when} left temps`);
    });
  });
}

test('killed writers leave no more behind than the next writers sweep', async (t) => {
  const [tried, twin] = [newPlace(t), newPlace(t)];
  const work = WORKS['a revision that prunes another'] as Work;
  for (const place of [tried, twin]) await work.prepare(place);
  const recorded = copyOf(t, tried);
  const { calls } = await onBrokenDiskAsync({ below: recorded.folder }, async () => work.save(recorded));
  for (const death of deathsOf(calls)) {
    await runProgram(work.task(tried), { ...tried, fault: { ...death, below: tried.folder } });
  }
  for (let step = 0; step < 9; step += 1) for (const place of [tried, twin]) await work.save(place);
  const entries = (place: Place) => readdirSync(place.folder, { recursive: true }).length;
  assert.ok(entries(tried) <= entries(twin) + 1, `${entries(tried)} entries, ${entries(twin)} in the twin`);
});

test('a program that writes in place is found out by the same deaths', async (t) => {
  const place = newPlace(t);
  const file = path.join(place.folder, 'state.json');
  const write = (text: string) => writeFileSync(file, text);
  const { calls } = await onBrokenDiskAsync({ below: place.folder }, async () => write('["old"]'));
  let torn = 0;
  for (const death of deathsOf(calls)) {
    write('["old"]');
    const task: Task = { do: 'write-in-place', file, text: '["old","new"]' };
    await runProgram(task, { ...place, fault: { ...death, below: place.folder } });
    if (!['["old"]', '["old","new"]'].includes(readFileSync(file, 'utf8'))) torn += 1;
  }
  assert.ok(torn > 0);
});

const CHANGES = /^(?:mkdir|open|write|fsync|link|unlink|rename|rmdir)Sync$/;

/** A death before and one after each change, and two amid each write. */
function deathsOf(calls: readonly FileCall[]): Omit<Fault, 'below'>[] {
  return calls.flatMap(({ name, bytes }, index) => {
    if (!CHANGES.test(name)) return [];
    const death = { at: index + 1, signal: 'SIGKILL' } as const;
    const parts = name === 'writeSync' ? [1, Math.floor((bytes?.length ?? 0) / 2)] : [];
    return [death, { ...death, after: true }, ...parts.map((short) => ({ ...death, short }))];
  });
}

function newPlace(t: TestContext): Place {
  const folder = memoryFolder(t);
  const stateDir = path.join(folder, 'state');
  const { env, root } = createProjectWithStateIn(t, stateDir);
  return { folder, stateDir, env, cwd: root };
}

function copyOf(t: TestContext, place: Place): Place {
  const folder = memoryFolder(t);
  const stateDir = path.join(folder, 'state');
  cpSync(place.folder, folder, { recursive: true });
  return { ...place, folder, stateDir, env: { ...place.env, AUTONOMOUS_DEV_STATE_DIR: stateDir } };
}

function temps({ folder }: Place): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.tmp-'));
}
