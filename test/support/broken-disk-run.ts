// Runs the program of broken-disk-program.ts as a process of its own, on a disk that breaks where it is told to.
import { buildSync } from 'esbuild';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { FAULT_PRELOAD, type Fault } from './broken-disk.ts';
import type { Task } from './broken-disk-program.ts';

export type Surroundings = Readonly<{ env: Readonly<Record<string, string>>; cwd: string; fault?: Fault }>;

export type Ended = Readonly<{
  pid: number;
  status: number | null;
  signal: NodeJS.Signals | null;
  /** What the program printed, line by line. */
  said: readonly unknown[];
  stdout: string;
  stderr: string;
  milliseconds: number;
}>;

export type Running = Readonly<{ process: ChildProcess; ended: Promise<Ended> }>;

export function runProgram(task: Task, surroundings: Surroundings): Promise<Ended> {
  return startProgram(task, surroundings).ended;
}

export function startProgram(task: Task, { env, cwd, fault }: Surroundings): Running {
  const started = performance.now();
  const preload = fault === undefined ? [] : ['--require', FAULT_PRELOAD];
  const child = spawn(process.execPath, [...preload, program(), JSON.stringify(task)], {
    cwd,
    env: {
      ...env,
      BROKEN_DISK_PROGRAM: 'run',
      ...(fault === undefined ? {} : { FAULT_PRELOAD: JSON.stringify(fault) }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => {
      const stdout = Buffer.concat(out).toString();
      const lines = stdout.split('\n').filter((line) => line !== '');
      resolve({
        pid: child.pid as number,
        status,
        signal,
        said: lines.map((line) => JSON.parse(line) as unknown),
        stdout,
        stderr: Buffer.concat(err).toString(),
        milliseconds: performance.now() - started,
      });
    });
  });
  return { process: child, ended };
}

/** Runs `work` for each item, two at a time: as many as the smallest machine has processors. */
export async function twoAtATime<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all([worker(), worker()]);
}

/** Waits until the process has stopped itself. False when it ended instead. */
export async function hasStopped({ process: child }: Pick<Running, 'process'>): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    if (stateOf(child.pid as number) === 'T') return true;
    await delay(5);
  }
  return false;
}

function stateOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat[stat.lastIndexOf(')') + 2];
  } catch {
    return undefined;
  }
}

let built: string | undefined;

function program(): string {
  if (built !== undefined) return built;
  const folder = mkdtempSync(path.join(tmpdir(), 'adev-program-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const packages = path.resolve(import.meta.dirname, '../../lib/store/packages.ts');
  built = path.join(folder, 'program.mjs');
  buildSync({
    entryPoints: [path.join(import.meta.dirname, 'broken-disk-program.ts')],
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
