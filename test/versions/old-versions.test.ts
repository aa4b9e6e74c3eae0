// Whole state files of old versions, read and changed by the built plugin.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { BATCH } from '../../lib/batches.ts';
import { SESSION } from '../../lib/session-events.ts';
import { encodeEnvelope } from '../../lib/store/envelope.ts';
import { migrate } from '../../lib/store/migrations.ts';
import { USER } from '../../lib/user-settings.ts';
import { PROJECT } from '../../lib/workspace.ts';
import { THIS_PLUGIN } from '../support/built-plugin.ts';
import { createProject } from '../support/project.ts';
import {
  decoded,
  fixtureBytes,
  fixtureReading,
  folderOf,
  LEGACY_BATCH,
  nameOf,
  newest,
  plantBytes,
  type KindName,
  type StateFile,
} from './stage.ts';

const FIXTURES = [
  ['batch', '1.0.0', 1, BATCH],
  ['user', '1.0.0', 1, USER],
  ['project', '1.0.0', 1, PROJECT],
  ['session', '1.0.0-head', 1, SESSION],
  ['session', '1.0.0', 2, SESSION],
  ['session', '1.0.0-started', 3, SESSION],
] as const;

for (const [kind, name, number, newestOfKind] of FIXTURES) {
  test(`a ${kind} file of ${name} reads as it always has, and nothing of it is lost`, () => {
    const { header, data } = decoded(fixtureBytes(kind, name), kind, number);
    assert.equal(header.version, '1.0.0');
    const migrated = migrate({ data, version: header.version, writtenAt: header.written_at }, newestOfKind);
    assert.deepEqual(migrated, fixtureReading(kind, name));
    assert.deepEqual(lost(data, migrated), []);
  });
}

test('the check that nothing is lost names what is', () => {
  const data = { a: { x_deep: [{ x_deeper: 1 }] }, x_top: null };
  assert.deepEqual(lost(data, { legacy: { a: { x_deep: [] } } }), ['x_deep', 'x_deeper', 'x_top']);
});

test('a batch of 1.0.0 is worked on, and its file then says the present version', (t) => {
  const project = createProject(t);
  const folder = folderOf(project, 'batch', LEGACY_BATCH);
  const old = fixtureBytes('batch', '1.0.0');
  plantBytes(folder, 'batch', 1, old);

  const shown = THIS_PLUGIN.adev(project, 'batch', 'show', LEGACY_BATCH, '--json');
  assert.equal(shown.status, 0, shown.stderr);
  const { counts } = shown.json as { counts: Record<string, number> };
  assert.deepEqual(
    [counts['total'], counts['completed'], counts['failed'], counts['skipped'], counts['pending']],
    [6, 1, 1, 1, 3],
  );
  const claimed = THIS_PLUGIN.adev(project, 'batch', 'next', LEGACY_BATCH, '--claim', '--json');
  const { feature, lease } = claimed.json as { feature: { number: number }; lease: { token: number } };
  assert.equal(feature.number, 3);
  const done = THIS_PLUGIN.adev(
    project,
    'batch',
    'complete',
    LEGACY_BATCH,
    '3',
    '--token',
    String(lease.token),
  );
  assert.equal(done.status, 0, done.stderr);

  const now = isUpdated(newest(folder, 'batch'), old, 'batch', 1);
  const expected = fixtureReading('batch', '1.0.0');
  assert.deepEqual(now['legacy'], expected['legacy']);
  const [features, before] = [now, expected].map((batch) => batch['features'] as unknown[]);
  assert.deepEqual(features?.toSpliced(2, 1), before?.toSpliced(2, 1));
  assert.deepEqual(readFileSync(path.join(folder, nameOf('batch', 1))), old);
});

test('what is kept of the user in 1.0.0 counts, and its file then says the present version', (t) => {
  const project = createProject(t);
  const folder = folderOf(project, 'user');
  const old = fixtureBytes('user', '1.0.0');
  plantBytes(folder, 'user', 1, old);
  const listed = THIS_PLUGIN.adev(project, 'prefs', 'list', '--json');
  const { preferences } = listed.json as { preferences: Record<string, unknown> };
  assert.deepEqual([preferences['editor'], preferences['retention_days']], ['vim', 7]);
  assert.equal(THIS_PLUGIN.adev(project, 'prefs', 'set', 'hints', 'off').status, 0);

  const now = isUpdated(newest(folder, 'user'), old, 'user', 1);
  const expected = fixtureReading('user', '1.0.0');
  assert.deepEqual(now, {
    ...expected,
    preferences: { ...(expected['preferences'] as object), hints: 'off' },
  });
});

