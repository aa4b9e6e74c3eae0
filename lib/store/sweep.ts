// Clearing what killed writers left behind.
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from './errors.ts';
import { TEMP_PREFIX } from './numbered-folder.ts';
import { removeQuietly } from './temp-file.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Removes the temps of processes that are gone, and any that are a day old. Where a living writer only looks gone
 * (another pid namespace on the same folder) it finds its temp missing and writes a new one.
 */
export function sweepTemps(folder: string, temps: readonly string[], now: number): void {
  for (const name of temps) {
    const path = join(folder, name);
    if (isAbandoned(path, pidOfTemp(name), now)) removeQuietly(path);
  }
}

export function pidOfTemp(name: string): number {
  return Number.parseInt(name.slice(TEMP_PREFIX.length), 10);
}

/** Whether what a process made for itself is nobody's any more: the process is gone, or it made this a day ago. */
export function isAbandoned(path: string, pid: number, now: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0 || !isRunning(pid)) return true;
  try {
    return now - lstatSync(path).mtimeMs > DAY_MS;
  } catch {
    return false;
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) !== 'ESRCH';
  }
}
