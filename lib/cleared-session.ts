// A `/clear` ends one session and begins another in the same client. The first leaves a hint of itself under the
// client's name, by which the second finds it.
import type { ClientIdentity } from './client.ts';
import { readSessionIn } from './sessions.ts';
import { folderNameOf } from './store/store.ts';
import { appendEvent, timeOf, type Workspace } from './workspace.ts';

export function leaveCleared({ store, client, sessionId }: Workspace): void {
  if (client !== null) store.markOpen(hintOf(client) + folderNameOf(sessionId));
}

/** The session that this client cleared last, once; null when there is none. */
export function findCleared({ store, client }: Workspace): string | null {
  if (client === null) return null;
  const prefix = hintOf(client);
  const hints = store.openHints().filter((hint) => hint.startsWith(prefix));
  for (const hint of hints) store.unmarkOpen(hint);
  return hints[0]?.slice(prefix.length) ?? null;
}

/** What a cleared session was at goes on in the one that follows: its active batch, and its drive. */
export function inheritWork(workspace: Workspace, clearedSession: string): void {
  const cleared = readSessionIn(workspace.store, clearedSession)?.session;
  const at = timeOf(workspace.surroundings);
  if (cleared?.activeBatch !== undefined) {
    appendEvent(workspace, { event: 'batch-activated', at, batch_id: cleared.activeBatch });
  }
  if (cleared?.drive?.on === true) {
    const { batchId, until } = cleared.drive;
    appendEvent(workspace, { event: 'drive', at, batch_id: batchId, on: true, ...(until ? { until } : {}) });
  }
}

function hintOf({ pid, pid_started }: ClientIdentity): string {
  return `cleared.${pid ?? ''}.${pid_started ?? ''}.`;
}
