// Which client process this one works for, whether a client seen before still lives, and what its Bash tool would run.
// A process is known by its pid together with its start time, its boot and its pid namespace: a pid alone names another
// process soon.

import { lstatSync, readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Liveness } from './domain/owners.ts';

export type { Liveness } from './domain/owners.ts';

/** As stored. `pid_started` counts clock ticks since boot; `pid_namespace` is an inode number. */
export type ClientIdentity = Readonly<{
  pid?: number;
  pid_started?: string;
  boot_id?: string;
  pid_namespace?: string;
}>;

type IdentifyOptions = Readonly<{
  /** `process.ppid`, in a hook: the client itself starts those. Left out where a shell lies between. */
  parentPid?: number;
  env: Readonly<Record<string, string | undefined>>;
  /** The proc file system; `/proc` by default. */
  proc?: string;
}>;

type LivenessOptions = Readonly<{ proc?: string; kill?: (pid: number, signal: 0) => unknown }>;

const MAX_SCRIPT_BYTES = 16 * 1024;

/**
 * The client this process works for: a hook's parent, or CLAUDE_PID where that has gone; without a `parentPid`
 * CLAUDE_PID, else what the SessionStart hook exported as AUTONOMOUS_DEV_CLIENT. In a pid namespace other than
 * the client's nothing is measured: there CLAUDE_PID names nobody or somebody else, and only an exported identity
 * with that pid is passed on. Null: unknown. Never throws.
 */
export function identifyClient({ parentPid, env, proc = '/proc' }: IdentifyOptions): ClientIdentity | null {
  const told = parsePid(env['CLAUDE_PID'] ?? '');
  if (parentPid !== undefined) {
    // An orphan's parent is process 1; a parent outside the namespace reads as 0.
    const pid = parentPid > 1 ? parentPid : parentPid === 1 ? told : undefined;
    return pid === undefined ? null : measure(pid, proc);
  }
  const exported = parseClient(env['AUTONOMOUS_DEV_CLIENT'] ?? '');
  if (told === undefined) return exported;
  const elsewhere = exported === null ? env['SANDBOX_RUNTIME'] : exported.pid_namespace !== namespaceAt(proc);
  if (!elsewhere) return measure(told, proc);
  return exported?.pid === told ? exported : null;
}

/**
 * `alive` and `dead` are certain; `unknown` is whatever cannot be seen from here: another pid namespace, a start
 * time or boot that was not recorded. Without a proc file system only the end of a process can be told. Another
 * boot is `dead`. Never throws.
 */
export function clientLiveness(
  client: ClientIdentity,
  { proc = '/proc', kill = (pid, signal) => process.kill(pid, signal) }: LivenessOptions = {},
): Liveness {
  const { pid, pid_started, boot_id, pid_namespace } = client;
  if (pid === undefined || !Number.isSafeInteger(pid) || pid < 1) return 'unknown';
  const boot = bootAt(proc);
  if (boot === undefined) {
    const measuredElsewhere = boot_id !== undefined || pid_namespace !== undefined;
    return !measuredElsewhere && exists(pid, kill) === false ? 'dead' : 'unknown';
  }
  if (boot_id === undefined) return 'unknown';
  if (boot_id !== boot) return 'dead';
  if (pid_started === undefined || pid_namespace === undefined) return 'unknown';
  if (pid_namespace !== namespaceAt(proc)) return 'unknown';
  const seen = processAt(pid, proc);
  if (seen !== undefined) return seen.started === pid_started && !seen.ended ? 'alive' : 'dead';
  const there = exists(pid, kill);
  return there === undefined ? 'unknown' : there ? 'alive' : 'dead';
}

/**
 * One line for AUTONOMOUS_DEV_CLIENT, `pid,started,boot,namespace`: digits, hex, dashes and commas, safe in any
 * shell quotes. Empty for an identity that holds anything else.
 */
export function formatClient(client: ClientIdentity): string {
  const { pid = '', pid_started = '', boot_id = '', pid_namespace = '' } = client;
  const line = `${pid},${pid_started},${boot_id},${pid_namespace}`;
  return /^[0-9a-f,-]*$/.test(line) ? line : '';
}

