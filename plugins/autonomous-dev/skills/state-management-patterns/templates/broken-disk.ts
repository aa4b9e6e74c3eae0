// A disk that breaks where a test tells it to: counts the calls to node:fs that touch one folder, and lets one of them
// go wrong. Synchronous calls only; import it first. Copy it, change it; SPDX-License-Identifier: MIT-0
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve, sep } from 'node:path';

/**
 * - `dies-before`, `dies-after`: as if killed there; nothing the program still tries reaches the disk
 * - `dies-amid`: the same, with half of the bytes written; for calls that write nothing as `dies-before`
 * - `takes-half`: a write takes half of its bytes and says so, as on a disk that is filling up
 * - an error code: the call fails with it, and is not made
 * - a function: runs before the call, as others do while this process sleeps; its own calls are not counted
 */
export type Fault = 'dies-before' | 'dies-after' | 'dies-amid' | 'takes-half' | `E${string}` | (() => void);

export type Broken<T> = Readonly<{
  /** `lives` returned, `throws` threw, `dead` was killed: whatever it returned, nobody heard. */
  end: 'lives' | 'throws' | 'dead';
  value?: T;
  error?: unknown;
  /** The calls that were made, in order, such as `linkSync`. */
  calls: readonly string[];
}>;

type Call = (...args: unknown[]) => unknown;
type Plan = { folder: string; at: number; fault: Fault | null; calls: string[]; isDead: boolean };

const ONE_PATH =
  'chmod close fstat fsync lstat mkdir open readdir readFile realpath rm rmdir stat unlink utimes write';
const TWO_PATHS = ['linkSync', 'renameSync'];
const disk = fs as unknown as Record<string, Call>;
const descriptors = new Map<unknown, string>();
let plan: Plan | null = null;
let isInside = false;

for (const name of [...ONE_PATH.split(' ').map((each) => `${each}Sync`), ...TWO_PATHS]) wrap(name);
syncBuiltinESMExports();

/** Runs it on a disk that breaks below the folder, at the call of that number, counted from 1. */
export function onBrokenDisk<T>(folder: string, at: number, fault: Fault | null, run: () => T): Broken<T> {
  const current: Plan = { folder: resolve(folder), at, fault, calls: [], isDead: false };
  plan = current;
  try {
    const value = run();
    return { ...ended(current, 'lives'), value };
  } catch (error) {
    return { ...ended(current, 'throws'), error };
  } finally {
    plan = null;
  }
}

/** The calls below the folder that it makes on a sound disk. */
export function callsOf(folder: string, run: () => unknown): readonly string[] {
  return onBrokenDisk(folder, 0, null, run).calls;
}

function ended({ isDead, calls }: Plan, end: 'lives' | 'throws') {
  return { end: isDead ? 'dead' : end, calls } as const;
}

function wrap(name: string): void {
  const made = disk[name] as Call;
  const wrapped: Call = (...args) => {
    const paths = pathsOf(name, args);
    if (plan === null || isInside || !paths.some(isBelow)) return made(...args);
    isInside = true;
    try {
      return inPlan(plan, name, made, args);
    } finally {
      isInside = false;
    }
  };
  disk[name] = Object.defineProperties<Call>(wrapped, Object.getOwnPropertyDescriptors(made));
}

function inPlan(current: Plan, name: string, made: Call, args: unknown[]): unknown {
  if (current.isDead) throw new Error(`dead: ${name}`);
  const { calls, at, fault } = current;
  calls.push(name);
  const make = () => remembered(name, args, made(...args));
  if (fault === null || calls.length !== at) return make();
  if (typeof fault === 'function') {
    fault();
    return make();
  }
  const isWrite = name === 'writeSync';
  if (fault === 'takes-half') return isWrite ? writeHalf(made, args) : make();
  if (fault.startsWith('E')) {
    // The system closes a file whatever it answers.
    if (name === 'closeSync') make();
    throw Object.assign(new Error(`${fault}: injected, ${name}`), { code: fault });
  }
  current.isDead = true;
  if (fault === 'dies-after') make();
  if (fault === 'dies-amid' && isWrite) writeHalf(made, args);
  throw new Error(`dead: ${name}`);
}

function writeHalf(made: Call, [descriptor, data, offset]: unknown[]): unknown {
  const isText = typeof data === 'string';
  const bytes = Buffer.from(data as string | Uint8Array as string).subarray(isText ? 0 : Number(offset ?? 0));
  return made(descriptor, bytes, 0, Math.ceil(bytes.length / 2));
}

function remembered(name: string, [first]: unknown[], result: unknown): unknown {
  if (name === 'openSync') descriptors.set(result, resolve(String(first)));
  if (name === 'closeSync') descriptors.delete(first);
  return result;
}

function pathsOf(name: string, args: unknown[]): string[] {
  return args.slice(0, TWO_PATHS.includes(name) ? 2 : 1).flatMap((each) => {
    if (typeof each === 'string') return [resolve(each)];
    return descriptors.get(each) ?? [];
  });
}

function isBelow(path: string): boolean {
  return plan !== null && (path === plan.folder || path.startsWith(plan.folder + sep));
}
