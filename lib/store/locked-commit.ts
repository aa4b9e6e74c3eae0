// Committing where the file system has no hard links (FAT, exFAT, some shares): a lock around write-then-rename.
// Weaker than a link: a writer that is suspended inside for longer than STALE_MS may lose its lock, and a number.
import { lstatSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { CommitResult } from './commit-file.ts';
import { pause, type Deadline } from './deadline.ts';
import { systemCode, writeError } from './errors.ts';
import { properLockfile } from './packages.ts';
import { confirmDurable, removeQuietly, writeTemp } from './temp-file.ts';

export const LOCK_NAME = '.commit.lock';

/** The least that proper-lockfile takes. A killed holder holds others up for this and up to one second more. */
const STALE_MS = 2000;

/** As commitFile, one writer at a time. Throws `timeout` when the lock was not to be had before the deadline. */
export function commitLocked(folder: string, name: string, bytes: Buffer, deadline: Deadline): CommitResult {
  const temp = writeTemp(folder, bytes);
  if (temp === null) return 'vanished';
  let release: () => void;
  try {
    release = acquire(folder, deadline);
  } catch (error) {
    removeQuietly(temp);
    throw error;
  }
  try {
    if (isPresent(join(folder, name))) return 'taken';
    renameSync(temp, join(folder, name));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 'vanished';
    throw writeError(error, 'creating', join(folder, name));
  } finally {
    removeQuietly(temp);
    releaseQuietly(release);
  }
  confirmDurable(folder, name);
  return 'created';
}

function acquire(folder: string, deadline: Deadline): () => void {
  const { lockSync } = properLockfile();
  const lockfilePath = join(folder, LOCK_NAME);
  for (;;) {
    try {
      return lockSync(folder, {
        lockfilePath,
        realpath: false,
        stale: STALE_MS,
        // The default throws from a timer. A lock that was lost shows as a number that is taken.
        onCompromised: () => undefined,
      });
    } catch (error) {
      if (systemCode(error) !== 'ELOCKED') throw writeError(error, 'locking', lockfilePath);
    }
    pause(10 + Math.random() * 20, deadline, `the lock ${lockfilePath}`);
  }
}

function releaseQuietly(release: () => void): void {
  try {
    release();
  } catch {
    // A lock that somebody took over as stale is not ours to release.
  }
}

function isPresent(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
