// Every fault that the template promises to survive. Copy it along with broken-disk.ts; SPDX-License-Identifier: MIT-0
import { callsOf, onBrokenDisk, type Fault } from './broken-disk.ts';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { openRevisionStore, type RevisionStore } from './revision-store-template.ts';

type Place = Readonly<{ parent: string; folder: string; store: RevisionStore<string[]> }>;

const newPlace = (t: TestContext, saved: readonly string[] = []): Place => {
  // In memory where that is possible: no test here cuts the power, and syncing a disk takes time.
  const parent = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'revisions-'));
  t.after(() => rmSync(parent, { recursive: true, force: true }));
  const folder = join(parent, 'state');
  const store = open(folder);
  for (const token of saved) add(store, token);
  return { parent, folder, store };
};

function open(folder: string, version = 1): RevisionStore<string[]> {
  return openRevisionStore({ folder, version, parse: (data) => data as string[] });
}

const add = (store: RevisionStore<string[]>, token: string) =>
  store.update((tokens) => [...(tokens ?? []), token]).revision;

const tokensIn = ({ folder }: Place) => open(folder).read()?.data ?? [];

/** A program that waits for the word, saves so many tokens, and tells of each one that was saved. */
const ADDING = `
  const { openRevisionStore } = await import(${JSON.stringify(join(import.meta.dirname, 'revision-store-template.ts'))});
  const { existsSync } = await import('node:fs');
  const [folder, name, times] = process.argv.slice(1);
  const store = openRevisionStore({ folder, version: 1, parse: (data) => data });
  process.stdout.write('ready\\n');
  while (!existsSync(folder + '.go')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  for (let n = 1; n <= Number(times); n += 1) {
    store.update((tokens) => [...(tokens ?? []), name + '-' + n]);
    process.stdout.write(n + '\\n');
  }`;

function startAdding({ folder }: Place, name: string, times: number) {
  const words = [...process.execArgv, '--input-type=module', '--eval', ADDING, folder, name, String(times)];
  return spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
}

const NINE = 'abcdefghi'.split('');
const STARTS: Readonly<Record<string, readonly string[]>> = {
  'the first save': [],
  'a later save': ['a', 'b'],
  'a save that drops an old revision': NINE,
};

for (const [name, before] of Object.entries(STARTS)) {
  test(`killed at any call of ${name}, it is made or not made, and the next one works`, (t) => {
    const sample = newPlace(t, before);
    const calls = callsOf(sample.parent, () => add(sample.store, 'new'));
    assert.ok(calls.length > 10);
    for (const [index, call] of calls.entries()) {
      for (const fault of ['dies-before', 'dies-amid', 'dies-after'] as const) {
        const place = newPlace(t, before);
        const { end } = onBrokenDisk(place.parent, index + 1, fault, () => add(place.store, 'new'));
        const when = `${fault} call ${index + 1}, ${call}`;
        assert.equal(end, 'dead', when);
        const kept = tokensIn(place);
        assert.deepEqual(kept, kept.includes('new') ? [...before, 'new'] : before, when);
        add(place.store, 'next');
        assert.deepEqual(tokensIn(place), [...kept, 'next'], when);
      }
    }
  });

  test(`whatever call of ${name} fails, nothing older is lost, and what was acknowledged is there`, (t) => {
    const sample = newPlace(t, before);
    const calls = callsOf(sample.parent, () => add(sample.store, 'new'));
    for (const [index, call] of calls.entries()) {
      for (const fault of ['EIO', 'ENOSPC', 'EMFILE', 'EACCES', 'takes-half'] satisfies Fault[]) {
        const place = newPlace(t, before);
        const { end } = onBrokenDisk(place.parent, index + 1, fault, () => add(place.store, 'new'));
        const kept = tokensIn(place);
        const when = `${fault} at call ${index + 1}, ${call}: ${end}`;
        if (end === 'lives') assert.deepEqual(kept, [...before, 'new'], when);
        else assert.deepEqual(kept, kept.includes('new') ? [...before, 'new'] : before, when);
      }
    }
  });

  test(`asleep at any call of ${name} while others save, it loses nothing of theirs or its own`, (t) => {
    const sample = newPlace(t, before);
    const calls = callsOf(sample.parent, () => add(sample.store, 'new'));
    for (const [index, call] of calls.entries()) {
      for (const count of [1, 20]) {
        const place = newPlace(t, before);
        const others = Array.from({ length: count }, (_, n) => `other-${n}`);
        const saveOthers = () => others.forEach((token) => add(open(place.folder), token));
        const { end } = onBrokenDisk(place.parent, index + 1, saveOthers, () => add(place.store, 'new'));
        const when = `asleep at call ${index + 1}, ${call}, while ${count} were saved`;
        assert.equal(end, 'lives', when);
        assert.deepEqual(tokensIn(place).toSorted(), [...before, ...others, 'new'].toSorted(), when);
      }
    }
  });
}

