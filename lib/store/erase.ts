// Erasing state for good: only what is known to be ours by its place, its name and its owner, and nothing through a link.
import { rmdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { removeSeen } from './clear-up.ts';
import { foldersExist, type StateDir } from './folders.ts';
import { inspect, type Seen, type StateOf } from './inspect.ts';
import { bytesBelow } from './measure.ts';

/** What there is to erase, folders before what is in them, and what stays because it is none of ours. */
export type Erasable = Readonly<{ ours: readonly Seen[]; others: readonly Seen[]; bytes: number }>;

/** Looks, and erases nothing. Throws `unsafe-path` where something else is in the folder's place. */
export function findErasable(stateDir: StateDir, of: StateOf, now: number): Erasable {
  const seen = foldersExist(stateDir) ? inspect(stateDir.path, of, now) : [];
  const projects = join(stateDir.path, 'projects');
  // The states of projects outside git lie in the user's folder, and are not the user's.
  const own =
    of === 'project' ? seen : seen.filter(({ path }) => path !== projects && path !== stateDir.path);
  const ours = own.filter(isOurs);
  const others = own.filter((it) => !isOurs(it));
  const bytes = ours.reduce((sum, { path, isFolder }) => sum + (isFolder ? 0 : bytesBelow(path)), 0);
  return { ours, others, bytes };
}

/** Erases what was found, but for folders around what is none of ours. False where somebody saves into others of them. */
export function erase(stateDir: StateDir, { ours, others }: Erasable): boolean {
  const kept = ours.toReversed().filter((it) => !removeSeen(it));
  for (const folder of [join(stateDir.path, 'projects'), stateDir.path]) removeIfEmpty(folder);
  return kept.every((folder) => others.some(({ path }) => path.startsWith(`${folder.path}${sep}`)));
}

function isOurs({ what, uid }: Seen): boolean {
  return !['foreign', 'obstacle', 'link'].includes(what) && uid === (process.geteuid?.() ?? uid);
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // There is something else in it, or it is not there.
  }
}
