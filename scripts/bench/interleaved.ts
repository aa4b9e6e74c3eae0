// Times things against each other. They take turns, so that whatever else the machine does meets all of them alike.

const WARM_UP_ROUNDS = 3;

/** The median time of each candidate in milliseconds, over `rounds` rounds in which each runs once. */
export async function interleaved<Name extends string>(
  rounds: number,
  candidates: Readonly<Record<Name, () => unknown>>,
): Promise<Readonly<Record<Name, number>>> {
  const names = Object.keys(candidates) as Name[];
  const times = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    // Who goes first changes, because each finds the caches as the one before left them.
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const before = performance.now();
      await candidates[name]();
      const took = performance.now() - before;
      if (round >= 0) times.get(name)?.push(took);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])) as Record<
    Name,
    number
  >;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