test('the bytes are durable before their name is, and the name before it is acknowledged', (t) => {
  const place = newPlace(t);
  const calls = callsOf(place.parent, () => add(place.store, 'first'));
  const order = calls.filter((call) => ['writeSync', 'fsyncSync', 'linkSync'].includes(call));
  // The bytes; the folder in the one above it, as this is the first save; the name.
  assert.deepEqual(order, ['writeSync', 'fsyncSync', 'fsyncSync', 'linkSync', 'fsyncSync']);
});

test('a newest revision that was cut short or changed gives way to the one before, and stays findable', (t) => {
  const whole = newPlace(t, ['a', 'b', 'c']);
  const bytes = readFileSync(join(whole.folder, 'r0000000003.json'));
  const cut = Array.from(bytes, (_, length) => bytes.subarray(0, length));
  const flipped = Array.from(bytes, (byte, at) => Buffer.from(bytes).fill(byte ^ 1, at, at + 1));
  const foreign = ['', '{}', 'null', String(bytes).replace('["a","b","c"]', '["a","b","x"]')].map((text) =>
    Buffer.from(text),
  );
  for (const damaged of [...cut, ...flipped, ...foreign]) {
    const place = newPlace(t, ['a', 'b', 'c']);
    writeFileSync(join(place.folder, 'r0000000003.json'), damaged);
    assert.deepEqual(place.store.read(), { data: ['a', 'b'], revision: 2 }, String(damaged));
    assert.equal(add(place.store, 'd'), 4);
    assert.deepEqual(tokensIn(place), ['a', 'b', 'd']);
    assert.deepEqual(readFileSync(join(place.folder, 'damaged-0000000003.json')), damaged);
  }
});

test('state that cannot be used is left alone', (t) => {
  const place = newPlace(t, ['a']);
  const refuses = (store: RevisionStore<string[]>, message: RegExp) => {
    assert.throws(() => store.read(), message);
    assert.throws(() => add(store, 'b'), message);
  };
  add(open(place.folder, 2), 'newer');
  refuses(place.store, /newer version/);
  for (const name of readdirSync(place.folder)) truncateSync(join(place.folder, name), 5);
  refuses(place.store, /none of its revisions is sound/);
  assert.deepEqual(readdirSync(place.folder).toSorted(), ['r0000000001.json', 'r0000000002.json']);
});

test('a link in the place of the folder or of a revision is not followed', (t) => {
  const elsewhere = newPlace(t, ['a']);
  const place = newPlace(t);
  symlinkSync(elsewhere.folder, place.folder);
  assert.throws(() => add(place.store, 'b'), /link/);
  rmSync(place.folder);
  mkdirSync(place.folder);
  symlinkSync(join(elsewhere.folder, 'r0000000001.json'), join(place.folder, 'r0000000001.json'));
  assert.throws(() => place.store.read(), { code: 'ELOOP' });
  assert.deepEqual(tokensIn(elsewhere), ['a']);
});

test('a hundred saves leave eight revisions and nothing else', (t) => {
  const place = newPlace(t);
  for (let n = 1; n <= 100; n += 1) place.store.update(() => [String(n)]);
  assert.equal(readdirSync(place.folder).length, 8);
  assert.deepEqual(place.store.read(), { data: ['100'], revision: 100 });
});

test('a crowd of processes loses no update', async (t) => {
  const place = newPlace(t);
  const names = ['a', 'b', 'c'];
  const children = names.map((name) => startAdding(place, name, 40));
  const ended = children.map((child) => new Promise((resolve) => child.on('close', resolve)));
  await Promise.all(children.map((child) => new Promise((resolve) => child.stdout.once('data', resolve))));
  writeFileSync(`${place.folder}.go`, '');
  assert.deepEqual(await Promise.all(ended), [0, 0, 0]);
  const expected = names.flatMap((name) => Array.from({ length: 40 }, (_, n) => `${name}-${n + 1}`));
  assert.deepEqual(tokensIn(place).toSorted(), expected.toSorted());
});

test('a process that is killed at work leaves all that it was told was saved', async (t) => {
  const place = newPlace(t);
  writeFileSync(`${place.folder}.go`, '');
  const child = startAdding(place, 'a', 100_000);
  t.after(() => child.kill('SIGKILL'));
  let told = '';
  for await (const chunk of child.stdout) {
    told += String(chunk);
    if (told.split('\n').length > 21) child.kill('SIGKILL');
  }
  const acknowledged = told.split('\n').filter((line) => /^\d+$/.test(line));
  assert.ok(acknowledged.length >= 20);
  const kept = tokensIn(place);
  assert.ok([acknowledged.length, acknowledged.length + 1].includes(kept.length));
  assert.deepEqual(
    kept,
    kept.map((_, n) => `a-${n + 1}`),
  );
  add(place.store, 'next');
});
