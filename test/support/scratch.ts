// A home and a project folder for one test, and the end of every process that was started with that home.

import { mkdtempSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';

export type Scratch = Readonly<{
  folder: string;
  home: string;
  project: string;
  /** Kills what still runs with this HOME (a killed client leaves hooks and commands behind), then removes all. */
  remove: () => Promise<void>;
}>;

export function createScratch(): Scratch {
  const folder = mkdtempSync(path.join(tmpdir(), 'adev-'));
  const home = path.join(folder, 'home');
  const project = path.join(folder, 'project');
  mkdirSync(home);
  mkdirSync(project);
  return {
    folder,
    home,
    project,
    async remove() {
      while (killProcessesOf(home) > 0) await delay(20);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function killProcessesOf(home: string): number {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  const ours = pids.filter((pid) => environmentOf(pid).includes(`HOME=${home}`));
  for (const pid of ours) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
  return ours.length;
}

/** Empty for a process that has ended, or belongs to somebody else. */
function environmentOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
