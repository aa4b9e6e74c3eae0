import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import * as v from 'valibot';
import { parserOf } from '../../lib/domain/parse.ts';
import { ok, refuse } from '../../lib/domain/result.ts';
import type { Kind } from '../../lib/store/kind.ts';
import { openStore, StateError, type Store } from '../../lib/store/store.ts';
import { onBrokenDisk, onBrokenDiskAsync } from '../support/broken-disk.ts';
import { memoryFolder, snapshot } from '../support/project.ts';

type List = { items: string[] };

const LIST: Kind<List> = {
  name: 'batch',
  version: '2.0.0',
  parse: parserOf(v.looseObject({ items: v.array(v.string()) })),
  migrations: [],
  afterFallback: (data) => ({ ...data, items: [...data.items, '(fell back)'] }),
};

type Place = Readonly<{ store: Store; folder: string; base: string }>;

/** A document with three revisions: a, a b, a b c. */
async function threeRevisions(t: TestContext): Promise<Place> {
  const base = memoryFolder(t);
  const store = openStore({ path: path.join(base, 'state'), base });
  for (const item of ['a', 'b', 'c']) await add(store, item);
  return { store, folder: path.join(base, 'state', 'batches', 'b1'), base };
}

function add(store: Store, item: string) {
  return store.update(LIST, 'b1', (data) =>
    ok({ data: { ...data, items: [...(data?.items ?? []), item] }, answer: null }),
  );
}

const fileOf = ({ folder }: Place, number: number) => path.join(folder, `r000000000${number}.json`);

const DAMAGES: Readonly<Record<string, (file: string, place: Place) => void>> = {
  'an empty file': (file) => truncateSync(file, 0),
  'a file cut short': (file) => truncateSync(file, lstatSync(file).size - 10),
  'zeros in its place': (file) => writeFileSync(file, Buffer.alloc(lstatSync(file).size)),
  'a changed letter': (file) => writeFileSync(file, readFileSync(file, 'utf8').replace('"c"', '"d"')),
  'another program’s JSON': (file) => writeFileSync(file, '{"items":[]}'),
  'a copy of an older revision': (file, place) => copyFileSync(fileOf(place, 1), file),
};

for (const [name, damage] of Object.entries(DAMAGES)) {
  test(`${name} is passed over by readers, and kept aside by the next writer`, async (t) => {
    const place = await threeRevisions(t);
    const file = fileOf(place, 3);
    damage(file, place);
    const bytes = readFileSync(file);

    const before = snapshot(place.base);
    for (const read of [place.store.readNow(LIST, 'b1'), await place.store.read(LIST, 'b1')]) {
      assert.ok(read.ok);
      assert.deepEqual(read.value?.data.items, ['a', 'b', '(fell back)']);
      assert.equal(read.value.revision, 2);
    }
    assert.deepEqual(snapshot(place.base), before);

    const updated = await add(place.store, 'd');
    assert.ok(updated.ok);
    assert.equal(updated.value.revision, 4);
    assert.deepEqual(updated.value.data.items, ['a', 'b', '(fell back)', 'd']);
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
    assert.deepEqual(copiesIn(place), [`corrupt-3-${digest}`]);
    assert.deepEqual(readFileSync(path.join(place.folder, `corrupt-3-${digest}`)), bytes);
    assert.deepEqual(readFileSync(file), bytes);
  });
}

const NO_FILES: Readonly<Record<string, (file: string, place: Place) => void>> = {
  'a folder': (file) => mkdirSync(file),
  'a link to a sound revision': (file, place) => symlinkSync(fileOf(place, 2), file),
  'a link to nowhere': (file) => symlinkSync('/nowhere', file),
  'a link to itself': (file) => symlinkSync(file, file),
  'a pipe that nobody writes to': (file) => execFileSync('mkfifo', [file]),
  'a file of 33 MB': (file) => {
    writeFileSync(file, '');
    truncateSync(file, 33 * 1024 * 1024);
  },
};

for (const [name, build] of Object.entries(NO_FILES)) {
  test(`${name} in place of the newest revision is damage too, and stays where it is`, async (t) => {
    const place = await threeRevisions(t);
    const file = fileOf(place, 3);
    rmSync(file);
    build(file, place);
    const updated = await add(place.store, 'd');
    assert.ok(updated.ok);
    assert.equal(updated.value.revision, 4);
    assert.deepEqual(updated.value.data.items, ['a', 'b', '(fell back)', 'd']);
    assert.deepEqual(copiesIn(place), []);
    assert.ok(lstatSync(file));
  });
}

test('several damaged revisions in a row are passed over, and each is kept aside', async (t) => {
  const place = await threeRevisions(t);
  for (const number of [2, 3]) writeFileSync(fileOf(place, number), `damaged ${number}`);
  const updated = await add(place.store, 'd');
  assert.ok(updated.ok);
  assert.deepEqual(updated.value.data.items, ['a', '(fell back)', 'd']);
  assert.equal(updated.value.revision, 4);
  assert.deepEqual(
    copiesIn(place).map((name) => name.slice(0, 10)),
    ['corrupt-2-', 'corrupt-3-'],
  );
});

