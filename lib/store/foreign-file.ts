// Files that are not ours: looked at and read, and whatever is wrong with them is no error of ours.
import { lstatSync } from 'node:fs';
import { readWhole } from './read-file.ts';

/** All bytes of an ordinary file; null for what is absent, larger, a link, no file, or cannot be read. */
export function readForeignFile(path: string, limitBytes: number): Buffer | null {
  try {
    return readWhole(path, limitBytes, 'anyone');
  } catch {
    return null;
  }
}

/** Whether an ordinary file is there. False where that cannot be told. */
export function isForeignFile(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    return false;
  }
}
