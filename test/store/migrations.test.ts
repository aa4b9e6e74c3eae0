import assert from 'node:assert/strict';
import test from 'node:test';
import { StateError } from '../../lib/store/errors.ts';
import type { Migration } from '../../lib/domain/migrations/migration.ts';
import { higherVersion, migrate } from '../../lib/store/migrations.ts';

const append = (from: string, to: string): Migration => ({
  from,
  to,
  migrate: (data) => [...(data as string[]), to],
});
const WRITTEN_AT = '2026-11-22T10:00:00.000Z';

function migrated(data: unknown, version: string, newest: string, migrations: readonly Migration[]): unknown {
  return migrate({ data, version, writtenAt: WRITTEN_AT }, { version: newest, migrations });
}

const STEPS = [append('2.0.0', '3.0.0'), append('1.0.0', '1.5.0'), append('1.5.0', '2.0.0')];

test('data of an old version passes through every step in turn, whatever order they are listed in', () => {
  assert.deepEqual(migrated([], '1.0.0', '3.0.0', STEPS), ['1.5.0', '2.0.0', '3.0.0']);
  assert.deepEqual(migrated([], '2.0.0', '3.0.0', STEPS), ['3.0.0']);
});

test('data of the newest version, and of a newer one with the same major, is left as it is', () => {
  const data = ['as', 'is'];
  assert.equal(migrated(data, '3.0.0', '3.0.0', STEPS), data);
  assert.equal(migrated(data, '3.7.2', '3.0.0', STEPS), data);
});

test('data of an older minor version without a step of its own is left as it is', () => {
  const data = ['as', 'is'];
  assert.equal(migrated(data, '3.0.1', '3.2.0', STEPS), data);
});

test('a step that leads nowhere near the newest major version is an error that names both versions', () => {
  for (const version of ['0.9.0', '1.2.0', '2.1.0']) {
    assert.throws(
      () => migrated([], version, '3.0.0', STEPS),
      (error) =>
        error instanceof StateError &&
        error.code === 'unreadable' &&
        error.message.includes(`from version ${version} to 3.0.0`),
    );
  }
});

test('a step that fails makes the document unreadable, and keeps the cause', () => {
  const cause = new TypeError('no list');
  const failing: Migration = {
    from: '1.0.0',
    to: '2.0.0',
    migrate() {
      throw cause;
    },
  };
  assert.throws(
    () => migrated({}, '1.0.0', '2.0.0', [failing]),
    (error) => error instanceof StateError && error.code === 'unreadable' && error.cause === cause,
  );
});

test('a newer major version, and a version that is none, is newer than anything known', () => {
  for (const version of ['4.0.0', '30.0.0', 'three', '3.0', '3.0.0-beta', '99999999999.0.0', '']) {
    assert.throws(
      () => migrated([], version, '3.0.0', STEPS),
      (error) => error instanceof StateError && error.code === 'newer-version',
      version,
    );
  }
});

test('a step is told when the data were written', () => {
  const step: Migration = { from: '1.0.0', to: '2.0.0', migrate: (_, writtenAt) => writtenAt };
  assert.equal(migrated({}, '1.0.0', '2.0.0', [step]), WRITTEN_AT);
});

test('versions are compared by their numbers', () => {
  assert.equal(higherVersion('2.10.0', '2.9.9'), '2.10.0');
  assert.equal(higherVersion('2.0.1', '2.0.10'), '2.0.10');
  assert.equal(higherVersion('2.0.0', '2.0.0'), '2.0.0');
});
