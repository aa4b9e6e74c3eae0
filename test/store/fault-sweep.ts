// Saves once for each file call and each code that it may fail with, and judges what is left on the disk.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { onBrokenDiskAsync, type Fault, type FileCall } from '../support/broken-disk.ts';
import { memoryFolder } from '../support/project.ts';

/** A save of one token, onto `before`. */
export type Work = Readonly<{
  name: string;
  before: readonly string[];
  prepare: (folder: string) => unknown;
  /** `saved`, or why not. */
  save: (folder: string, token: string) => string | Promise<string>;
  /** The tokens that a sound reader finds. */
  read: (folder: string) => readonly string[];
  /** After its commit a save may still find out that it cannot be sure. */
  mayDoubt?: boolean;
}>;

/** Saves once for each fault, on a disk of its own, and tells what was wrong afterwards. */
export async function sweep(t: TestContext, work: Work): Promise<{ problems: string[]; runs: number }> {
  const all = memoryFolder(t);
  const problems: string[] = [];
  let runs = 0;
  const onNewDisk = async (fault: Omit<Fault, 'below'>, judge?: (judged: Judged) => string[]) => {
    runs += 1;
    const folder = path.join(all, `${runs}`);
    mkdirSync(folder);
    await work.prepare(folder);
    const opened = openDescriptors();
    const { value, calls } = await onBrokenDiskAsync({ ...fault, below: folder }, async () => {
      try {
        return await work.save(folder, 'new');
      } catch (error) {
        return `threw ${String(error)}`;
      }
    });
    const leaked = openDescriptors() - opened;
    const what = `${fault.errno} at call ${fault.at}${fault.sticky ? ' on' : ''} (${calls.at((fault.at ?? 0) - 1)?.name})`;
    const found = judge?.({ work, folder, outcome: value, leaked }) ?? [];
    problems.push(...found.map((problem) => `${what}: ${problem}`));
    return { calls, outcome: value };
  };

  const { calls } = await onNewDisk({});
  const commit = committedAt(calls);
  for (const [index, { name }] of calls.entries()) {
    for (const errno of errnosOf(name)) {
      for (const sticky of [false, true]) {
        const fault = { at: index + 1, errno, sticky };
        const { outcome } = await onNewDisk(fault, judgeSave);
        const isLate = index > commit;
        if (isLate && outcome !== 'saved' && !(sticky && work.mayDoubt && outcome === 'unknown')) {
          problems.push(`${errno} at call ${index + 1} (${name}), after the commit: ${outcome}`);
        }
      }
    }
  }
  return { problems, runs };
}

type Judged = Readonly<{ work: Work; folder: string; outcome: string; leaked: number }>;

function judgeSave({ work, folder, outcome, leaked }: Judged): string[] {
  const problems: string[] = [];
  const tokens = readOr(work, folder);
  const [old, present] = [
    tokens.filter((token) => token !== 'new'),
    tokens.filter((token) => token === 'new'),
  ];
  if (JSON.stringify(old) !== JSON.stringify(work.before))
    problems.push(`of the old state ${old.join()} is left`);
  if (present.length > 1) problems.push('saved twice');
  if (outcome === 'saved' && present.length === 0) problems.push('saved, but absent');
  if (outcome !== 'saved' && outcome !== 'unknown' && present.length > 0)
    problems.push(`${outcome}, but there`);
  if (outcome.startsWith('threw')) problems.push(outcome);
  if (leaked !== 0) problems.push(`${leaked} descriptors leaked`);
  return problems;
}

function readOr(work: Work, folder: string): readonly string[] {
  try {
    return work.read(folder);
  } catch (error) {
    return [String(error)];
  }
}

/** The last call that the commit needs: the closing of the folder after the sync that makes the last link durable. */
function committedAt(calls: readonly FileCall[]): number {
  const linked = calls.findLastIndex(({ name }) => name === 'linkSync');
  if (linked < 0) return calls.length;
  const synced = calls.findIndex(({ name }, index) => index > linked && name === 'fsyncSync');
  return synced + 1;
}

function openDescriptors(): number {
  return existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0;
}

const READS = ['EIO', 'EACCES', 'EMFILE'];
const WRITES = ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EACCES', 'EPERM'];
const OPENS = ['EMFILE', 'EIO', 'EACCES', 'ENOSPC', 'EROFS', 'EDQUOT'];

/** The codes that a call may fail with. */
export function errnosOf(call: string): readonly string[] {
  if (call === 'openSync') return OPENS;
  return /^(?:lstat|stat|fstat|readdir|read|readlink|realpath|access)Sync$/.test(call) ? READS : WRITES;
}
