// Dropping a session's log whole, while somebody may be adding to it. Only entries that were seen when it was decided
// are ever deleted: whatever else turns up is put back, however late.
import { readdirSync, renameSync, rmdirSync, rmSync, unlinkSync, type Dirent } from 'node:fs';
import { basename, join } from 'node:path';
import { isOver, type Deadline } from './deadline.ts';
import { decodeEnvelope, MAX_FILE_BYTES } from './envelope.ts';
import { readError, systemCode, writeError } from './errors.ts';
import { extendLog, type NewEntry } from './extend-log.ts';
import { foldersExist, type StateDir } from './folders.ts';
import { SESSION_KIND } from './log.ts';
import { hasNumber, listFolder, numberedName } from './numbered-folder.ts';
import { NotAFile, readWhole } from './read-file.ts';
import { leftTrash, moveToTrash, noteOfTrash } from './trash.ts';

/**
 * - `dropped`: the log is gone
 * - `put-back`: entries came after it was looked at, so it is in its place again, or at least they are
 * - `unfinished`: the time was up; nothing is lost, and the next run goes on
 */
export type Dropped = 'dropped' | 'put-back' | 'unfinished';

type Options = Readonly<{ now: () => number; deadline: Deadline }>;

const LOOK_AT_THE_CLOCK_EVERY = 64;

/** Where deleted files linger (a network folder), the folder is not empty however often it is emptied. */
const ATTEMPTS = 10;

/** Drops the log that had exactly the entries `numbers`. A log that is not there is dropped. */
export function dropLog(
  stateDir: StateDir,
  sessionFolder: string,
  numbers: readonly number[],
  options: Options,
): Dropped {
  if (!foldersExist(stateDir, ['sessions', sessionFolder])) return 'dropped';
  const known = new Set(numbers);
  const highest = numbers.reduce((one, other) => Math.max(one, other), 0);
  const trash = moveToTrash(join(stateDir.path, 'sessions', sessionFolder), `${highest}.${sessionFolder}`);
  if (trash === null) return 'dropped';
  return clear(stateDir, trash, sessionFolder, (number) => known.has(number), options);
}

export type Finished = Readonly<{
  /** Sessions of which something was put back. */
  putBack: readonly string[];
  problems: readonly string[];
  finished: number;
  /** Nothing is left but what resists. */
  isDone: boolean;
}>;

/** Goes on with what killed runs left. */
export function finishDrops(stateDir: StateDir, options: Options): Finished {
  const [putBack, problems]: [string[], string[]] = [[], []];
  let finished = 0;
  let isDone = true;
  const sessions = join(stateDir.path, 'sessions');
  for (const name of foldersExist(stateDir, ['sessions']) ? leftTrash(sessions, options.now()) : []) {
    if (isOver(options.deadline)) {
      isDone = false;
      break;
    }
    try {
      const [, highest, folder] = /^(\d+)\.([a-z0-9_-]+)$/.exec(noteOfTrash(name)) ?? [];
      const trash = join(sessions, name);
      const isKnown = (number: number) => folder === undefined || number <= Number(highest);
      const result = clear(stateDir, trash, folder ?? name, isKnown, options);
      if (result === 'put-back' && folder !== undefined) putBack.push(folder);
      if (result === 'unfinished') isDone = false;
      else finished += 1;
    } catch (error) {
      // One that resists must not keep the others.
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  return { putBack, problems, finished, isDone };
}

/**
 * Deletes what was moved aside, but for the entries that are not known. A link that was under way when the folder was
 * moved may still arrive in it: then the folder is not empty at the end, and is looked at again.
 */
function clear(
  stateDir: StateDir,
  trash: string,
  sessionFolder: string,
  isKnown: (number: number) => boolean,
  options: Options,
): Dropped {
  // Never through a link: what it leads to is not ours to empty.
  if (!foldersExist(stateDir, ['sessions', basename(trash)])) return 'dropped';
  let result: Dropped = 'dropped';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const late = (listFolder(trash, 'e')?.numbers ?? []).filter((number) => !isKnown(number));
    if (late.length > 0) {
      result = 'put-back';
      // Deleting begins with the first entry: where that is there, all are.
      const isWhole = hasNumber(trash, 'e', 1);
      if (isWhole && renamedBack(trash, join(stateDir.path, 'sessions', sessionFolder))) return result;
      moveOver(stateDir, trash, sessionFolder, late, options);
    }
    if (!deleteAll(trash, isKnown, new Set(late), options.deadline)) return 'unfinished';
    if (isRemoved(trash)) return result;
  }
  return 'unfinished';
}

/** False where a new folder, with new entries, has taken its place. */
function renamedBack(trash: string, folder: string): boolean {
  try {
    renameSync(trash, folder);
    return true;
  } catch (error) {
    if (['EEXIST', 'ENOTEMPTY', 'EPERM'].includes(systemCode(error))) return false;
    throw writeError(error, 'putting back', folder);
  }
}

/** Adds these entries to the log that has begun anew, unless their writers have already done so. */
function moveOver(
  stateDir: StateDir,
  trash: string,
  sessionFolder: string,
  numbers: readonly number[],
  options: Options,
): void {
  const entries = numbers.toReversed().flatMap((number) => entryIn(trash, number));
  extendLog(
    stateDir,
    sessionFolder,
    (present) => {
      const texts = new Set(present.map(({ data }) => JSON.stringify(data)));
      return entries.filter(({ data }) => !texts.has(JSON.stringify(data)));
    },
    options,
  );
}

/** Nothing of a damaged one: it was never acknowledged as it is. */
function entryIn(trash: string, number: number): NewEntry[] {
  try {
    const bytes = readWhole(join(trash, numberedName('e', number)), MAX_FILE_BYTES);
    const decoded = bytes && decodeEnvelope(bytes, SESSION_KIND, number);
    return decoded?.ok ? [{ version: decoded.header.version, data: decoded.data }] : [];
  } catch (error) {
    if (error instanceof NotAFile) return [];
    throw error;
  }
}

/** Deletes what is there but for entries that are neither known nor moved over. False when the time is up. */
function deleteAll(
  trash: string,
  isKnown: (number: number) => boolean,
  moved: ReadonlySet<number>,
  deadline: Deadline,
): boolean {
  for (const [index, entry] of listAll(trash).entries()) {
    if (index % LOOK_AT_THE_CLOCK_EVERY === 0 && isOver(deadline)) return false;
    const number = Number(/^e(\d{10,15})\.json$/.exec(entry.name)?.[1] ?? 0);
    if (number > 0 && !isKnown(number) && !moved.has(number)) continue;
    const path = join(trash, entry.name);
    try {
      if (entry.isDirectory()) rmSync(path, { recursive: true, force: true });
      else unlinkSync(path);
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw writeError(error, 'deleting', path);
    }
  }
  return true;
}

/** In the order of their names, which is that of their numbers. */
function listAll(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw readError(error, folder);
  }
}

function isRemoved(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') return true;
    if (['EEXIST', 'ENOTEMPTY'].includes(code)) return false;
    throw writeError(error, 'deleting', folder);
  }
}
