// What the doctor and a purge do to files: nothing that is the only copy of anything goes by way of the doctor.
import { chmodSync, lstatSync, rmdirSync, unlinkSync } from 'node:fs';
import { StateError, systemCode, writeError } from './errors.ts';
import type { Seen } from './inspect.ts';

/** Gives a file or folder of ours the permissions that it has to have. Throws a StateError where they do not take. */
export function repairMode({ path, isFolder }: Seen): void {
  try {
    if (!lstatSync(path).isSymbolicLink()) chmodSync(path, wantedMode(isFolder));
    if ((lstatSync(path).mode & 0o777) !== wantedMode(isFolder))
      throw new StateError('unknown', `${path} keeps its permissions: this file system has none of its own`);
  } catch (error) {
    throw writeError(error, 'setting the permissions of', path);
  }
}

export function wantedMode(isFolder: boolean): number {
  return isFolder ? 0o700 : 0o600;
}

/** Deletes what was seen: a file or a link, or a folder if it is empty. False where it is not. */
export function removeSeen({ path, isFolder }: Seen): boolean {
  try {
    if (isFolder) rmdirSync(path);
    else unlinkSync(path);
    return true;
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') return true;
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return false;
    throw writeError(error, 'deleting', path);
  }
}
