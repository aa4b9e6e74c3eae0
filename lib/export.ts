// The project's batches and sessions and the user's preferences, as one bundle or as files for the original. Reads only.
import { BATCH } from './batches.ts';
import { activeBatchOf } from './active-batch.ts';
import type { Batch } from './domain/batch.ts';
import { batchStatus, isUnfinished } from './domain/batch-queries.ts';
import { parseEvent } from './domain/event.ts';
import { BUNDLE_KIND, BUNDLE_VERSION, type Bundle, type BundledSession } from './domain/legacy/bundle.ts';
import { writeBatchState } from './domain/legacy/write-batch-state.ts';
import { writePipelineSession } from './domain/legacy/write-pipeline-session.ts';
import { foldSession } from './domain/session.ts';
import type { User } from './domain/user.ts';
import { SESSION } from './session-events.ts';
import { higherVersion, migrate, StateError, type Document, type Store } from './store/store.ts';
import { openUserStore, USER } from './user-settings.ts';
import { timeOf, type Workspace } from './workspace.ts';

/** `notes` name what could not be read, a sentence each. */
export type Exported<T> = Readonly<{ value: T; notes: readonly string[] }>;

/** A file of the original by its path below the folder to write to. */
export type OriginalFile = Readonly<{ path: string; content: Readonly<Record<string, unknown>> }>;

/** Everything in one document, in an order of its own: the same state gives the same bundle but for its time. */
export async function exportBundle(workspace: Workspace): Promise<Exported<Bundle>> {
  const notes: string[] = [];
  const batches = await batchesOf(workspace, notes);
  const user = await userOf(workspace, notes);
  const value: Bundle = {
    kind: BUNDLE_KIND,
    version: BUNDLE_VERSION,
    exported_at: timeOf(workspace.surroundings),
    batches: batches.map(({ data }) => data),
    sessions: sessionsOf(workspace.store, notes),
    user: user?.data ?? null,
    newer_versions: Object.fromEntries([
      ...batches.flatMap(({ data, version }) =>
        version === BATCH.version ? [] : [[`batch/${data.batch_id}`, version]],
      ),
      ...(user === null || user.version === USER.version ? [] : [['user', user.version]]),
    ]) as Bundle['newer_versions'],
  };
  return { value, notes };
}

/**
 * The files from which the original goes on. It knows one batch for each checkout: the session's active one, or else
 * the newest with work left, lies in the main one, and every other where the original looks for the worktree of a
 * batch.
 */
export async function exportForOriginal(workspace: Workspace): Promise<Exported<readonly OriginalFile[]>> {
  const { value: bundle, notes } = await exportBundle(workspace);
  const main = mainBatch(bundle.batches, activeBatchOf(workspace));
  const stamps = new Set<string>();
  const files: OriginalFile[] = [
    ...bundle.batches.map((batch) => ({
      path: `${batch === main ? '' : `.worktrees/${batch.batch_id}/`}.claude/batch_state.json`,
      content: writeBatchState(batch, bundle.newer_versions[`batch/${batch.batch_id}`]),
    })),
    ...bundle.sessions.map(({ session_id, entries }) => {
      const stamp = freeStamp(session_id, startOf(entries), stamps);
      const content = writePipelineSession(session_id, stamp, entries, localTimeOf);
      return { path: `docs/sessions/${stamp}-pipeline.json`, content };
    }),
  ];
  if (bundle.user !== null) {
    const { first_run_complete, preferences } = bundle.user;
    const content = { first_run_complete, preferences, version: '1.0' };
    files.push({ path: '.autonomous-dev/user_state.json', content });
  }
  return { value: files, notes };
}

async function batchesOf({ store }: Workspace, notes: string[]): Promise<Document<Batch>[]> {
  const batches: Document<Batch>[] = [];
  for (const id of (await store.list(BATCH)).toSorted()) {
    try {
      const read = await store.read(BATCH, id);
      if (read.ok && read.value !== null) batches.push(read.value);
      else if (!read.ok && read.refusal.code !== 'removed')
        notes.push(`Batch ${id} is left out: ${read.refusal.message}.`);
    } catch (error) {
      notes.push(`Batch ${id} is left out: ${reasonOf(error)}.`);
    }
  }
  return batches;
}

function sessionsOf(store: Store, notes: string[]): BundledSession[] {
  if (!store.exists()) return [];
  return store
    .sessionFolders()
    .toSorted()
    .flatMap((folder) => {
      try {
        const log = store.logIn(folder);
        if (log === null) return [];
        if (log.damaged.length > 0) {
          notes.push(`Session ${folder}: ${log.damaged.length} damaged entries are left out.`);
        }
        const entries = log.entries.map((entry) => ({
          version: higherVersion(entry.version, SESSION.version),
          data: migrate(entry, SESSION),
        }));
        const { sessionId } = foldSession(entries.flatMap(({ data }) => parseEvent(data) ?? []));
        return [{ session_id: sessionId ?? folder, entries }];
      } catch (error) {
        notes.push(`Session ${folder} is left out: ${reasonOf(error)}.`);
        return [];
      }
    });
}

async function userOf({ surroundings }: Workspace, notes: string[]): Promise<Document<User> | null> {
  try {
    const read = await openUserStore(surroundings).read(USER);
    if (read.ok) return read.value;
    notes.push(`The preferences are left out: ${read.refusal.message}.`);
  } catch (error) {
    notes.push(`The preferences are left out: ${reasonOf(error)}.`);
  }
  return null;
}

function mainBatch(batches: readonly Batch[], active: string | null): Batch | undefined {
  const byAge = batches.toSorted((one, other) => (one.created_at < other.created_at ? 1 : -1));
  const open = byAge.filter((batch) => isUnfinished(batchStatus(batch)));
  return open.find(({ batch_id }) => batch_id === active) ?? open[0] ?? byAge[0];
}

function startOf(entries: BundledSession['entries']): string {
  const times = entries.flatMap(({ data }) => parseEvent(data)?.at ?? []);
  return times[0] ?? '1970-01-01T00:00:00.000Z';
}

/** The name that the original would give; a second later for each session that has it already. */
function freeStamp(sessionId: string, start: string, taken: Set<string>): string {
  const known = /^legacy-(\d{8}-\d{6})$/.exec(sessionId)?.[1];
  let stamp = known ?? stampAt(Date.parse(start) || 0);
  for (let second = 1; taken.has(stamp); second += 1) {
    stamp = stampAt((Date.parse(start) || 0) + second * 1000);
  }
  taken.add(stamp);
  return stamp;
}

function stampAt(ms: number): string {
  return localTimeOf(new Date(ms).toISOString()).slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
}

/** As the original writes local times: without a zone, with microseconds. */
function localTimeOf(time: string): string {
  const moment = new Date(time);
  if (Number.isNaN(moment.getTime())) return time;
  const shifted = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return `${shifted.toISOString().slice(0, 23)}000`;
}

function reasonOf(error: unknown): string {
  if (error instanceof StateError) return error.message;
  throw error;
}
