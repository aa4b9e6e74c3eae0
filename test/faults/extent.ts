// How much the fault suites try: everything in a full run (ADEV_FAULTS=full), an even sample otherwise. Nothing else decides it.

export const isFull = process.env['ADEV_FAULTS'] === 'full';

/** The whole list in a full run, otherwise `howMany` of it, evenly spread, the first and the last among them. */
export function some<T>(list: readonly T[], howMany: number): readonly T[] {
  return isFull ? list : sampleOf(list, howMany);
}

/** What `some` takes when it does not take all. */
export function sampleOf<T>(list: readonly T[], howMany: number): readonly T[] {
  if (list.length <= howMany) return list;
  const step = howMany > 1 ? (list.length - 1) / (howMany - 1) : 0;
  return Array.from({ length: howMany }, (_, index) => list[Math.round(index * step)] as T);
}