/** What formatClient wrote; null for anything else, an identity without pid included. */
export function parseClient(text: string): ClientIdentity | null {
  const parts = /^(\d+),(\d*),([0-9a-f-]*),(\d*)$/.exec(text.length <= 128 ? text : '');
  const pid = parsePid(parts?.[1] ?? '');
  if (parts === null || pid === undefined) return null;
  return identity(pid, parts[2], parts[3], parts[4]);
}

/** The words that a process was started with, its program first; none where they cannot be seen. Never throws. */
export function commandLineOf(pid: number, proc = '/proc'): readonly string[] {
  return attempt(() => readFileSync(join(proc, String(pid), 'cmdline'), 'utf8').split('\0')) ?? [];
}

/** An executable file; of one that is larger than 16 KB the bytes are not read. */
export type Program = Readonly<{ path: string; bytes: () => Uint8Array }>;

/** The programs of this name in the folders of PATH, in the order in which a shell in the folder `cwd` looks. */
export function programsOnPath(name: string, cwd: string, env: IdentifyOptions['env']): readonly Program[] {
  const folders = (env['PATH'] ?? '').split(delimiter);
  return folders.flatMap((folder) => {
    const path = resolve(cwd, folder, name);
    const found = attempt(() => statSync(path));
    if (found?.isFile() !== true || (found.mode & 0o111) === 0) return [];
    const bytes = () => (found.size > MAX_SCRIPT_BYTES ? new Uint8Array() : readFileSync(path));
    return [{ path, bytes }];
  });
}

/**
 * Whether a path, taken from the folder `from`, lies inside `folder`, all links on its way resolved. What is absent
 * lies where it would be made; a link that leads nowhere lies nowhere. Throws where the system does not let it look.
 */
export function isInside(folder: string, path: string, from = folder): boolean {
  const place = resolve(from, path);
  const real = unlessAbsent(() => realpathSync.native(place));
  if (real === undefined) {
    const isLink = unlessAbsent(() => lstatSync(place)) !== undefined;
    return !isLink && isInside(folder, dirname(place));
  }
  const way = relative(realpathSync.native(folder), real);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function measure(pid: number, proc: string): ClientIdentity {
  const namespace = namespaceAt(proc);
  const started = namespace === undefined ? undefined : processAt(pid, proc)?.started;
  return identity(pid, started, bootAt(proc), namespace);
}

function identity(pid: number, started?: string, boot?: string, namespace?: string): ClientIdentity {
  return {
    pid,
    ...(started && { pid_started: started }),
    ...(boot && { boot_id: boot }),
    ...(namespace && { pid_namespace: namespace }),
  };
}

function parsePid(text: string): number | undefined {
  return /^[1-9]\d{0,9}$/.test(text) ? Number(text) : undefined;
}

function bootAt(proc: string): string | undefined {
  const text = attempt(() => readFileSync(join(proc, 'sys/kernel/random/boot_id'), 'latin1').trim());
  return text !== undefined && /^[0-9a-f-]{1,64}$/.test(text) ? text : undefined;
}

/** Undefined too where `proc` shows another namespace's processes: our pids mean others there. */
function namespaceAt(proc: string): string | undefined {
  if (attempt(() => readlinkSync(join(proc, 'self'))) !== String(process.pid)) return undefined;
  const link = attempt(() => readlinkSync(join(proc, 'self/ns/pid')));
  return /^pid:\[(\d+)\]$/.exec(link ?? '')?.[1];
}

function processAt(pid: number, proc: string): { started: string; ended: boolean } | undefined {
  const stat = attempt(() => readFileSync(join(proc, String(pid), 'stat'), 'latin1'));
  // The program's name stands in parentheses and may hold any character, `)` and spaces included.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  const state = fields[0] ?? '';
  const started = fields[19] ?? '';
  return /^\d+$/.test(started) ? { started, ended: /^[ZXx]$/.test(state) } : undefined;
}

function exists(pid: number, kill: NonNullable<LivenessOptions['kill']>): boolean | undefined {
  try {
    kill(pid, 0);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'EPERM' ? true : code === 'ESRCH' ? false : undefined;
  }
}

function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

function unlessAbsent<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (ABSENT.includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

const ABSENT: readonly string[] = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'];
