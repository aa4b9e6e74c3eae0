// One at a time, among processes that are awake: proper-lockfile 4 without its crashes and its endless waits.
// No lock keeps out a holder that was suspended until the lock was given away: it can only be told, by `assertHeld`.
// What must not be lost needs a revision store. Copy it, change it; SPDX-License-Identifier: MIT-0
import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { lock } from 'proper-lockfile';

export type FileLock = Readonly<{
  /** Throws when the lock was given to somebody else. Call it last before each effect: between the two is a gap. */
  assertHeld: () => void;
  /** Never throws, and leaves a lock alone that is somebody else's by now. */
  release: () => Promise<void>;
}>;

export type LockOptions = Readonly<{
  /** How long to wait for others before giving up. */
  waitMs?: number;
  /**
   * After how long without a sign of life a holder counts as dead. So long does everybody wait after a kill; so long may
   * a holder be suspended, or at work without letting timers run.
   */
  staleMs?: number;
}>;

/** Runs it under the lock that belongs to the file, which need not exist; the folder has to. */
export async function withFileLock<T>(
  file: string,
  act: (lock: FileLock) => T | Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  const held = await acquireFileLock(file, options);
  try {
    return await act(held);
  } finally {
    await held.release();
  }
}

/** Throws `ELOCKED` when others held it all the time, and any other error at once: no waiting mends those. */
export async function acquireFileLock(
  file: string,
  { waitMs = 5000, staleMs = 30_000 }: LockOptions = {},
): Promise<FileLock> {
  const lockfilePath = `${resolve(file)}.lock`;
  const giveUpAt = performance.now() + waitMs;
  for (;;) {
    const held = await tryToAcquire(lockfilePath, staleMs);
    if (held !== null) return held;
    if (performance.now() > giveUpAt) {
      throw Object.assign(new Error(`${lockfilePath}: held by others for ${waitMs} ms`), { code: 'ELOCKED' });
    }
    await delay(10 + Math.random() * 20);
  }
}

/** Null when somebody else holds it. */
async function tryToAcquire(lockfilePath: string, staleMs: number): Promise<FileLock | null> {
  let isLost = false;
  const began = performance.now();
  const release = await lockOrNull(lockfilePath, staleMs, () => {
    isLost = true;
  });
  if (release === null) return null;
  const mine = identityOf(lockfilePath);
  if (performance.now() - began > staleMs / 2) {
    // After a sleep in between, that may be the lock of whoever came after.
    await release().catch(() => undefined);
    return null;
  }
  const isHeld = () => !isLost && identityOf(lockfilePath) === mine;
  return {
    assertHeld() {
      if (!isHeld())
        throw new Error(`${lockfilePath}: given to somebody else; start again from what is there now`);
    },
    async release() {
      // The package would remove whatever lock is there.
      if (isHeld()) await release().catch(() => undefined);
    },
  };
}

async function lockOrNull(lockfilePath: string, stale: number, onCompromised: () => void) {
  try {
    // Without onCompromised a lost lock ends the process, from a timer. Without realpath the file need not be there.
    // Waiting is left to the caller: the package would wait for any error to pass, and ever longer.
    const traps = { lockfilePath, realpath: false, onCompromised, retries: 0 };
    return await lock(lockfilePath, { ...traps, stale });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOCKED') return null;
    throw error;
  }
}

/** Changes whenever the lock is taken; the package's own signs of life do not change it. */
function identityOf(lockfilePath: string): string | null {
  const found = lstatSync(lockfilePath, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev}:${found.ino}:${found.birthtimeNs}`;
}
