// Random numbers that can be had again: the seed is printed with what went wrong, and taken from ADEV_SEED to repeat it.

export type Random = Readonly<{
  seed: number;
  /** A whole number from 0 up to, not including, `below`. */
  whole: (below: number) => number;
  pick: <T>(list: readonly T[]) => T;
}>;

export function seededRandom(seed = Number(process.env['ADEV_SEED'] ?? Date.now() % 1_000_000)): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (below: number) => Math.floor(next() * below);
  return { seed, whole, pick: (list) => list[whole(list.length)] as (typeof list)[number] };
}
