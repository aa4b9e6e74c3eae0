// The one way to state: documents and session logs of one state directory.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isBatchId } from '../domain/ids.ts';
import type { Result } from '../domain/result.ts';
import { deadlineIn, type Deadline } from './deadline.ts';
import {
  interpret,
  remove,
  update,
  type Change,
  type Document,
  type Kind,
  type Updated,
} from './documents.ts';
import type { Engine } from './engine.ts';
import { systemCode } from './errors.ts';
import { filesEngine, type FilesEngine } from './files-engine.ts';
import { folderExists, type StateDir } from './folders.ts';
import { addHint, dropHint, listHints } from './hints.ts';
import { appendEntry, readLog, type LogReading } from './log.ts';

export { deadlineIn, isOver, type Deadline } from './deadline.ts';
export type { Kind } from './documents.ts';
export { StateError, type StateErrorCode } from './errors.ts';

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

  return {
    stateDir,
    now,

    /** Whether the state directory is there; throws `unsafe-path` when something else is in its place. */
    exists: () => folderExists(stateDir.path),

    /** The document's newest sound state at once, from the files of this machine. */
    readNow<T>(kind: Kind<T>, id = ''): Result<Document<T> | null> {
      return interpret(kind, id, files.latest({ kind: kind.name, id }));
    },

    async read<T>(kind: Kind<T>, id = ''): Promise<Result<Document<T> | null>> {
      return interpret(kind, id, await documents.latest({ kind: kind.name, id }));
    },

    async list(kind: Kind<unknown>): Promise<readonly string[]> {
      return documents.list(kind.name);
    },

    update<T, R>(kind: Kind<T>, id: string, change: Change<T, R>, deadline = deadlineIn(SAVE_DEADLINE_MS)) {
      return update(documents, kind, id, change, deadline) satisfies Promise<Result<Updated<T, R>>>;
    },

    remove<T>(kind: Kind<T>, id: string, deadline = deadlineIn(SAVE_DEADLINE_MS)): Promise<void> {
      return remove(documents, kind, id, deadline);
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

    /** Folders of all sessions with a log: named by the session's id, or by its hash where that cannot be a name. */
    sessionFolders: (): readonly string[] => namesIn(join(stateDir.path, 'sessions')),

    /** Hints at what is unfinished, kept beside the state; they may be missing or stale, and no truth rests on them. */
    markOpen: (name: string): void => addHint(stateDir, name),
    unmarkOpen: (name: string): void => dropHint(stateDir, name),
    openHints: (): readonly string[] => listHints(stateDir),

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
  const { createHash } = process.getBuiltinModule('node:crypto');
  return `x-${createHash('sha256').update(id).digest('hex').slice(0, 40)}`;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => isBatchId(name));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}
