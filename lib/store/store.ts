// The one way to state: documents and session logs of one state directory.
import { join } from 'node:path';
import { isBatchId } from '../domain/ids.ts';
import type { Result } from '../domain/result.ts';
import { deadlineIn, type Deadline } from './deadline.ts';
import { sha256Of } from './digest.ts';
import { remove, update, type Change, type Updated } from './documents.ts';
import type { Address, Engine, Turn } from './engine.ts';
import { filesEngine, type FilesEngine } from './files-engine.ts';
import { foldersExist, type StateDir } from './folders.ts';
import { addHint, dropHint, hasHint, listHints } from './hints.ts';
import { interpret, type Document, type Kind } from './kind.ts';
import {
  appendEntry,
  hasEntries,
  newestEntriesFirst,
  oldestEntriesFirst,
  readLog,
  type LogEntry,
  type LogReading,
} from './log.ts';
import { namesIn } from './numbered-folder.ts';
import { MAX_VIEW_BYTES, publishView, type View } from './view.ts';

export { deadlineIn, isOver, msLeft, type Deadline } from './deadline.ts';
export type { Change } from './documents.ts';
export { StateError, type StateErrorCode } from './errors.ts';
export { sha256Of } from './digest.ts';
export { isForeignFile, readForeignFile } from './foreign-file.ts';
export type { Document, Kind } from './kind.ts';
export type { LogEntry, LogReading } from './log.ts';
export { higherVersion, isNewerMajor, migrate } from './migrations.ts';

export type Store = ReturnType<typeof openStore>;

/** How long a save may take: 4 s. */
export const SAVE_DEADLINE_MS = 4000;

const FOLDERS = {
  batch: { folder: 'batches', manyIds: true },
  project: { folder: 'project', manyIds: false },
  user: { folder: 'user', manyIds: false },
} as const;

