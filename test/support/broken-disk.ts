// Faults in this process's own file calls, by the same preload that breaks those of child processes.
import { constants } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** What breaks; fault-preload.cjs describes each field. */
export type Fault = Readonly<{
  below: string;
  calls?: readonly string[];
  at?: number;
  sticky?: boolean;
  errno?: string;
  short?: number;
  signal?: 'SIGKILL' | 'SIGSTOP';
  lies?: boolean;
  after?: boolean;
  noLinks?: boolean;
  meanwhile?: () => void;
  log?: string;
}>;

export type FileCall = Readonly<{
  name: string;
  path: string;
  to?: string;
  bytes?: Buffer;
  flags?: string | number;
}>;

export const FAULT_PRELOAD = path.join(import.meta.dirname, 'fault-preload.cjs');

type Preload = Readonly<{ arm: (fault: Fault) => void; disarm: () => readonly FileCall[] }>;
const { arm, disarm } = createRequire(import.meta.url)(FAULT_PRELOAD) as Preload;

export type Broken<T> = Readonly<{ value: T; calls: readonly FileCall[] }>;

/** What `run` returns on the broken disk, and the calls it made there; throws what it throws. */
export function onBrokenDisk<T>(fault: Fault, run: () => T): Broken<T> {
  arm(fault);
  let calls: readonly FileCall[] = [];
  try {
    const value = run();
    calls = disarm();
    return { value, calls };
  } finally {
    disarm();
  }
}

export async function onBrokenDiskAsync<T>(fault: Fault, run: () => Promise<T>): Promise<Broken<T>> {
  arm(fault);
  try {
    const value = await run();
    return { value, calls: disarm() };
  } finally {
    disarm();
  }
}

/** The calls below the folder that `run` makes on a sound disk. */
export function fileCallsOf(below: string, run: () => unknown): readonly FileCall[] {
  return onBrokenDisk({ below }, run).calls;
}

/** Whether the call changes what is on the disk, or makes a change durable. */
export function isChange({ name, flags }: FileCall): boolean {
  if (/^open(?:Sync)?$/.test(name)) {
    const writing = constants.O_WRONLY | constants.O_RDWR | constants.O_CREAT | constants.O_TRUNC;
    return typeof flags === 'number' ? (flags & writing) !== 0 : /[wa+]/.test(flags ?? '');
  }
  return /^(?:mkdir|write|fsync|fdatasync|link|symlink|unlink|rename|rm|rmdir|chmod|chown|truncate)(?:Sync)?$/.test(
    name,
  );
}
