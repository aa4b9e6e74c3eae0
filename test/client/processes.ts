// Processes and proc folders for the client tests: real ones that end in chosen ways, and made-up ones.

import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { TestContext } from 'node:test';
import { buildSync } from 'esbuild';

export function scratchFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'adev-client-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A child that runs until it is ended, at the latest when the test is over, and says one line when it is ready. */
export async function startChild(
  t: TestContext,
  command: string,
  args: string[],
): Promise<{ pid: number; line: string; end: () => Promise<void> }> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const end = async () => await ended(child);
  t.after(end);
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  if (child.pid === undefined) throw new Error(`${command} did not start.`);
  return { pid: child.pid, line, end };
}

/** A child of this process that sleeps. */
export async function startSleeper(t: TestContext): Promise<{ pid: number; end: () => Promise<void> }> {
  return await startChild(t, 'sh', ['-c', 'echo ready; exec sleep 600']);
}

/** A process that has ended and that its parent, still running, does not wait for. */
export async function startZombie(t: TestContext): Promise<{ pid: number; parent: number }> {
  const { pid: parent, line } = await startChild(t, 'sh', ['-c', 'sleep 600 & echo $!; exec sleep 600']);
  const pid = Number(line);
  // The shell would wait for its child; the program it turns into does not.
  while (readFileSync(`/proc/${parent}/comm`, 'latin1') !== 'sleep\n') await delay(5);
  process.kill(pid, 'SIGKILL');
  while (!/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))) await delay(5);
  return { pid, parent };
}

/** The start time of a process in clock ticks since boot, as the tools of the system cut it out. */
export function startTimeOf(pid: number): string {
  const cut = `sed 's/.*) //' /proc/${pid}/stat | cut -d' ' -f20`;
  return execFileSync('sh', ['-c', cut], { encoding: 'utf8' }).trim();
}

type FakeProcess = Readonly<{ comm?: string; state?: string; started: string }>;
type FakeProc = Readonly<{
  boot?: string;
  namespace?: string;
  self?: number;
  processes?: Readonly<Record<number, FakeProcess | string>>;
}>;

/** A folder that looks like /proc as far as a client's identity goes; a process may be given as its raw stat. */
export function fakeProc(
  folder: string,
  { boot, namespace, self = process.pid, processes = {} }: FakeProc,
): string {
  const proc = mkdtempSync(join(folder, 'proc-'));
  if (boot !== undefined) {
    mkdirSync(join(proc, 'sys/kernel/random'), { recursive: true });
    writeFileSync(join(proc, 'sys/kernel/random/boot_id'), `${boot}\n`);
  }
  mkdirSync(join(proc, String(self), 'ns'), { recursive: true });
  symlinkSync(String(self), join(proc, 'self'));
  if (namespace !== undefined) symlinkSync(`pid:[${namespace}]`, join(proc, 'self/ns/pid'));
  for (const [pid, seen] of Object.entries(processes)) {
    mkdirSync(join(proc, pid), { recursive: true });
    writeFileSync(join(proc, pid, 'stat'), typeof seen === 'string' ? seen : statLine(pid, seen));
  }
  return proc;
}

/** lib/client.ts as one CommonJS file, for children in other namespaces. */
export function bundledClient(folder: string): string {
  const outfile = join(folder, 'client.cjs');
  const entry = join(import.meta.dirname, '../../lib/client.ts');
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  return outfile;
}

/** How to run a command in a pid namespace of its own here, or undefined where the system forbids it. */
export function newPidNamespace(): string[] | undefined {
  const ways = [
    ['unshare', '--pid', '--fork', '--kill-child'],
    ['unshare', '--user', '--map-root-user', '--pid', '--fork', '--kill-child'],
  ];
  return ways.find(([command, ...args]) => {
    try {
      execFileSync(command ?? '', [...args, '--mount-proc', 'true'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
}

function statLine(pid: string, { comm = 'claude', state = 'S', started }: FakeProcess): string {
  const between = Array.from({ length: 18 }, (_, index) => index + 4).join(' ');
  return `${pid} (${comm}) ${state} ${between} ${started} 23 24 25\n`;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
