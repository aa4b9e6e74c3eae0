// Removing a whole folder: moved aside in one step, then deleted, so that a late writer finds no folder to write into.
import { readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemCode, writeError } from './errors.ts';
import { uniqueName } from './unique.ts';

const TRASH_PREFIX = '.trash-';

/** Removes the folder, and what killed removals left beside it. A folder that is not there is no error. */
export function removeFolder(folder: string): void {
  const parent = dirname(folder);
  try {
    renameSync(folder, join(parent, `${TRASH_PREFIX}${uniqueName()}`));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    throw writeError(error, 'removing', folder);
  }
  emptyTrash(parent);
}

function emptyTrash(parent: string): void {
  try {
    for (const name of readdirSync(parent)) {
      if (name.startsWith(TRASH_PREFIX)) rmSync(join(parent, name), { recursive: true, force: true });
    }
  } catch {
    // The folder is out of the way; the next removal deletes the rest.
  }
}
