import { StateError } from './errors.ts';

/** One pure step from a version of a kind's data to the next. */
export type Migration = Readonly<{ from: string; to: string; migrate: (data: unknown) => unknown }>;

/**
 * Data of any older version as the newest one, and unchanged when it is of this major version already.
 * Throws `newer-version` for a newer major, and `unreadable` when no step leads from the version it has, or one fails.
 */
export function migrate(
  data: unknown,
  version: string,
  newest: string,
  steps: readonly Migration[],
): unknown {
  if (majorOf(version) > majorOf(newest)) {
    throw new StateError(
      'newer-version',
      `this state was written by a newer version (${version}); update the plugin. Nothing was changed`,
    );
  }
  let current = data;
  let at = version;
  while (compareVersions(at, newest) < 0) {
    const step = steps.find(({ from }) => from === at);
    if (step === undefined) {
      if (majorOf(at) === majorOf(newest)) break;
      throw new StateError(
        'unreadable',
        `no migration leads from version ${at} to ${newest}. Nothing was changed`,
      );
    }
    current = apply(step, current);
    at = step.to;
  }
  return current;
}

function apply({ from, to, migrate }: Migration, data: unknown): unknown {
  try {
    return migrate(data);
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
