// Which features wait for which.
import type { Feature } from './batch.ts';
import { ok, refuse, type Result } from './result.ts';

/** Feature `number` waits for the features `on`. */
export type Dependency = Readonly<{ number: number; on: readonly number[] }>;

/** Whether everything that the feature waits for is completed. */
export function isReady(feature: Feature, features: readonly Feature[]): boolean {
  return feature.depends_on.every((number) => features[number - 1]?.status === 'completed');
}

/** Numbers of the pending features that wait, directly or not, for one that failed or was skipped. */
export function blockedNumbers(features: readonly Feature[]): ReadonlySet<number> {
  const waiting = new Map<number, number[]>();
  for (const { number, status, depends_on } of features) {
    if (status === 'pending') for (const on of depends_on) append(waiting, on, number);
  }
  const blocked = new Set<number>();
  const reached = features.filter(({ status }) => status === 'failed' || status === 'skipped');
  const queue = reached.map(({ number }) => number);
  for (let number = queue.pop(); number !== undefined; number = queue.pop()) {
    for (const dependent of waiting.get(number) ?? []) {
      if (blocked.has(dependent)) continue;
      blocked.add(dependent);
      queue.push(dependent);
    }
  }
  return blocked;
}

/** For each of `total` features what it waits for; several entries for one feature add up. */
export function resolveDependencies(
  total: number,
  dependencies: readonly Dependency[],
): Result<readonly (readonly number[])[]> {
  const resolved: number[][] = Array.from({ length: total }, () => []);
  for (const { number, on } of dependencies) {
    for (const named of [number, ...on]) {
      if (Number.isInteger(named) && named >= 1 && named <= total) continue;
      return refuse(
        'unknown-dependency',
        `${number}:${on.join(',')} names feature ${named}, but the features are numbered 1 to ${total}.`,
      );
    }
    for (const other of on) {
      const known = resolved[number - 1] ?? [];
      if (known.includes(other)) {
        return refuse(
          'duplicate-dependency',
          `Feature ${number} waits for feature ${other} twice: say it once.`,
        );
      }
      known.push(other);
    }
  }
  const cycle = findCycle(resolved);
  if (cycle === null) return ok(resolved);
  return refuse(
    'cyclic-dependency',
    `Features ${cycle.join(' -> ')} wait for each other, so none of them could ever start: leave one of these out.`,
  );
}

/** The numbers along one cycle, the first repeated at the end; null when there is none. */
function findCycle(dependsOn: readonly (readonly number[])[]): number[] | null {
  const missing = dependsOn.map((on) => on.length);
  const waiting = new Map<number, number[]>();
  for (const [index, on] of dependsOn.entries()) for (const other of on) append(waiting, other, index + 1);

  const free = dependsOn.flatMap((on, index) => (on.length === 0 ? [index + 1] : []));
  for (let number = free.pop(); number !== undefined; number = free.pop()) {
    for (const dependent of waiting.get(number) ?? []) {
      const left = (missing[dependent - 1] ?? 0) - 1;
      missing[dependent - 1] = left;
      if (left === 0) free.push(dependent);
    }
  }

  const isStuck = (number: number) => (missing[number - 1] ?? 0) > 0;
  const path: number[] = [];
  const seen = new Map<number, number>();
  // Each stuck feature waits for at least one other stuck one, so walking on must come back somewhere.
  let number = missing.findIndex((left) => left > 0) + 1;
  while (number > 0 && !seen.has(number)) {
    seen.set(number, path.push(number) - 1);
    number = dependsOn[number - 1]?.find(isStuck) ?? 0;
  }
  return number === 0 ? null : [...path.slice(seen.get(number)), number];
}

function append(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
