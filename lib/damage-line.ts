// What a person hears of damage: one line, at the next start of a session. The writer that copied the damaged bytes aside
// leaves an empty file that says so, and whoever tells the person takes it away.
import { isBatchId } from './domain/ids.ts';
import type { Workspace } from './workspace.ts';

const HINT = 'damaged.';

/** Notes that the newest revision of the batch was damaged, and that an older one serves. */
export function noteDamage({ store }: Pick<Workspace, 'store'>, batchId: string): void {
  store.markOpen(`${HINT}${batchId}`);
}

/** The line on damage that nobody was told of yet; null where there is none. Costs one listing. */
export function damageLine({ store }: Pick<Workspace, 'store'>): string | null {
  const hints = store.openHints().filter((hint) => hint.startsWith(HINT));
  if (hints.length === 0) return null;
  for (const hint of hints) store.unmarkOpen(hint);
  const names = hints
    .map((hint) => hint.slice(HINT.length))
    .filter(isBatchId)
    .toSorted();
  if (names.length === 0) return null;
  const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '');
  return (
    `autonomous-dev: the newest state of batch ${shown} was damaged on the disk. It has been set aside, the state before ` +
    'it serves, and what was in progress there is uncertain. To see more: adev doctor'
  );
}
