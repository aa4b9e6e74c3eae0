// Erasing what is kept of a project, or of the user, for good. What is none of ours stays.
import { batchStatus, isUnfinished } from './domain/batch-queries.ts';
import { erase, findErasable, type Erasable } from './store/care.ts';
import type { Store } from './store/store.ts';
import { readableBatches } from './state-survey.ts';
import { openUserStore } from './user-settings.ts';
import { openWorkspace, type Surroundings } from './workspace.ts';

/** What a purge would erase, for a person to decide on. */
export type PurgePlan = Readonly<{
  path: string;
  files: number;
  bytes: number;
  sessions: number;
  batches: number;
  /** Of those batches. */
  unfinished: number;
  /** Paths of what lies there and stays. */
  others: readonly string[];
  /** Erases it. False where something of it is there again: somebody saves into it. */
  carryOut: () => boolean;
}>;

/** Of the project around the caller; null without one. Looks, and erases nothing. */
export function planProjectPurge(surroundings: Surroundings): PurgePlan | null {
  const store = openWorkspace(surroundings)?.store;
  if (store === undefined) return null;
  const erasable = findErasable(store.stateDir, 'project', store.now());
  const isThere = erasable.ours.length > 0;
  const batches = isThere ? readableBatches(store) : [];
  return {
    ...planFor(store, erasable),
    sessions: isThere ? store.sessionFolders().length : 0,
    batches: batches.length,
    unfinished: batches.filter((batch) => isUnfinished(batchStatus(batch))).length,
  };
}

/** Of the user: the preferences. The states of projects outside git, which lie beside them, stay. */
export function planUserPurge(surroundings: Surroundings): PurgePlan {
  const store = openUserStore(surroundings);
  const plan = planFor(store, findErasable(store.stateDir, 'user', store.now()));
  return { ...plan, sessions: 0, batches: 0, unfinished: 0 };
}

function planFor(
  { stateDir }: Store,
  erasable: Erasable,
): Omit<PurgePlan, 'sessions' | 'batches' | 'unfinished'> {
  return {
    path: stateDir.path,
    files: erasable.ours.filter(({ isFolder }) => !isFolder).length,
    bytes: erasable.bytes,
    others: erasable.others.map(({ path }) => path),
    carryOut: () => erase(stateDir, erasable),
  };
}
