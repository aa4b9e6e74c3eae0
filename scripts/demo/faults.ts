// The disasters of the demonstration. Its preload is the one with which the tests break disks.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ADEV } from './plugin.ts';

/** A saving function whose process breaks as `FAULT_PRELOAD` says, and works as ever where that is not set. */
export const BY_BREAKABLE_ADEV = `save() {
  node \${FAULT_PRELOAD:+--require ${quote(path.resolve(import.meta.dirname, '../../test/support/fault-preload.cjs'))}} ${quote(ADEV)} checkpoint save --agent "$1" --message "$2"
}
`;

/** SIGKILL at the call that commits a save below `folder`: before it is made, or right after. */
export function killAtCommit(folder: string, moment: 'before' | 'after'): string {
  const after = moment === 'after';
  return JSON.stringify({ below: folder, calls: ['linkSync'], at: 1, signal: 'SIGKILL', after });
}

export type SmallDisk = Readonly<{
  isReal: boolean;
  /** A shell command that runs two others with the small disk in place of `folder`; it is full in the second. */
  fill: (folder: string, first: string, second: string) => string;
}>;

/**
 * A disk of 64 KB in memory, which nobody sees but the commands that are run on it. Where none may be mounted, the
 * folder itself, and in the second command every write answers ENOSPC.
 */
export function smallDisk(scratch: string): SmallDisk {
  const flags = ['-Urm', '-m'].find((each) => {
    const attempt = mounted(each, path.join(scratch, 'mount test'), 'true');
    return spawnSync('sh', ['-c', attempt]).status === 0;
  });
  if (flags === undefined) return { isReal: false, fill: pretended };
  return { isReal: true, fill: (folder, first, second) => mounted(flags, folder, `${first}\n${second}`) };
}

/** The mount belongs to a namespace of its own, and goes when the last process in that ends. */
function mounted(flags: string, folder: string, command: string): string {
  mkdirSync(folder, { recursive: true });
  const mount = 'mount -t tmpfs -o size=64k,mode=700 tmpfs "$1" && shift && exec "$@"';
  return `unshare ${flags} sh -c '${mount}' sh ${quote(folder)} sh -c ${quote(command)}`;
}

function pretended(folder: string, first: string, second: string): string {
  const fault = { below: folder, calls: ['writeSync'], at: 1, sticky: true, errno: 'ENOSPC' };
  return `${first}\nexport FAULT_PRELOAD=${quote(JSON.stringify(fault))}\n${second}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
