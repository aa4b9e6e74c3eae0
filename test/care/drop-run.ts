// Runs drop-program.ts as a process of its own, on a disk that stops or kills it where it is told to.
import { buildSync } from 'esbuild';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { FAULT_PRELOAD, type Fault } from '../support/broken-disk.ts';
import type { DropTask } from './drop-program.ts';

/** `said` is what it printed: nothing where it was killed. */
export type Dropping = Readonly<{ process: ChildProcess; said: Promise<string> }>;

export function startDrop(task: DropTask, fault: Fault): Dropping {
  const child = spawn(process.execPath, ['--require', FAULT_PRELOAD, program(), JSON.stringify(task)], {
    env: { FAULT_PRELOAD: JSON.stringify(fault) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = new Promise<void>((resolve) => {
    child.on('close', () => resolve());
  });
  return { process: child, said: Promise.all([text(child.stdout), closed]).then(([said]) => said) };
}

let built: string | undefined;

function program(): string {
  if (built !== undefined) return built;
  const folder = mkdtempSync(path.join(tmpdir(), 'adev-program-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const packages = path.resolve(import.meta.dirname, '../../lib/store/packages.ts');
  built = path.join(folder, 'drop.mjs');
  buildSync({
    entryPoints: [path.join(import.meta.dirname, 'drop-program.ts')],
    outfile: built,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // The file packages are loaded from where the sources find them.
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(packages).href) },
    logLevel: 'error',
  });
  return built;
}