test('after a fallback a change that changes nothing still writes a sound revision', async (t) => {
  const place = await threeRevisions(t);
  writeFileSync(fileOf(place, 3), '');
  const updated = await place.store.update(LIST, 'b1', (data) => ok({ data: data as List, answer: null }));
  assert.ok(updated.ok);
  assert.equal(updated.value.revision, 4);
  const again = await place.store.read(LIST, 'b1');
  assert.ok(again.ok);
  assert.deepEqual(again.value?.data.items, ['a', 'b', '(fell back)']);
});

test('a refused change leaves damaged revisions to the next writer', async (t) => {
  const place = await threeRevisions(t);
  writeFileSync(fileOf(place, 3), '');
  const before = snapshot(place.base);
  await place.store.update(LIST, 'b1', () => refuse('no', ''));
  assert.deepEqual(snapshot(place.base), before);
});

test('a document without any sound revision is refused, and nothing is written', async (t) => {
  const place = await threeRevisions(t);
  for (const number of [1, 2, 3]) writeFileSync(fileOf(place, number), `damaged ${number}`);
  const before = snapshot(place.base);
  const answers = [place.store.readNow(LIST, 'b1'), await add(place.store, 'd')];
  for (const answer of answers) assert.equal(answer.ok ? 'ok' : answer.refusal.code, 'damaged');
  assert.deepEqual(snapshot(place.base), before);
});

test('the bytes of at most eight damaged revisions are kept aside, the newest', async (t) => {
  const place = await threeRevisions(t);
  for (let number = 4; number <= 22; number += 2) {
    writeFileSync(path.join(place.folder, `r${String(number).padStart(10, '0')}.json`), `damaged ${number}`);
    await add(place.store, `${number}`);
  }
  const numbers = copiesIn(place).map((name) => Number(name.split('-')[1]));
  assert.deepEqual(
    numbers.toSorted((a, b) => a - b),
    [8, 10, 12, 14, 16, 18, 20, 22],
  );
});

test('a sound file of no use to this program is no damage: nothing falls back, nothing is written', async (t) => {
  const place = await threeRevisions(t);
  const kind: Kind<List> = { ...LIST, parse: () => refuse('invalid-data', 'items: none is good enough') };
  const before = snapshot(place.base);
  assert.throws(() => place.store.readNow(kind, 'b1'), isStateError('unreadable'));
  await assert.rejects(
    place.store.update(kind, 'b1', () => ok({ data: { items: [] }, answer: null })),
    isStateError('unreadable'),
  );
  assert.deepEqual(snapshot(place.base), before);
});

test('a revision that cannot be read is no damage: nothing falls back, nothing is written', async (t) => {
  const place = await threeRevisions(t);
  const before = snapshot(place.base);
  const fault = { below: fileOf(place, 3), sticky: true, at: 1 };
  for (const errno of ['EIO', 'EACCES', 'EMFILE', 'ESTALE', 'ETIMEDOUT']) {
    for (const calls of [['openSync'], ['fstatSync'], ['readSync']]) {
      const broken = { ...fault, errno, calls };
      await assert.rejects(
        onBrokenDiskAsync(broken, () => add(place.store, 'd')),
        isStateError('unreadable'),
      );
      assert.throws(
        () => onBrokenDisk(broken, () => place.store.readNow(LIST, 'b1')),
        isStateError('unreadable'),
      );
    }
  }
  assert.deepEqual(snapshot(place.base), before);
});

test('while damaged bytes cannot be kept aside nothing is written', async (t) => {
  const place = await threeRevisions(t);
  writeFileSync(fileOf(place, 3), 'damaged');
  const before = snapshot(place.base);
  // The second open falls back, the third reads the damaged bytes again, the fourth writes their copy.
  for (const at of [2, 3, 4]) {
    for (const sticky of [false, true]) {
      const fault = { below: place.folder, calls: ['openSync'], at, sticky, errno: 'ENOSPC' };
      await assert.rejects(
        onBrokenDiskAsync(fault, () => add(place.store, 'd')),
        StateError,
      );
      assert.deepEqual(snapshot(place.base), before, `open ${at}`);
    }
  }
});

test('a closing that fails after a complete read changes nothing', async (t) => {
  const place = await threeRevisions(t);
  const fault = { below: fileOf(place, 3), calls: ['closeSync'], at: 1, sticky: true, errno: 'EIO' };
  const { value } = onBrokenDisk(fault, () => place.store.readNow(LIST, 'b1'));
  assert.deepEqual(value.ok && value.value?.data.items, ['a', 'b', 'c']);
});

function copiesIn({ folder }: Place): string[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith('corrupt-'))
    .toSorted();
}

function isStateError(code: string): (error: unknown) => boolean {
  return (error) => error instanceof StateError && error.code === code;
}
