import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import {
  getUserPreference,
  isFirstRun,
  loadUserState,
  recordFirstRunComplete,
  setUserPreference,
  unsetUserPreference,
} from '../../lib/user-state-manager.ts';
import { createProject, snapshot } from '../support/project.ts';

test('the first run is recorded once for all projects', async (t) => {
  const { surroundings } = createProject(t);
  assert.deepEqual(await isFirstRun(surroundings), { ok: true, value: true });
  assert.equal((await recordFirstRunComplete(surroundings)).ok, true);
  assert.deepEqual(await isFirstRun(surroundings), { ok: true, value: false });
});

test('preferences are kept, nested ones too, and others stay when one changes', async (t) => {
  const { surroundings } = createProject(t);
  await setUserPreference('one', 1, surroundings);
  await setUserPreference('two', { a: [1, null, 'x'] }, surroundings);
  await unsetUserPreference('one', surroundings);
  assert.deepEqual(await getUserPreference('two', surroundings), { ok: true, value: { a: [1, null, 'x'] } });
  assert.deepEqual(await getUserPreference('one', surroundings), { ok: true, value: undefined });
  assert.deepEqual(await getUserPreference('toString', surroundings), { ok: true, value: undefined });
});

test('what is kept of the user lies in the home folder, for its owner alone, and in no project', async (t) => {
  const { surroundings, root, home } = createProject(t);
  const before = snapshot(root);
  await setUserPreference('editor', 'a value like no other', surroundings);
  assert.deepEqual(snapshot(root), before);
  const holding = Object.entries(snapshot(home)).filter(([, text]) => text.includes('like no other'));
  assert.deepEqual(
    holding.map(([name]) => [name, statSync(path.join(home, name)).mode & 0o777]),
    [['.autonomous-dev/user/r0000000001.json', 0o600]],
  );
});

test('twenty changes at once are all kept', async (t) => {
  const { surroundings } = createProject(t);
  const names = Array.from({ length: 20 }, (_, index) => `p${index}`);
  await Promise.all(names.map((name) => setUserPreference(name, true, surroundings)));
  const loaded = await loadUserState(surroundings);
  assert.deepEqual(loaded.ok && Object.keys(loaded.value.preferences).toSorted(), names.toSorted());
});

test('a value that JSON cannot hold is refused', async (t) => {
  const { surroundings } = createProject(t);
  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  const values = [
    new Set([1]),
    new Map(),
    () => 1,
    Symbol('x'),
    1n,
    Number.NaN,
    Infinity,
    undefined,
    new Date(),
    cyclic,
    [undefined],
  ];
  for (const value of values) {
    const outcome = await setUserPreference('x', value, surroundings);
    assert.equal(!outcome.ok && 'refused' in outcome && outcome.refused.code, 'invalid-preference');
  }
});

test('damaged state is set aside and falls back; it is never overwritten by defaults', async (t) => {
  const { surroundings, home } = createProject(t);
  await setUserPreference('a', 1, surroundings);
  await setUserPreference('b', 2, surroundings);
  const folder = path.join(home, '.autonomous-dev', 'user');
  writeFileSync(path.join(folder, 'r0000000002.json'), 'garbage');
  assert.deepEqual(await getUserPreference('a', surroundings), { ok: true, value: 1 });
  await setUserPreference('c', 3, surroundings);
  const names = readdirSync(folder);
  assert.ok(
    names.some((name) => /^corrupt-2-[0-9a-f]{12}$/.test(name)),
    names.join(),
  );
  assert.equal(readFileSync(path.join(folder, 'r0000000002.json'), 'utf8'), 'garbage');
});

test('with nothing sound left it is refused, and stays as it is', async (t) => {
  const { surroundings, home } = createProject(t);
  const folder = path.join(home, '.autonomous-dev', 'user');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(path.join(folder, 'r0000000001.json'), '{"preferences":{}}');
  const outcome = await setUserPreference('a', 1, surroundings);
  assert.equal(!outcome.ok && 'refused' in outcome && outcome.refused.code, 'damaged');
  assert.deepEqual(readdirSync(folder), ['r0000000001.json']);
});
