// Takes the original's files, and bundles of this plugin, into the project's state. Taking a file twice changes
// nothing, a killed import is completed by the next one, and no answer quotes what a file holds.
import { hostname } from 'node:os';
import { basename } from 'node:path';
import type { Batch } from './domain/batch.ts';
import { readContent, type LegacyContent } from './domain/legacy/content.ts';
import { legacyOf } from './domain/legacy/imported.ts';
import { takeInAside, takeInBatch, takeInBundled, takeInReturned } from './domain/legacy/take-in.ts';
import { ok, refuse, type Result } from './domain/result.ts';
import { addEntries, addUser, changeBatch } from './import-changes.ts';
import { documentIdOf, sha256Of, StateError } from './store/store.ts';
import { readSettings } from './user-settings.ts';
import type { Workspace } from './workspace.ts';

export type LegacyFile = Readonly<{
  path: string;
  bytes: Uint8Array;
  /** When it was last written. */
  fileTime: string;
  /** The worktree that it belongs to. */
  worktree: string;
  /** It was found in the person's home folder, where files of all projects lie. */
  isInHome: boolean;
}>;

export type ImportedFile = Readonly<{
  path: string;
  kind: string;
  /** The batch or session that it is, or goes to; null where it is neither. */
  id: string | null;
  status: 'imported' | 'would-import' | 'already' | 'skipped' | 'damaged';
  /** Why it was not imported, or what was repaired; may be empty. */
  detail: string;
  /** The state could not be read or saved; `status` is `skipped` then. */
  isUnsaved?: true;
}>;

export type ImportOptions = Readonly<{
  /** Says what would be done, and does nothing. */
  dryRun: boolean;
  /** Whether settings of this plugin may be taken from a file that is not in the home folder. */
  isPerson: boolean;
}>;

/** Whatever the file holds and whatever the disk does is in the answer. Costs 1 ms and more for each event of a session. */
export async function importFile(
  workspace: Workspace,
  file: LegacyFile,
  options: ImportOptions,
): Promise<ImportedFile> {
  const { path } = file;
  const { kind, content } = readContent(basename(path), textOf(file.bytes), {
    fileTime: file.fileTime,
    localMs: (time) => Date.parse(time),
    worktree: file.worktree,
    host: hostname(),
    maxAttempts: readSettings(workspace.surroundings).max_attempts,
  });
  if (!content.ok) {
    const { code, message } = content.refusal;
    return { path, kind, id: null, status: code === 'damaged' ? 'damaged' : 'skipped', detail: message };
  }
  const id = idOf(content.value);
  try {
    const taken = await take({ workspace, file, kind, ...options }, content.value);
    if (!taken.ok) return { path, kind, id, status: 'skipped', detail: taken.refusal.message };
    const { isNew, detail } = taken.value;
    const status = !isNew ? 'already' : options.dryRun ? 'would-import' : 'imported';
    return { path, kind, id, status, detail };
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    return { path, kind, id, status: 'skipped', detail: error.message, isUnsaved: true };
  }
}

type Job = ImportOptions & Readonly<{ workspace: Workspace; file: LegacyFile; kind: string }>;
type Taken = Readonly<{ isNew: boolean; detail: string }>;

async function take(job: Job, content: LegacyContent): Promise<Result<Taken>> {
  switch (content.as) {
    case 'batch': {
      const read = underItsId(content.batch);
      const origin = { kind: job.kind, sha256: sha256Of(job.file.bytes) };
      const taken = await changeBatch(job, read.batch_id, (present) => {
        if (!content.isAside) return takeInBatch(present, read, origin);
        return present === null && job.file.isInHome
          ? refuse(
              'foreign',
              `batch ${read.batch_id} is not known in this project; name the file to import it`,
            )
          : takeInAside(present, read, origin);
      });
      return taken.ok ? ok({ isNew: taken.value, detail: content.notes.join('; ') }) : taken;
    }
    case 'returned': {
      const { returned } = content;
      const change = (present: Batch | null) => takeInReturned(present, returned);
      const taken = await changeBatch(job, returned.base.batch_id, change, returned.version);
      return taken.ok ? ok({ isNew: taken.value, detail: '' }) : taken;
    }
    case 'session': {
      const { sessionId, entries, notes } = content.session;
      return ok({ isNew: addEntries(job, sessionId, entries), detail: notes.join('; ') });
    }
    case 'user': {
      const origin = sha256Of(job.file.bytes);
      const isNew = await addUser(job, { user: content.user, origin, withSettings: trustsSettings(job) });
      return ok({ isNew, detail: '' });
    }
    case 'bundle':
      return takeBundle(job, content);
  }
}

/** Everything that can be taken of it is; what cannot be is said, and the rest is not held up by it. */
async function takeBundle(job: Job, { bundle }: LegacyContent & { as: 'bundle' }): Promise<Result<Taken>> {
  const refusals: string[] = [];
  let isNew = false;
  const { batches, sessions, user, newer_versions: versions } = bundle;
  for (const batch of batches) {
    const change = (present: Batch | null) => takeInBundled(present, batch);
    const taken = await changeBatch(job, batch.batch_id, change, versions[`batch/${batch.batch_id}`]);
    if (!taken.ok) refusals.push(taken.refusal.message);
    else isNew = taken.value || isNew;
  }
  for (const { session_id, entries } of sessions) {
    isNew = addEntries(job, session_id, entries) || isNew;
  }
  if (user !== null) {
    const withSettings = trustsSettings(job);
    const version = versions['user'];
    isNew = (await addUser(job, { user, origin: null, withSettings, version })) || isNew;
  }
  if (refusals.length > 0 && !isNew) return refuse('moved-on', refusals.join('; '));
  return ok({ isNew, detail: refusals.join('; ') });
}

function trustsSettings({ isPerson, file }: Job): boolean {
  return isPerson || file.isInHome;
}

/** An id that is no name of a folder is kept beside the batch. */
function underItsId(batch: Batch): Batch {
  const id = documentIdOf(batch.batch_id);
  if (id === batch.batch_id) return batch;
  const legacy = { ...legacyOf(batch), batch_id: batch.batch_id };
  return { ...batch, batch_id: id, legacy } as Batch;
}

function idOf(content: LegacyContent): string | null {
  switch (content.as) {
    case 'batch':
      return documentIdOf(content.batch.batch_id);
    case 'returned':
      return content.returned.base.batch_id;
    case 'session':
      return content.session.sessionId;
    case 'user':
    case 'bundle':
      return null;
  }
}

/** Null for bytes that are no UTF-8. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
