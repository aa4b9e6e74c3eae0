// The original's `user_state.json` in the home folder: it counts until something is kept here, and is left alone.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { firstUseLine } from '../../lib/first-use.ts';
import { readSettings } from '../../lib/user-settings.ts';
import {
  getUserPreference,
  isFirstRun,
  loadUserState,
  recordFirstRunComplete,
  setUserPreference,
  unsetUserPreference,
} from '../../lib/user-state-manager.ts';
import { runImport } from '../import/legacy-project.ts';
import { createProject, plant, type TestProject } from '../support/project.ts';

const LEFT = {
  first_run_complete: true,
  preferences: { editor: 'vim', capture: 'full', retention_days: 'forever', nested: { a: [1, null] } },
  version: '1.0',
  more: { of: 'it' },
};

function leave(project: TestProject, content: unknown): string {
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  plant(project.home, { '.autonomous-dev/user_state.json': text });
  return path.join(project.home, '.autonomous-dev', 'user_state.json');
}

function userFolder({ home }: TestProject): string {
  return path.join(home, '.autonomous-dev', 'user');
}

test('before anything is kept here it counts, and looking at it writes nothing', async (t) => {
  const project = createProject(t);
  const file = leave(project, LEFT);
  const before = readFileSync(file, 'utf8');
  const { surroundings } = project;
  assert.deepEqual(await isFirstRun(surroundings), { ok: true, value: false });
  assert.deepEqual(await getUserPreference('editor', surroundings), { ok: true, value: 'vim' });
  assert.equal(readSettings(surroundings).capture, 'full');
  assert.equal(readSettings(surroundings).retention_days, 30);
  assert.equal(await firstUseLine(surroundings), null);
  assert.equal(existsSync(userFolder(project)), false);
  assert.equal(readFileSync(file, 'utf8'), before);
});

test('the first change takes all of it over; from then on only what is kept here counts', async (t) => {
  const project = createProject(t);
  const file = leave(project, LEFT);
  const before = readFileSync(file, 'utf8');
  const { surroundings } = project;
  await setUserPreference('hints', 'off', surroundings);
  const loaded = await loadUserState(surroundings);
  assert.ok(loaded.ok);
  const { imported_from, ...user } = loaded.value as unknown as Record<string, unknown>;
  const { version: _, ...rest } = LEFT;
  assert.deepEqual(user, { ...rest, preferences: { ...LEFT.preferences, hints: 'off' } });
  assert.equal((imported_from as string[]).length, 1);
  assert.equal(readFileSync(file, 'utf8'), before);

  leave(project, { ...LEFT, preferences: { editor: 'emacs' } });
  assert.deepEqual(await getUserPreference('editor', surroundings), { ok: true, value: 'vim' });
  rmSync(file);
  assert.deepEqual(await getUserPreference('editor', surroundings), { ok: true, value: 'vim' });
});

test('a preference that is unset first does not come back, not even with an import', async (t) => {
  const project = createProject(t);
  leave(project, LEFT);
  const { surroundings } = project;
  await unsetUserPreference('editor', surroundings);
  assert.deepEqual(await getUserPreference('editor', surroundings), { ok: true, value: undefined });
  const { files } = await runImport(project);
  assert.deepEqual(
    files.map(({ kind, status }) => [kind, status]),
    [['user', 'already']],
  );
  assert.deepEqual(await getUserPreference('editor', surroundings), { ok: true, value: undefined });
});

test('a first run that it does not record is still to come, and its preferences stay when it has', async (t) => {
  const project = createProject(t);
  leave(project, { ...LEFT, first_run_complete: false });
  const { surroundings } = project;
  assert.match((await firstUseLine(surroundings)) ?? '', /autonomous-dev is on/);
  assert.equal(await firstUseLine(surroundings), null);
  await recordFirstRunComplete(surroundings);
  assert.deepEqual(await getUserPreference('editor', surroundings), { ok: true, value: 'vim' });
});

test('one that cannot be used counts as none, and can be imported once it can', async (t) => {
  const deep = '['.repeat(10_000) + ']'.repeat(10_000);
  const unusable = [
    '',
    '{',
    '[]',
    'null',
    '{"preferences":7}',
    '{"preferences":{},"version":"2.0"}',
    `{"a":${deep}}`,
  ];
  for (const content of unusable) {
    const project = createProject(t);
    const file = leave(project, content);
    const { surroundings } = project;
    assert.deepEqual(await isFirstRun(surroundings), { ok: true, value: true }, content.slice(0, 50));
    assert.equal((await setUserPreference('hints', 'off', surroundings)).ok, true);
    assert.equal(readFileSync(file, 'utf8'), content);
  }
  const project = createProject(t);
  leave(project, '{');
  await setUserPreference('hints', 'off', project.surroundings);
  leave(project, LEFT);
  const { files } = await runImport(project);
  assert.deepEqual(
    files.map(({ status }) => status),
    ['imported'],
  );
  assert.deepEqual(await getUserPreference('editor', project.surroundings), { ok: true, value: 'vim' });
});

test('a link in its place is not followed', async (t) => {
  const project = createProject(t);
  const elsewhere = path.join(project.folder, 'elsewhere.json');
  writeFileSync(elsewhere, JSON.stringify(LEFT));
  mkdirSync(path.join(project.home, '.autonomous-dev'));
  symlinkSync(elsewhere, path.join(project.home, '.autonomous-dev', 'user_state.json'));
  assert.deepEqual(await isFirstRun(project.surroundings), { ok: true, value: true });
});
