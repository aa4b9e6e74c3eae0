import { readWhole } from './read-file.ts';

/** All bytes of an ordinary file; null for what is absent, larger, a link, no file, or cannot be read. */
export function readForeignFile(path: string, limitBytes: number): Buffer | null {
  try {
    return readWhole(path, limitBytes);
  } catch {
    return null;
  }
}
