// One empty file per unfinished batch and live session, so that a start need not look at all of them. Hints only:
// losing one loses nothing, so they are not synced and their failures are not reported.
import { closeSync, constants, lstatSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureFolders, foldersExist, type StateDir } from './folders.ts';
import { removeQuietly } from './temp-file.ts';

const FOLDER = 'open';

/** Through no link, which would make a file wherever it leads, and without waiting for somebody to read a pipe. */
const CREATE =
  constants.O_WRONLY | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

export function addHint(stateDir: StateDir, name: string): void {
  try {
    closeSync(openSync(join(ensureFolders(stateDir, [FOLDER]), name), CREATE, 0o600));
  } catch {
    // A missing hint is found by doctor.
  }
}

export function dropHint(stateDir: StateDir, name: string): void {
  removeQuietly(join(stateDir.path, FOLDER, name));
}

/** Costs one `lstat`. */
export function hasHint(stateDir: StateDir, name: string): boolean {
  try {
    return lstatSync(join(stateDir.path, FOLDER, name), { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

export function listHints(stateDir: StateDir): readonly string[] {
  try {
    return foldersExist(stateDir, [FOLDER]) ? readdirSync(join(stateDir.path, FOLDER)) : [];
  } catch {
    return [];
  }
}