/** Opens nothing and makes nothing: folders appear with the first save. */
export function openStore(stateDir: StateDir, now: () => number = Date.now, engine?: Engine) {
  const files: FilesEngine = filesEngine(stateDir, FOLDERS, now);
  const documents: Engine = engine ?? files;

  /**
   * Housekeeping after an acknowledged commit, which it must not take back. Null: the document was removed, or is what
   * others made of it. Where writers stand in line, the last of them publishes for all.
   */
  function refreshView<T>(kind: Kind<T>, id: string, made: Updated<T, unknown> | null): void {
    const { view } = kind;
    if (view === undefined || engine !== undefined) return;
    const address = { kind: kind.name, id };
    const path = join(stateDir.path, FOLDERS.batch.folder, `${id}.json`);
    const revision = () => files.numbers(address)[0] ?? 0;
    const shown = (data: T, number: number, bytes: number): unknown =>
      bytes > MAX_VIEW_BYTES ? null : view(data, number);
    const newest = (): View => {
      const latest = files.latest(address);
      const read = interpret(kind, id, latest);
      const document = read.ok ? read.value : null;
      const value = document && shown(document.data, document.revision, document.bytes);
      return { revision: latest.next - 1, value };
    };
    try {
      if (files.isCrowded(address)) return;
      const value = made && shown(made.data, made.revision, made.committedBytes);
      publishView(path, made === null ? newest() : { revision: made.revision, value }, {
        revision,
        view: newest,
      });
    } catch {
      // The next commit publishes again.
    }
  }

  return {
    stateDir,
    now,

    /** Whether the state directory is there; throws `unsafe-path` when something else is in its place. */
    exists: () => foldersExist(stateDir),

    /** Whether there ever was a document of this kind. Costs two `lstat`. */
    hasFolderOf: (kind: keyof typeof FOLDERS) => foldersExist(stateDir, [FOLDERS[kind].folder]),

    /** The document's newest sound state at once, from the files of this machine. */
    readNow<T>(kind: Kind<T>, id = ''): Result<Document<T> | null> {
      return interpret(kind, id, files.latest({ kind: kind.name, id }));
    },

    async read<T>(kind: Kind<T>, id = ''): Promise<Result<Document<T> | null>> {
      return interpret(kind, id, await documents.latest({ kind: kind.name, id }));
    },

    /** One revision by its number; null when it is absent, pruned or damaged. */
    async at<T>(kind: Kind<T>, id: string, number: number): Promise<Document<T> | null> {
      const address = { kind: kind.name, id: documentIdOf(id) };
      const revision = await documents.at(address, number);
      if (revision === null) return null;
      const read = interpret(kind, id, { next: number + 1, revision, damaged: [] });
      return read.ok ? read.value : null;
    },

    /** Numbers of all revisions that are kept, highest first. */
    async numbers<T>(kind: Kind<T>, id: string): Promise<readonly number[]> {
      return documents.numbers({ kind: kind.name, id: documentIdOf(id) });
    },

    async list<T>(kind: Kind<T>): Promise<readonly string[]> {
      return documents.list(kind.name);
    },

    async update<T, R>(
      kind: Kind<T>,
      id: string,
      change: Change<T, R>,
      deadline = deadlineIn(SAVE_DEADLINE_MS),
    ): Promise<Result<Updated<T, R>>> {
      let stoodInLine = false;
      const lineUp = (address: Address): Turn => {
        stoodInLine = true;
        return documents.lineUp(address);
      };
      let made: Updated<T, R> | null = null;
      try {
        const updated = await update({ ...documents, lineUp }, kind, id, change, deadline);
        if (updated.ok && updated.value.committedBytes > 0) made = updated.value;
        return updated;
      } finally {
        if (made !== null || stoodInLine) refreshView(kind, id, made);
      }
    },

    /** False where `mayGo` says no to the state in which the document would have been removed. */
    async remove<T>(
      kind: Kind<T>,
      id: string,
      deadline = deadlineIn(SAVE_DEADLINE_MS),
      mayGo?: (document: Document<T>) => boolean,
    ): Promise<boolean> {
      const isRemoved = await remove(documents, kind, id, deadline, mayGo);
      if (isRemoved) refreshView(kind, id, null);
      return isRemoved;
    },

    /** Appends to a session's log and returns the entry's number; `first` starts the log if it is empty. */
    append(
      sessionId: string,
      entry: Readonly<{ version: string; data: unknown }>,
      first: () => unknown,
      deadline: Deadline = deadlineIn(SAVE_DEADLINE_MS),
    ): number {
      return appendEntry(stateDir, folderNameOf(sessionId), entry, { first, now, deadline });
    },

    /** A session's log; null when it has none. */
    log: (sessionId: string): LogReading | null => readLog(stateDir, folderNameOf(sessionId)),

    hasLog: (sessionId: string): boolean => hasEntries(stateDir, folderNameOf(sessionId)),

    /** A session's entries from the newest back, read one by one as they are asked for; damaged ones are left out. */
    newestFirst: (sessionId: string): Generator<LogEntry> =>
      newestEntriesFirst(stateDir, folderNameOf(sessionId)),

    /** The same from the oldest on. */
    oldestFirst: (sessionId: string): Generator<LogEntry> =>
      oldestEntriesFirst(stateDir, folderNameOf(sessionId)),

    /** Folders of all sessions with a log: named by the session's id, or by its hash where that cannot be a name. */
    sessionFolders: (): readonly string[] => listSessions(stateDir),

    /** Hints at what is unfinished, kept beside the state; they may be missing or stale, and no truth rests on them. */
    markOpen: (name: string): void => addHint(stateDir, name),
    unmarkOpen: (name: string): void => dropHint(stateDir, name),
    openHints: (): readonly string[] => listHints(stateDir),
    hasHint: (name: string): boolean => hasHint(stateDir, name),

    /** The log in one of these folders. */
    logIn: (sessionFolder: string): LogReading | null => readLog(stateDir, sessionFolder),
  };
}

/**
 * The folder that an id from outside names: itself, if it may be a name, otherwise `x-` and 40 hex digits of its
 * SHA-256. So no id is a path, and no two ids share a folder.
 */
export function folderNameOf(id: string): string {
  if (isBatchId(id) && !/^x-[0-9a-f]{40}$/.test(id)) return id;
  return `x-${sha256Of(id).slice(0, 40)}`;
}

/** The id of a batch: an id from outside that may be one, what listing batches gives among them, or its folder's name. */
export function documentIdOf(id: string): string {
  return isBatchId(id) ? id : folderNameOf(id);
}

function listSessions(stateDir: StateDir): readonly string[] {
  if (!foldersExist(stateDir, ['sessions'])) return [];
  const names = namesIn(join(stateDir.path, 'sessions')) ?? [];
  return names.filter(isBatchId);
}
