import type { Migration } from '../domain/migrations/migration.ts';
import { StateError } from './errors.ts';

/** Data as they were read, with the schema version that they were written in. */
export type Versioned = Readonly<{ data: unknown; version: string; writtenAt: string }>;

/** The version that a program writes, and the steps that lead there from older ones. */
export type Newest = Readonly<{ version: string; migrations: readonly Migration[] }>;

/**
 * Data of any older version as the newest one, and unchanged when it is of this major version already.
 * Throws `newer-version` for a newer major, and `unreadable` when no step leads from the version it has, or one fails.
 */
export function migrate({ data, version, writtenAt }: Versioned, newest: Newest): unknown {
  if (isNewerMajor(version, newest)) {
    throw new StateError(
      'newer-version',
      `this state was written by a newer version (${version}); update the plugin. Nothing was changed`,
    );
  }
  let current = data;
  let at = version;
  while (compareVersions(at, newest.version) < 0) {
    const step = newest.migrations.find(({ from }) => from === at);
    if (step === undefined) {
      if (majorOf(at) === majorOf(newest.version)) break;
      throw new StateError(
        'unreadable',
        `no migration leads from version ${at} to ${newest.version}. Nothing was changed`,
      );
    }
    current = apply(step, current, writtenAt);
    at = step.to;
  }
  return current;
}

/** Whether data of this version are not ours to read, let alone to write. */
export function isNewerMajor(version: string, newest: Pick<Newest, 'version'>): boolean {
  return majorOf(version) > majorOf(newest.version);
}

function apply({ from, to, migrate: step }: Migration, data: unknown, writtenAt: string): unknown {
  try {
    return step(data, writtenAt);
  } catch (error) {
    throw new StateError(
      'unreadable',
      `the data cannot be migrated from ${from} to ${to}. Nothing was changed`,
      {
        cause: error,
      },
    );
  }
}

/** The higher of two versions: a file is never marked with a lower version than it had. */
export function higherVersion(one: string, other: string): string {
  return compareVersions(one, other) >= 0 ? one : other;
}

function compareVersions(one: string, other: string): number {
  const [a, b] = [partsOf(one), partsOf(other)];
  for (let index = 0; index < 3; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A version that is not a version counts as newer than all: it is not ours to rewrite. */
function partsOf(version: string): number[] {
  const match = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})$/.exec(version);
  return match === null ? [Number.MAX_SAFE_INTEGER] : match.slice(1).map(Number);
}

function majorOf(version: string): number {
  return partsOf(version)[0] ?? 0;
}
