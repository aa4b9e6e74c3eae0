// A folder of immutable files numbered 1, 2, 3 …: what documents (r) and logs (e) have in common.
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readError, systemCode } from './errors.ts';

export type Prefix = 'r' | 'e';

export type Listing = Readonly<{
  /** Numbers of the files present, sound or not, highest first. */
  numbers: readonly number[];
  temps: readonly string[];
}>;

export const TEMP_PREFIX = '.tmp-';

const NUMBERED = /^([re])(\d{10,15})\.json$/;

export function numberedName(prefix: Prefix, number: number): string {
  return `${prefix}${String(number).padStart(10, '0')}.json`;
}

/** The names of all that is in the folder, in no order; null when there is no folder. */
export function namesIn(folder: string): readonly string[] | null {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw readError(error, folder);
  }
}

/** What is in the folder; null when there is no folder. Costs about half a millisecond per thousand files. */
export function listFolder(folder: string, prefix: Prefix): Listing | null {
  const names = namesIn(folder);
  if (names === null) return null;
  const numbers: number[] = [];
  const temps: string[] = [];
  for (const name of names) {
    const match = NUMBERED.exec(name);
    if (match?.[1] === prefix) numbers.push(Number(match[2]));
    else if (name.startsWith(TEMP_PREFIX)) temps.push(name);
  }
  numbers.sort((a, b) => b - a);
  return { numbers, temps };
}

/**
 * The highest number of a folder whose numbers have no gaps (a log's), without listing it: about 2·log2(n) looks.
 * Where somebody removed files by hand the answer may be too low; committing then meets EEXIST and goes on.
 */
export function highestNumber(folder: string, prefix: Prefix): number {
  const exists = (number: number) => hasNumber(folder, prefix, number);
  if (!exists(1)) return 0;
  let present = 1;
  let absent = 2;
  while (exists(absent)) {
    present = absent;
    absent *= 2;
  }
  while (absent - present > 1) {
    const middle = (present + absent) >> 1;
    if (exists(middle)) present = middle;
    else absent = middle;
  }
  return present;
}

/** Whether something is at this number's name, sound or not. */
export function hasNumber(folder: string, prefix: Prefix, number: number): boolean {
  const path = join(folder, numberedName(prefix, number));
  try {
    lstatSync(path);
    return true;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw readError(error, path);
  }
}
