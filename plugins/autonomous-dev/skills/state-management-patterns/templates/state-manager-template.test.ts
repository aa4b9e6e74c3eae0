// What the template adds to a revision store: schema, migrations, turns, a copy. Copy it along with broken-disk.ts;
// SPDX-License-Identifier: MIT-0
import { callsOf, onBrokenDisk } from './broken-disk.ts';
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import * as v from 'valibot';
import { openRevisionStore } from './revision-store-template.ts';
import { openState, type StateKind } from './state-manager-template.ts';

type State = { done: string[] };

/** Version 1 was a plain list. */
const kindIn = (parent: string): StateKind<State> => ({
  folder: join(parent, 'state'),
  initial: { done: [] },
  schema: v.looseObject({ done: v.array(v.string()) }),
  migrations: [(old) => ({ done: old })],
});

function newPlace(t: TestContext, ...saved: string[]) {
  const parent = fs.mkdtempSync(join(fs.existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'manager-'));
  t.after(() => fs.rmSync(parent, { recursive: true, force: true }));
  const state = openState(kindIn(parent));
  for (const token of saved) state.updateNow(adding(token));
  return { parent, state, copy: join(parent, 'state.json') };
}

const adding = (token: string) => (state: State) => ({ ...state, done: [...state.done, token] });

const copyIn = (file: string) =>
  JSON.parse(fs.readFileSync(file, 'utf8')) as { revision: number; data: State };

test('what was never saved is as it is initially', (t) => {
  assert.deepEqual(newPlace(t).state.read(), { data: { done: [] }, revision: 0 });
});

test('state of an older version is migrated, and of a newer one left alone', (t) => {
  const { parent, state } = newPlace(t);
  const asVersion = (version: number) =>
    openRevisionStore<unknown>({ folder: join(parent, 'state'), version, parse: (data) => data });
  asVersion(1).update(() => ['a']);
  assert.deepEqual(state.read(), { data: { done: ['a'] }, revision: 1 });
  assert.deepEqual(state.updateNow(adding('b')), { data: { done: ['a', 'b'] }, revision: 2 });
  asVersion(3).update(() => ({ finished: 'a b' }));
  assert.throws(() => state.read(), /newer version/);
  assert.throws(() => state.updateNow(adding('c')), /newer version/);
  assert.deepEqual(asVersion(3).read(), { data: { finished: 'a b' }, revision: 3 });
});

test('what a newer program of the same version has added is kept', (t) => {
  const { parent, state } = newPlace(t);
  openRevisionStore<unknown>({ folder: join(parent, 'state'), version: 2, parse: (data) => data }).update(
    () => ({
      done: [],
      mood: 'new',
    }),
  );
  assert.deepEqual(state.updateNow(adding('a')).data, { done: ['a'], mood: 'new' });
});

test('state that the schema does not allow is not saved', (t) => {
  const { state } = newPlace(t, 'a');
  assert.throws(() => state.updateNow(() => ({ done: [1] }) as unknown as State), v.ValiError);
  assert.deepEqual(state.read().data.done, ['a']);
});

test('killed at any call, it is made or not made, and the copy is whole', (t) => {
  const sample = newPlace(t, 'a', 'b');
  const calls = callsOf(sample.parent, () => sample.state.updateNow(adding('new')));
  for (const [index, call] of calls.entries()) {
    const place = newPlace(t, 'a', 'b');
    const save = () => place.state.updateNow(adding('new'));
    const { end } = onBrokenDisk(place.parent, index + 1, 'dies-amid', save);
    const { done } = place.state.read().data;
    const when = `call ${index + 1}, ${call}`;
    assert.equal(end, 'dead', when);
    assert.deepEqual(done, done.includes('new') ? ['a', 'b', 'new'] : ['a', 'b'], when);
    assert.ok([2, 3].includes(copyIn(place.copy).revision), when);
  }
});

test('asleep at any call while others save, it loses nothing, and the copy ends as the newest', (t) => {
  const sample = newPlace(t, 'a');
  const calls = callsOf(sample.parent, () => sample.state.updateNow(adding('new')));
  for (const [index, call] of calls.entries()) {
    const place = newPlace(t, 'a');
    const other = () => openState(kindIn(place.parent)).updateNow(adding('other'));
    const when = `asleep at call ${index + 1}, ${call}`;
    const { end } = onBrokenDisk(place.parent, index + 1, other, () => place.state.updateNow(adding('new')));
    assert.equal(end, 'lives', when);
    assert.deepEqual(place.state.read().data.done.toSorted(), ['a', 'new', 'other'], when);
    // After its last look nothing is left to do but to end; then the other one's copy is the newest anyway.
    assert.deepEqual(copyIn(place.copy), place.state.read(), when);
  }
});

test('a copy that cannot be written keeps nothing from being saved', (t) => {
  const { parent, state, copy } = newPlace(t);
  const outside = join(parent, 'outside');
  fs.writeFileSync(outside, 'mine');
  fs.symlinkSync(outside, copy);
  assert.equal(state.updateNow(adding('a')).revision, 1);
  assert.equal(fs.readFileSync(outside, 'utf8'), 'mine');
});

test('a lock that nobody gives back, and one that cannot be had, cost a moment', async (t) => {
  const left = newPlace(t);
  fs.mkdirSync(join(left.parent, 'state.lock'));
  assert.equal((await left.state.update(adding('a'))).revision, 1);
  const broken = newPlace(t);
  fs.writeFileSync(join(broken.parent, 'state.lock'), '');
  assert.equal((await broken.state.update(adding('a'))).revision, 1);
});

test('a crowd loses nothing, and leaves no lock behind', async (t) => {
  const { parent, state } = newPlace(t);
  const tokens = Array.from({ length: 16 }, (_, n) => `token-${n}`);
  await Promise.all(tokens.map((token) => state.update(adding(token))));
  assert.deepEqual(state.read().data.done.toSorted(), tokens.toSorted());
  assert.deepEqual(fs.readdirSync(parent).toSorted(), ['state', 'state.json']);
});
