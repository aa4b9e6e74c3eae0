// A complete, synced file under a name that nobody else chooses, ready to be given its real name.
import { closeSync, fstatSync, fsyncSync, openSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StateError, systemCode, writeError } from './errors.ts';
import { syncFolder } from './folders.ts';
import { TEMP_PREFIX } from './numbered-folder.ts';
import { uniqueName } from './unique.ts';

/** A complete and synced temp file in the folder; null when the folder is gone. */
export function writeTemp(folder: string, bytes: Buffer): string | null {
  const temp = join(folder, `${TEMP_PREFIX}${process.pid}-${uniqueName()}`);
  let descriptor: number;
  try {
    descriptor = openSync(temp, 'wx', 0o600);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw writeError(error, 'writing in', folder);
  }
  try {
    fillAndSync(descriptor, bytes);
  } catch (error) {
    removeQuietly(temp);
    throw writeError(error, 'writing in', folder);
  }
  return temp;
}

/** Syncs the folder that now holds a new file; the file stays, but without the sync nothing may be promised. */
export function confirmDurable(folder: string, name: string): void {
  try {
    syncFolder(folder);
  } catch (error) {
    throw new StateError('unknown', `${join(folder, name)} was written, but syncing its folder failed`, {
      cause: error,
    });
  }
}

export function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // A leftover temp is swept by a later writer.
  }
}

function fillAndSync(descriptor: number, bytes: Buffer): void {
  try {
    writeFileSync(descriptor, bytes);
    const { size } = fstatSync(descriptor);
    if (size !== bytes.length)
      throw new StateError('disk-full', `only ${size} of ${bytes.length} bytes were written`);
    fsyncSync(descriptor);
  } catch (error) {
    closeQuietly(descriptor);
    throw error;
  }
  closeSync(descriptor);
}

function closeQuietly(descriptor: number): void {
  try {
    closeSync(descriptor);
  } catch {
    // The first error is the one to report.
  }
}
