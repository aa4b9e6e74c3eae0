import assert from 'node:assert/strict';
import { linkSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import test, { type TestContext } from 'node:test';
import { openStore, StateError, type Store } from '../../lib/store/store.ts';
import { fileCallsOf, onBrokenDisk } from '../support/broken-disk.ts';
import { runProgram } from '../support/broken-disk-run.ts';
import { createProject, memoryFolder, snapshot } from '../support/project.ts';

const FIRST = { event: 'session-started' };

type Place = Readonly<{ store: Store; folder: string; base: string }>;

function openPlace(t: TestContext): Place {
  const base = memoryFolder(t);
  const store = openStore({ path: path.join(base, 'state'), base });
  return { store, folder: path.join(base, 'state', 'sessions', 's1'), base };
}

function append({ store }: Place, data: unknown): number {
  return store.append('s1', { version: '2.0.0', data }, () => FIRST);
}

function fileOf({ folder }: Place, number: number): string {
  return path.join(folder, `e${String(number).padStart(10, '0')}.json`);
}

const entriesOf = ({ store }: Place) => store.log('s1')?.entries.map(({ number, data }) => [number, data]);

test('a log begins with its first entry, and numbers the others from 2 on without a gap', (t) => {
  const place = openPlace(t);
  assert.equal(place.store.log('s1'), null);
  assert.equal(place.store.hasLog('s1'), false);
  for (const [index, letter] of 'abc'.split('').entries()) assert.equal(append(place, letter), index + 2);
  assert.deepEqual(entriesOf(place), [
    [1, FIRST],
    [2, 'a'],
    [3, 'b'],
    [4, 'c'],
  ]);
  assert.equal(place.store.hasLog('s1'), true);
  assert.deepEqual(
    [...place.store.newestFirst('s1')].map(({ data }) => data),
    ['c', 'b', 'a', FIRST],
  );
  assert.deepEqual(place.store.sessionFolders(), ['s1']);
});

test('reading a log, or looking for one, writes nothing', (t) => {
  const place = openPlace(t);
  append(place, 'a');
  const before = snapshot(place.base);
  place.store.log('s1');
  place.store.log('nobody');
  place.store.hasLog('nobody');
  assert.deepEqual([...place.store.newestFirst('nobody')], []);
  assert.deepEqual(snapshot(place.base), before);
});

test('a log whose first entry is damaged goes on, and names the damage', (t) => {
  const place = openPlace(t);
  append(place, 'a');
  writeFileSync(fileOf(place, 1), 'damaged');
  assert.equal(append(place, 'b'), 3);
  assert.deepEqual(place.store.log('s1')?.damaged, [1]);
  assert.deepEqual(entriesOf(place), [
    [2, 'a'],
    [3, 'b'],
  ]);
});

test('damaged entries keep their numbers, and hide no other', (t) => {
  const place = openPlace(t);
  for (const letter of 'abcd') append(place, letter);
  writeFileSync(fileOf(place, 5), '');
  rmSync(fileOf(place, 3));
  mkdirSync(fileOf(place, 3));
  assert.equal(append(place, 'e'), 6);
  assert.deepEqual(place.store.log('s1')?.damaged, [3, 5]);
  assert.deepEqual(
    [...place.store.newestFirst('s1')].map(({ number }) => number),
    [6, 4, 2, 1],
  );
});

test('an entry that cannot be read is an error, not a gap', (t) => {
  const place = openPlace(t);
  for (const letter of ['a', 'b']) append(place, letter);
  for (const errno of ['EIO', 'EACCES', 'EMFILE']) {
    for (const call of ['openSync', 'fstatSync', 'readSync', 'readdirSync']) {
      const fault = { below: place.folder, calls: [call], at: 1, sticky: true, errno };
      assert.throws(
        () => onBrokenDisk(fault, () => place.store.log('s1')),
        (error) => error instanceof StateError && error.code === 'unreadable',
        `${errno} of ${call}`,
      );
    }
  }
});

test('a hole made by hand anywhere in a log keeps no entry from being saved, and overwrites none', (t) => {
  for (let hole = 1; hole <= 12; hole += 1) {
    const place = openPlace(t);
    for (let step = 2; step <= 12; step += 1) append(place, step);
    rmSync(fileOf(place, hole));
    for (const more of ['x', 'y', 'z']) append(place, more);
    const data = entriesOf(place)?.map(([, value]) => value) ?? [];
    const expected = [FIRST, ...Array.from({ length: 11 }, (_, index) => index + 2)];
    const kept = expected.filter((_, index) => index + 1 !== hole || hole === 1);
    assert.deepEqual(new Set(data), new Set([...kept, 'x', 'y', 'z']), `hole at ${hole}`);
    assert.equal(data.length, kept.length + 3);
  }
});

test('a long log that has lost its first entry is appended to at once', (t) => {
  const place = openPlace(t);
  fillTo(place, 3000);
  rmSync(fileOf(place, 1));
  const calls = fileCallsOf(place.base, () => assert.equal(append(place, 'x'), 3001));
  assert.ok(calls.length < 100, `${calls.length} file calls`);
  assert.deepEqual(place.store.log('s1')?.entries[0]?.data, FIRST);
});

test('what JSON cannot hold leaves no half-made log behind', (t) => {
  const place = openPlace(t);
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  for (const data of [cycle, 1n, 'x'.repeat(33 * 1024 * 1024)]) assert.throws(() => append(place, data));
  assert.deepEqual(snapshot(place.base), {});
});

test('the five-thousandth entry costs about as many file calls as the tenth', (t) => {
  const place = openPlace(t);
  const costOf = (number: number) => {
    fillTo(place, number - 1);
    return fileCallsOf(place.base, () => assert.equal(append(place, 'x'), number)).length;
  };
  const tenth = costOf(10);
  const late = costOf(5000);
  assert.ok(late <= tenth + 2 * Math.log2(5000), `${tenth} calls for the tenth, ${late} for the 5,000th`);
  // Only every 32nd of them also lists the folder.
  const lists = (number: number) => {
    fillTo(place, number - 1);
    return fileCallsOf(place.base, () => append(place, 'x')).some(({ name }) => name === 'readdirSync');
  };
  assert.deepEqual([5001, 5023, 5024, 5025].map(lists), [false, false, true, false]);
});

test('sixteen processes append without a gap, each entry once, after one first entry', async (t) => {
  const project = createProject(t);
  const [writers, each] = [16, 25];
  const messages = (writer: number) => Array.from({ length: each }, (_, step) => `${writer}/${step}`);
  const ended = await Promise.all(
    Array.from({ length: writers }, (_, writer) =>
      runProgram({ do: 'checkpoint', messages: messages(writer) }, { env: project.env, cwd: project.root }),
    ),
  );
  for (const { status, stderr } of ended) assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  const outcomes = ended.flatMap(({ said }) => said) as { saved: boolean; number: number }[];
  const { base, stateDir } = { base: path.join(project.root, '.git'), stateDir: project.stateDir };
  const log = openStore({ path: stateDir, base }).log('session-1');
  assert.deepEqual(log?.damaged, []);
  assert.deepEqual(
    log?.entries.map(({ number }) => number),
    Array.from({ length: log?.entries.length ?? 0 }, (_, index) => index + 1),
  );
  const data = (log?.entries ?? []).map((entry) => entry.data as { event: string; message?: string });
  assert.equal(data[0]?.event, 'session-started');
  assert.equal(data.filter(({ event }) => event === 'session-started').length, 1);
  const saved = data.flatMap(({ message }) => (message === undefined ? [] : [message]));
  assert.equal(new Set(saved).size, saved.length);
  // Every one that was acknowledged is there, at the number that was told; on a busy machine a few may be skipped.
  const acknowledged = outcomes.filter((outcome) => outcome.saved);
  assert.equal(acknowledged.length, saved.length);
  assert.ok(acknowledged.length >= writers * each * 0.98, `${acknowledged.length} acknowledged`);
  for (const { number } of acknowledged) assert.equal(data[number - 1]?.event, 'checkpoint');
  assert.deepEqual(tempsIn(path.join(stateDir, 'sessions', 'session-1')), []);
});

test('two first savers at once begin the log once', async (t) => {
  for (let round = 0; round < 5; round += 1) {
    const project = createProject(t);
    const task = { do: 'checkpoint', messages: ['m'] } as const;
    const pair = [0, 1].map(() => runProgram(task, { env: project.env, cwd: project.root }));
    for (const { said } of await Promise.all(pair)) assert.equal((said[0] as { saved: boolean }).saved, true);
    const store = openStore({ path: project.stateDir, base: path.join(project.root, '.git') });
    const events = store.log('session-1')?.entries.map(({ data }) => (data as { event: string }).event);
    assert.deepEqual(events, ['session-started', 'checkpoint', 'checkpoint']);
  }
});

test('temps of processes that are gone, and old ones, are swept; those of living ones stay', async (t) => {
  const place = openPlace(t);
  append(place, 'a');
  const gone = (await runProgram({ do: 'checkpoint', messages: [] }, { env: {}, cwd: place.base })).pid;
  const old = new Date(Date.now() - 25 * 3600 * 1000);
  const plantTemp = (name: string, isOld = false) => {
    writeFileSync(path.join(place.folder, name), 'temp');
    if (isOld) utimesSync(path.join(place.folder, name), old, old);
  };
  plantTemp(`.tmp-${process.pid}-living`);
  plantTemp('.tmp-1-living');
  plantTemp(`.tmp-${gone}-dead`);
  plantTemp(`.tmp-${process.pid}-old`, true);
  plantTemp('.tmp-what');
  plantTemp('.tmp--5-x');
  plantTemp('foreign.txt');
  append(place, 'b');
  assert.deepEqual(tempsIn(place.folder), ['.tmp-1-living', `.tmp-${process.pid}-living`].toSorted());
  assert.ok(readdirSync(place.folder).includes('foreign.txt'));
});

test('a writer whose temp is swept under it writes another', (t) => {
  const place = openPlace(t);
  append(place, 'a');
  const fault = { below: place.folder, calls: ['linkSync'], at: 1, errno: 'ENOENT' };
  const { value, calls } = onBrokenDisk(fault, () => append(place, 'b'));
  assert.equal(value, 3);
  assert.equal(calls.length, 2);
  assert.deepEqual(tempsIn(place.folder), []);
});

test('a first writer whose temp is swept under it still begins the log with its first entry', (t) => {
  const place = openPlace(t);
  const fault = { below: place.base, calls: ['linkSync'], at: 1, errno: 'ENOENT' };
  assert.equal(onBrokenDisk(fault, () => append(place, 'a')).value, 2);
  assert.deepEqual(entriesOf(place), [
    [1, FIRST],
    [2, 'a'],
  ]);
});

test('a writer that does not find its entry where it put it saves it again', (t) => {
  const place = openPlace(t);
  append(place, 'a');
  // The first look is the search for a free number, the second comes after the commit: the log is being dropped.
  const fault = { below: fileOf(place, 3), calls: ['lstatSync'], at: 2, errno: 'ENOENT' };
  assert.equal(onBrokenDisk(fault, () => append(place, 'b')).value, 4);
});

test('an entry that lost its number to others takes a later one', (t) => {
  const place = openPlace(t);
  append(place, 'a');
  const fault = { below: place.folder, calls: ['linkSync'], at: 1, errno: 'EEXIST' };
  assert.equal(onBrokenDisk(fault, () => append(place, 'b')).value, 4);
  const always = { ...fault, sticky: true };
  const brief = { at: performance.now() + 50 };
  assert.throws(
    () =>
      onBrokenDisk(always, () =>
        place.store.append('s1', { version: '2.0.0', data: 'c' }, () => FIRST, brief),
      ),
    (error) => error instanceof StateError && error.code === 'conflict',
  );
});

/** Fills a log up to a number quickly: links to its first entry, whose content nobody looks at. */
function fillTo(place: Place, number: number): void {
  if (!place.store.hasLog('s1')) append(place, 'a');
  const present = new Set(readdirSync(place.folder));
  for (let at = 1; at <= number; at += 1) {
    const file = fileOf(place, at);
    if (!present.has(path.basename(file))) linkSync(fileOf(place, 1), file);
  }
}

function tempsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith('.tmp-'))
    .toSorted();
}
