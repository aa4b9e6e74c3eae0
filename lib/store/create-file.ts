// Files for people, outside the state directory: durable, and never in the place of another.
import { lstatSync, mkdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { commitFile } from './commit-file.ts';
import { deadlineIn } from './deadline.ts';
import { readError, StateError, systemCode, writeError } from './errors.ts';

const WRITE_DEADLINE_MS = 10_000;

/**
 * Writes a new file, 0600, whole or not at all. `taken`: something is there already, a link included; `no-folder`:
 * its folder is not there. Throws a StateError when the disk fails.
 */
export function createFile(path: string, bytes: Uint8Array): 'created' | 'taken' | 'no-folder' {
  const result = commitFile(dirname(path), basename(path), Buffer.from(bytes), deadlineIn(WRITE_DEADLINE_MS));
  return result === 'vanished' ? 'no-folder' : result;
}

/** Whether anything is at this path, a link that leads nowhere included. */
export function isOccupied(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    throw readError(error, path);
  }
}

/** Makes the folder, 0700, unless it is there. Throws `unsafe-path` when a link or a file is. */
export function createFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
    return;
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw writeError(error, 'making the folder', path);
  }
  if (lstatSync(path).isDirectory()) return;
  throw new StateError(
    'unsafe-path',
    `${path} is no folder: nothing is written through a link or over a file`,
  );
}
