// The names in `open/`: which of them still point at something.
import { isFolderThere } from './store/care.ts';
import type { Store } from './store/store.ts';

/** Drops the hints at sessions and batches that are gone, and notes that the state has been tidied. */
export function tidyHints({ stateDir, openHints, unmarkOpen, markOpen }: Store, tidied: string): void {
  for (const hint of openHints()) {
    const target = targetOf(hint);
    const isStale =
      target === null ? hint.startsWith('gc.') && hint !== tidied : !isFolderThere(stateDir, ...target);
    if (isStale) unmarkOpen(hint);
  }
  markOpen(tidied);
}

/** The folder that a hint is about: of a batch, or of a session. Null for any other name. */
export function targetOf(hint: string): readonly [string, string] | null {
  const [, kind, name = ''] =
    /^(batch|damaged|session|parked|cleared)\.(?:.*\.)?([a-z0-9_-]+)$/.exec(hint) ?? [];
  return kind === undefined ? null : [['batch', 'damaged'].includes(kind) ? 'batches' : 'sessions', name];
}
