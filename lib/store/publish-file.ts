// Files for people, outside the state directory, of which the next one may take the place of the last.
import { lstatSync, statSync } from 'node:fs';
import { StateError, systemCode, writeError } from './errors.ts';
import { readForeignFile } from './foreign-file.ts';
import { writeFileAtomic } from './packages.ts';
import { removeQuietly } from './temp-file.ts';

/** Whatever is larger was not written here. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Writes the file whole or not at all, 0600, in the place of one whose text `mayGo`. `taken`: something else is there, a
 * link included; `no-folder`: its folder is not there. Throws a StateError when the disk fails.
 */
export function publishFile(
  path: string,
  text: string,
  mayGo: (text: string) => boolean,
): 'published' | 'taken' | 'no-folder' {
  try {
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) {
      const before = readForeignFile(path, MAX_BYTES);
      if (before === null || !mayGo(before.toString('utf8'))) return 'taken';
    }
    writeFileAtomic().sync(path, text, { mode: 0o600 });
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 'no-folder';
    throw writeError(error, 'writing', path);
  }
  // The package does not notice when a full disk takes only a part.
  if (statSync(path, { throwIfNoEntry: false })?.size === Buffer.byteLength(text)) return 'published';
  removeQuietly(path);
  throw new StateError(
    'disk-full',
    `${path}: the disk took only a part of it; free some space, then try again`,
  );
}
