// Removing a whole folder: moved aside in one step, then deleted, so that a late writer finds no folder to write into.
// The name of what was moved aside tells whose removal it is; what a killed one left is finished by the next.
import { renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { systemCode, writeError } from './errors.ts';
import { namesIn } from './numbered-folder.ts';
import { isAbandoned } from './sweep.ts';
import { uniqueName } from './unique.ts';

export const TRASH_PREFIX = '.trash-';

/** Removes the folder, and what killed removals left beside it. A folder that is not there is no error. */
export function removeFolder(folder: string): void {
  if (moveToTrash(folder) !== null) emptyTrash(dirname(folder));
}

/** The folder's new path; null when it is not there. `note`, of `[a-z0-9_.-]`, ends the new name. */
export function moveToTrash(folder: string, note = ''): string | null {
  const name = `${TRASH_PREFIX}${process.pid}-${uniqueName()}${note === '' ? '' : `.${note}`}`;
  const trash = join(dirname(folder), name);
  try {
    renameSync(folder, trash);
    return trash;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw writeError(error, 'removing', folder);
  }
}

/** Names of what removals left in this folder that nobody finishes any more; those of this process are among them. */
export function leftTrash(parent: string, now: number): readonly string[] {
  const names = namesIn(parent) ?? [];
  return names.filter((name) => name.startsWith(TRASH_PREFIX) && isLeftTrash(join(parent, name), now));
}

/** Whether nobody finishes any more what was moved here. */
export function isLeftTrash(path: string, now: number): boolean {
  const pid = Number(/^\.trash-(\d+)-/.exec(basename(path))?.[1]);
  return pid === process.pid || isAbandoned(path, pid, now);
}

/** What its note says; empty without one. */
export function noteOfTrash(name: string): string {
  const dot = name.indexOf('.', TRASH_PREFIX.length);
  return dot < 0 ? '' : name.slice(dot + 1);
}

/** Deletes what removals left in this folder, and answers how many. Not for sessions: theirs are to be looked at. */
export function emptyTrash(parent: string): number {
  let emptied = 0;
  try {
    for (const name of leftTrash(parent, Date.now())) {
      rmSync(join(parent, name), { recursive: true, force: true });
      emptied += 1;
    }
  } catch {
    // The folders are out of the way; the next removal deletes the rest.
  }
  return emptied;
}
