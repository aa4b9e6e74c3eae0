// One numbered file, created whole or not at all, for exactly one of all writers that want its name.
import { linkSync } from 'node:fs';
import { join } from 'node:path';
import type { Deadline } from './deadline.ts';
import { systemCode, writeError } from './errors.ts';
import { commitLocked } from './locked-commit.ts';
import { confirmDurable, removeQuietly, writeTemp } from './temp-file.ts';

/**
 * - `created`: the name is ours and durable
 * - `taken`: somebody else has it
 * - `vanished`: the folder or the temp was cleared away under us; nothing was created
 */
export type CommitResult = 'created' | 'taken' | 'vanished';

/**
 * Commits by linking a complete, synced temp onto the name: the link fails if the name exists. Where there are no
 * hard links, a lock takes their place. Throws a StateError when nothing was created, or (`unknown`) when it was,
 * but may not survive a power cut.
 */
export function commitFile(folder: string, name: string, bytes: Buffer, deadline: Deadline): CommitResult {
  // Asked twice: one refusal may be a passing fault, and a lock does not keep out those who link.
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const result = commitLinked(folder, name, bytes);
    if (result !== 'no-links') return result;
  }
  return commitLocked(folder, name, bytes, deadline);
}

function commitLinked(folder: string, name: string, bytes: Buffer): CommitResult | 'no-links' {
  const temp = writeTemp(folder, bytes);
  if (temp === null) return 'vanished';
  let result: CommitResult | 'no-links';
  try {
    result = linkOnto(temp, folder, name);
  } finally {
    removeQuietly(temp);
  }
  if (result === 'created') confirmDurable(folder, name);
  return result;
}

/** Whether a link failed because this file system has none. */
export function isNoLinks(error: unknown): boolean {
  return ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(systemCode(error));
}

function linkOnto(temp: string, folder: string, name: string): CommitResult | 'no-links' {
  try {
    linkSync(temp, join(folder, name));
    return 'created';
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EEXIST') return 'taken';
    if (code === 'ENOENT') return 'vanished';
    if (isNoLinks(error)) return 'no-links';
    throw writeError(error, 'creating', join(folder, name));
  }
}
