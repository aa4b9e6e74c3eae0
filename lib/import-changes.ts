// How what a file holds goes into the state: each of these says whether that changes anything, and in a dry run does
// nothing else.
import { BATCH, hintAt } from './batches.ts';
import type { Batch } from './domain/batch.ts';
import { missingEntries, type Entry } from './domain/legacy/session-events.ts';
import { mergeUser } from './domain/legacy/user-state.ts';
import { ok, type Result } from './domain/result.ts';
import type { User } from './domain/user.ts';
import { SESSION } from './session-events.ts';
import { deadlineIn, folderNameOf, migrate, type LogEntry } from './store/store.ts';
import { extendLog } from './store/transfer.ts';
import { openUserStore, USER } from './user-settings.ts';
import type { Workspace } from './workspace.ts';

/** A dry run reads and changes nothing. */
export type ImportJob = Readonly<{ workspace: Workspace; dryRun: boolean }>;

/** A session may be thousands of entries, each durable for itself. */
const SESSION_DEADLINE_MS = 120_000;

/** `version` is that of the data, where they are not this program's own. */
export async function changeBatch(
  { workspace, dryRun }: ImportJob,
  id: string,
  change: (present: Batch | null) => Result<Batch>,
  version: string = BATCH.version,
): Promise<Result<boolean>> {
  const { store } = workspace;
  if (dryRun) {
    const read = await store.read(BATCH, id);
    if (!read.ok) return read;
    const present = read.value?.data ?? null;
    const changed = change(present);
    return changed.ok ? ok(changed.value !== present) : changed;
  }
  const updated = await store.update<Batch, boolean>(BATCH, id, (present) => {
    const changed = change(present);
    return changed.ok ? ok({ data: changed.value, answer: changed.value !== present, version }) : changed;
  });
  if (!updated.ok) return updated;
  hintAt(workspace, updated.value.data);
  return ok(updated.value.answer);
}

export function addEntries(
  { workspace, dryRun }: ImportJob,
  sessionId: string,
  entries: readonly Entry[],
): boolean {
  const { store } = workspace;
  const missing = (present: readonly LogEntry[]) =>
    missingEntries(
      present.map((entry) => ({ version: SESSION.version, data: migrate(entry, SESSION) })),
      entries,
    );
  if (dryRun) return missing(store.log(sessionId)?.entries ?? []).length > 0;
  const options = { now: store.now, deadline: deadlineIn(SESSION_DEADLINE_MS) };
  return extendLog(store.stateDir, folderNameOf(sessionId), missing, options) > 0;
}

export type UserImport = Readonly<{
  user: User;
  /** The hash of the file; null for what comes out of a bundle. */
  origin: string | null;
  /** Whether its settings of this plugin count. */
  withSettings: boolean;
  version?: string | undefined;
}>;

export async function addUser(
  { workspace, dryRun }: ImportJob,
  { user, origin, withSettings, version = USER.version }: UserImport,
): Promise<boolean> {
  const store = openUserStore(workspace.surroundings);
  const merge = (present: User | null) => mergeUser(present, user, origin, withSettings);
  if (dryRun) {
    const read = await store.read(USER);
    return read.ok && merge(read.value?.data ?? null) !== read.value?.data;
  }
  const updated = await store.update<User, boolean>(USER, '', (present) => {
    const merged = merge(present);
    return ok({ data: merged, answer: merged !== present, version });
  });
  return updated.ok && updated.value.answer;
}
