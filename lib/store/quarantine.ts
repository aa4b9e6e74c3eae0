// Setting damaged bytes aside: a copy under a name made of the bytes themselves, so it is never reused. The
// damaged file keeps its own name too, so that no number is ever used twice.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { commitFile } from './commit-file.ts';
import type { Deadline } from './deadline.ts';
import { sha256Of } from './digest.ts';
import { MAX_FILE_BYTES } from './envelope.ts';
import { numberedName, type Prefix } from './numbered-folder.ts';
import { NotAFile, readWhole } from './read-file.ts';
import { removeQuietly } from './temp-file.ts';

/** Copies are kept of this many damaged files of one folder. */
export const KEEP_COPIES = 8;

/** Copies the damaged file to `corrupt-<number>-<12 hex of its SHA-256>`; what is no regular file stays as it is. */
export function setAside(folder: string, prefix: Prefix, number: number, deadline: Deadline): void {
  let bytes: Buffer | null;
  try {
    bytes = readWhole(join(folder, numberedName(prefix, number)), MAX_FILE_BYTES);
  } catch (error) {
    if (error instanceof NotAFile) return;
    throw error;
  }
  if (bytes === null) return;
  commitFile(folder, `corrupt-${number}-${sha256Of(bytes).slice(0, 12)}`, bytes, deadline);
  dropSurplus(folder);
}

function dropSurplus(folder: string): void {
  const copies = copiesIn(folder);
  const number = (name: string) => Number.parseInt(name.slice('corrupt-'.length), 10);
  copies.sort((a, b) => number(b) - number(a));
  for (const name of copies.slice(KEEP_COPIES)) removeQuietly(join(folder, name));
}

function copiesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.startsWith('corrupt-'));
  } catch {
    // The next copy drops what is too many.
    return [];
  }
}
