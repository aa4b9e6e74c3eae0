// Whether a session has leases set aside, told by the name of one empty file: a prompt asks that with a single look,
// and reads no batch where there is nothing to take up again.
import { folderNameOf } from './store/store.ts';
import type { Workspace } from './workspace.ts';

type Where = Pick<Workspace, 'store' | 'sessionId'>;

/** Costs one `lstat`. As with all hints, a no may be wrong: Stop and the batch commands take up what is parked anyway. */
export function mayBeParked({ store, sessionId }: Where): boolean {
  return store.hasHint(nameOf(sessionId));
}

export function markParked({ store, sessionId }: Where): void {
  store.markOpen(nameOf(sessionId));
}

export function unmarkParked({ store, sessionId }: Where): void {
  store.unmarkOpen(nameOf(sessionId));
}

function nameOf(sessionId: string): string {
  return `parked.${folderNameOf(sessionId)}`;
}
