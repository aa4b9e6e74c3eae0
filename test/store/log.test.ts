import assert from 'node:assert/strict';
import { linkSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { StateError } from '../../lib/store/store.ts';
import { fileCallsOf, onBrokenDisk } from '../support/broken-disk.ts';
import { snapshot } from '../support/project.ts';
import { append, entriesOf, fileOf, FIRST, openPlace, type Place } from './log-place.ts';

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

/** Fills a log up to a number quickly: links to its first entry, whose content nobody looks at. */
function fillTo(place: Place, number: number): void {
  if (!place.store.hasLog('s1')) append(place, 'a');
  const present = new Set(readdirSync(place.folder));
  for (let at = 1; at <= number; at += 1) {
    const file = fileOf(place, at);
    if (!present.has(path.basename(file))) linkSync(fileOf(place, 1), file);
  }
}
