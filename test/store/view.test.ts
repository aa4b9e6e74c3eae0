import assert from 'node:assert/strict';
import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import * as v from 'valibot';
import { parserOf } from '../../lib/domain/parse.ts';
import { ok, refuse, type Result } from '../../lib/domain/result.ts';
import type { Turn } from '../../lib/store/engine.ts';
import { openStore, type Change, type Kind, type Store } from '../../lib/store/store.ts';
import { lineUp } from '../../lib/store/turnstile.ts';
import { MAX_VIEW_BYTES, publishView, type View } from '../../lib/store/view.ts';
import { memoryFolder } from '../support/project.ts';

type Text = { text: string };

const TEXT: Kind<Text> = {
  name: 'batch',
  version: '2.0.0',
  parse: parserOf(v.looseObject({ text: v.string() })),
  migrations: [],
  view: (data, revision) => ({ revision, ...data }),
};

function newPlace(t: TestContext): Readonly<{ folder: string; store: Store; view: string }> {
  const folder = memoryFolder(t);
  const store = openStore({ path: path.join(folder, 'state'), base: folder });
  return { folder, store, view: path.join(folder, 'state', 'batches', 'b1.json') };
}

const write = (store: Store, text: string) =>
  store.update(TEXT, 'b1', () => ok({ data: { text }, answer: null }));

const parsed = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as unknown;

test('the newest revision is published beside its document, for its owner only', async (t) => {
  const { store, view } = newPlace(t);
  await write(store, 'first');
  await write(store, 'second');
  assert.deepEqual(parsed(view), { revision: 2, text: 'second' });
  assert.equal(statSync(view).mode & 0o777, 0o600);
  assert.deepEqual(await store.list(TEXT), ['b1']);
});

test('with many writers at once the last view is the newest revision', async (t) => {
  const { store, view } = newPlace(t);
  await Promise.all(Array.from({ length: 12 }, (_, index) => write(store, `${index}`)));
  const newest = store.readNow(TEXT, 'b1');
  assert.ok(newest.ok);
  assert.deepEqual(parsed(view), { revision: 12, ...newest.value?.data });
});

test('a writer leaves the view to those who stand in line', async (t) => {
  const { store, view } = newPlace(t);
  await write(store, 'first');
  let turn: Turn | undefined;
  const change: Change<Text, null> = () => {
    turn = lineUp(path.join(path.dirname(view), 'b1'));
    return ok({ data: { text: 'second' }, answer: null });
  };
  assert.ok((await store.update(TEXT, 'b1', change)).ok);
  assert.deepEqual(parsed(view), { revision: 1, text: 'first' });
  turn?.leave();
  await write(store, 'third');
  assert.deepEqual(parsed(view), { revision: 3, text: 'third' });
});

test('who stood in line publishes what others made, though its own change is refused', async (t) => {
  const { store, view } = newPlace(t);
  await write(store, 'first');
  let attempts = 0;
  const overtaken: Change<Text, null> = () => {
    attempts += 1;
    if (attempts === 1) return ok({ data: { text: 'too late' }, answer: null });
    unlinkSync(view);
    return refuse('too-late', 'somebody else was first');
  };
  let late: Promise<Result<unknown>> | undefined;
  const first: Change<Text, null> = () => {
    late ??= store.update(TEXT, 'b1', overtaken);
    return ok({ data: { text: 'second' }, answer: null });
  };
  assert.ok((await store.update(TEXT, 'b1', first)).ok);
  assert.equal((await late)?.ok, false);
  assert.equal(attempts, 2);
  assert.deepEqual(parsed(view), { revision: 2, text: 'second' });
});

test('a view is never read back', async (t) => {
  const { store, view } = newPlace(t);
  await write(store, 'true');
  writeFileSync(view, '{"revision":9,"text":"false"}');
  const read = await store.read(TEXT, 'b1');
  assert.deepEqual(read.ok && read.value?.data, { text: 'true' });
});