test('a project that was switched off in 1.0.0 is off until it is switched on', (t) => {
  const project = createProject(t);
  const folder = folderOf(project, 'project');
  const old = fixtureBytes('project', '1.0.0');
  plantBytes(folder, 'project', 1, old);
  const saved = THIS_PLUGIN.adev(project, 'checkpoint', 'save', '--agent', 'a', '--message', 'm', '--json');
  assert.equal((saved.json as { reason: string }).reason, 'disabled');
  assert.equal(THIS_PLUGIN.adev(project, 'on').status, 0);
  const { header, data } = newest(folder, 'project');
  assert.equal(header.version, PROJECT.version);
  const { off: _, ...rest } = fixtureReading('project', '1.0.0');
  assert.deepEqual(data, rest);
});

test('a session with entries of 1.0.0 goes on, and its old entries stay as they are', (t) => {
  const project = createProject(t);
  const folder = folderOf(project, 'session');
  const old = FIXTURES.filter(([kind]) => kind === 'session').map(([, name, number]) => {
    const bytes = fixtureBytes('session', name);
    plantBytes(folder, 'session', number, bytes);
    return [number, bytes] as const;
  });
  const saved = THIS_PLUGIN.adev(
    project,
    'checkpoint',
    'save',
    '--agent',
    'a',
    '--message',
    'Step 2',
    '--strict',
  );
  assert.equal(saved.status, 0, saved.stderr);
  const listed = THIS_PLUGIN.adev(project, 'checkpoint', 'list', '--json');
  const { checkpoints } = listed.json as { checkpoints: { agent: string; message: string }[] };
  assert.deepEqual(
    checkpoints.map(({ agent, message }) => [agent, message]),
    [
      ['planner', 'Planned in five steps'],
      ['a', 'Step 2'],
    ],
  );
  const status = THIS_PLUGIN.adev(project, 'status', '--json').json as { agents: { agent: string }[] };
  assert.deepEqual(
    status.agents.map(({ agent }) => agent),
    ['planner', 'implementer'],
  );
  const { header } = newest(folder, 'session');
  assert.deepEqual([header.number, header.version], [4, SESSION.version]);
  for (const [number, bytes] of old) {
    assert.deepEqual(readFileSync(path.join(folder, nameOf('session', number))), bytes);
  }
});

test('data of 1.0.0 that cannot be understood are unreadable, and nothing is written over them', (t) => {
  const project = createProject(t);
  const folder = folderOf(project, 'batch', 'b1');
  for (const data of [
    { batch_id: 'b1', features: 'none' },
    { batch_id: '../b1', features: ['a'] },
    ['b1'],
    null,
  ]) {
    const bytes = Buffer.from(fileOf(data));
    plantBytes(folder, 'batch', 1, bytes);
    const next = THIS_PLUGIN.adev(project, 'batch', 'next', 'b1', '--claim', '--json');
    assert.equal(next.status, 75);
    assert.equal((next.json as { reason: string }).reason, 'unreadable');
    assert.deepEqual(readFileSync(path.join(folder, nameOf('batch', 1))), bytes);
  }
});

function fileOf(data: unknown): Buffer {
  return encodeEnvelope({ kind: 'batch', version: '1.0.0', number: 1, written_at: '', nonce: 'n' }, data);
}

/** The data of a document of the present version that has lost nothing of the old file's. */
function isUpdated({ header, data }: StateFile, old: Buffer, kind: KindName, number: number) {
  assert.equal(header.version, '2.0.0');
  assert.deepEqual(lost(decoded(old, kind, number).data, data), []);
  return data;
}

/** The fields that begin with `x_` at any depth: those that no version knows. */
function lost(before: unknown, after: unknown): string[] {
  const left = unknownFields(after);
  return unknownFields(before)
    .filter((field) => !left.includes(field))
    .map((field) => field.split(' ')[0] ?? '');
}

function unknownFields(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [
    ...(key.startsWith('x_') ? [`${key} ${JSON.stringify(each)}`] : []),
    ...unknownFields(each),
  ]);
}
