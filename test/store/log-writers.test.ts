import assert from 'node:assert/strict';
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import { openStore, StateError } from '../../lib/store/store.ts';
import { onBrokenDisk } from '../support/broken-disk.ts';
import { runProgram } from '../support/broken-disk-run.ts';
import { createProject } from '../support/project.ts';
import { append, entriesOf, fileOf, FIRST, openPlace } from './log-place.ts';

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

function tempsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith('.tmp-'))
    .toSorted();
}