test('a document over 1 MB has no view, and loses the one it had', async (t) => {
  const { store, view } = newPlace(t);
  await write(store, 'small');
  await write(store, 'x'.repeat(MAX_VIEW_BYTES));
  assert.equal(existsSync(view), false);
  await write(store, 'small again');
  assert.deepEqual(parsed(view), { revision: 3, text: 'small again' });
});

test('the view goes with its document', async (t) => {
  const { store, view } = newPlace(t);
  await write(store, 'text');
  await store.remove(TEXT, 'b1');
  assert.equal(existsSync(view), false);
});

test('a view that cannot be written does not take the commit back', async (t) => {
  const { store, view } = newPlace(t);
  await write(store, 'first');
  const failing: Kind<Text> = {
    ...TEXT,
    view() {
      throw new Error('no view today');
    },
  };
  const updated = await store.update(failing, 'b1', () => ok({ data: { text: 'second' }, answer: null }));
  assert.ok(updated.ok);
  assert.deepEqual(parsed(view), { revision: 1, text: 'first' });
});

test('a link in the place of the view is replaced, and what it leads to stays as it is', async (t) => {
  const { folder, store, view } = newPlace(t);
  const outside = path.join(folder, 'outside');
  writeFileSync(outside, 'theirs');
  await write(store, 'first');
  for (const target of [outside, path.join(folder, 'nowhere')]) {
    unlinkSync(view);
    symlinkSync(target, view);
    await write(store, 'second');
    assert.equal(readFileSync(outside, 'utf8'), 'theirs');
    assert.equal(existsSync(path.join(folder, 'nowhere')), false);
    assert.equal((parsed(view) as Text).text, 'second');
  }
});

test('what killed publishers left is swept when it is a day old', async (t) => {
  const { store, view } = newPlace(t);
  await write(store, 'first');
  const folder = path.dirname(view);
  const old = Date.now() / 1000 - 25 * 3600;
  for (const name of ['b1.json.123', 'b1.json.124', 'b1.json.notes', 'b2.json.125']) {
    writeFileSync(path.join(folder, name), '');
    if (name !== 'b1.json.124') utimesSync(path.join(folder, name), old, old);
  }
  await write(store, 'second');
  assert.deepEqual(readdirSync(folder).toSorted(), [
    'b1',
    'b1.json',
    'b1.json.124',
    'b1.json.notes',
    'b2.json.125',
  ]);
});

/** Answers 1 when it is first asked for the newest revision, 2 from then on. */
function overtakenLater(): () => number {
  let looks = 0;
  return () => {
    looks += 1;
    return looks === 1 ? 1 : 2;
  };
}

test('a slower writer of an older revision publishes the newer one that came in between', (t) => {
  const file = path.join(memoryFolder(t), 'view.json');
  const older: View = { revision: 1, value: 'older' };
  publishView(file, older, { revision: overtakenLater(), view: () => ({ revision: 2, value: 'newer' }) });
  assert.equal(parsed(file), 'newer');
  publishView(file, older, { revision: overtakenLater(), view: () => ({ revision: 2, value: null }) });
  assert.equal(existsSync(file), false);
});

test('a writer that is overtaken before it publishes leaves the view to whoever came after', (t) => {
  const file = path.join(memoryFolder(t), 'view.json');
  const seen: string[] = [];
  const newest = { revision: () => 2, view: () => ({ revision: 2, value: seen.push('read') }) };
  publishView(file, { revision: 1, value: 'older' }, newest);
  assert.deepEqual([existsSync(file), seen], [false, []]);
});

test('publishing ends even if the newest revision can never be shown', (t) => {
  const file = path.join(memoryFolder(t), 'view.json');
  let looks = 0;
  const older: View = { revision: 1, value: 'older' };
  publishView(file, older, {
    revision() {
      looks += 1;
      return looks === 1 ? 1 : 2;
    },
    view: () => older,
  });
  assert.ok(looks > 2 && looks < 100);
  assert.equal(parsed(file), 'older');
});
