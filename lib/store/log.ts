// A session's history: immutable numbered entries, appended without reading anything.
import { join } from 'node:path';
import { commitFile } from './commit-file.ts';
import { isOver, pause, type Deadline } from './deadline.ts';
import { decodeEnvelope, encodeEnvelope, MAX_FILE_BYTES } from './envelope.ts';
import { StateError } from './errors.ts';
import { ensureFolders, foldersExist, syncFoldersUpFrom, type StateDir } from './folders.ts';
import type { Versioned } from './migrations.ts';
import { hasNumber, highestNumber, listFolder, numberedName } from './numbered-folder.ts';
import { NotAFile, readWhole } from './read-file.ts';
import { sweepTemps } from './sweep.ts';
import { uniqueName } from './unique.ts';

export const SESSION_KIND = 'session';

export type LogEntry = Versioned & Readonly<{ number: number }>;

export type LogReading = Readonly<{ entries: readonly LogEntry[]; damaged: readonly number[] }>;

/** Up to this many entries a log's folder is listed, and swept, at every append; beyond it at every 32nd. */
const LIST_ALWAYS_UP_TO = 256;
const LIST_EVERY = 32;

const MOST_PATIENCE_MS = 256;

/**
 * Appends an entry under the next free number and returns that number. When the log is empty, `first` is appended
 * before it, unless it is null. Costs the same for the first entry and for the ten-thousandth. Throws a StateError when
 * nothing was saved.
 */
export function appendEntry(
  stateDir: StateDir,
  sessionFolder: string,
  entry: Readonly<{ version: string; data: unknown }>,
  options: Readonly<{ first: () => unknown; now: () => number; deadline: Deadline }>,
): number {
  // Serialised before any disk is touched: what JSON cannot hold must not leave a half-made log behind.
  encodeEntry(1, entry.version, entry.data, 0);
  const below = ['sessions', sessionFolder];
  do {
    const folder = ensureFolders(stateDir, below);
    let number = highestNumber(folder, 'e') + 1;
    if (number === 1) {
      syncFoldersUpFrom(folder, stateDir);
      const first = options.first();
      if (first !== null && put(folder, 1, first) === 'vanished') continue;
      // More where the first entry alone was missing.
      number = highestNumber(folder, 'e') + 1;
    }
    let result = put(folder, number, entry.data);
    for (let lost = 1; result === 'taken' && !isOver(options.deadline); lost += 1) {
      waitAfter(lost, options.deadline);
      number = Math.max(number, highestNumber(folder, 'e')) + 1;
      result = put(folder, number, entry.data);
    }
    if (result === 'created' && isStillThere(stateDir, below, number)) {
      sweepLog(folder, number, options.now());
      return number;
    }
  } while (!isOver(options.deadline));
  throw new StateError('conflict', 'others kept taking the next number; try again');

  function put(folder: string, number: number, data: unknown) {
    const bytes = encodeEntry(number, entry.version, data, options.now());
    return commitFile(folder, numberedName('e', number), bytes, options.deadline);
  }
}

/** Writers that want the same number sync a file each, and all but one in vain: so the next time fewer meet. */
function waitAfter(lost: number, deadline: Deadline): void {
  const longestMs = Math.min(MOST_PATIENCE_MS, 2 ** lost);
  pause(Math.random() * longestMs, deadline, 'the next free number');
}

/** All entries in their order; damaged ones are left out and named. Costs one small read per entry. */
export function readLog(stateDir: StateDir, sessionFolder: string): LogReading | null {
  const folder = logFolder(stateDir, sessionFolder);
  if (folder === null) return null;
  const listing = listFolder(folder, 'e');
  if (listing === null || listing.numbers.length === 0) return null;
  const entries: LogEntry[] = [];
  const damaged: number[] = [];
  for (const number of listing.numbers.toReversed()) {
    const entry = readEntry(folder, number);
    if (entry === 'damaged') damaged.push(number);
    else if (entry !== null) entries.push(entry);
  }
  return { entries, damaged };
}

/** Whether the log has begun. Costs a look at each folder on the way, and one at its first entry. */
export function hasEntries(stateDir: StateDir, sessionFolder: string): boolean {
  const folder = logFolder(stateDir, sessionFolder);
  return folder !== null && hasNumber(folder, 'e', 1);
}

/** The entries from the newest back, each read when it is asked for; damaged ones are left out. */
export function* newestEntriesFirst(stateDir: StateDir, sessionFolder: string): Generator<LogEntry> {
  const folder = logFolder(stateDir, sessionFolder);
  if (folder === null) return;
  for (let number = highestNumber(folder, 'e'); number > 0; number -= 1) {
    const entry = readEntry(folder, number);
    if (entry !== null && entry !== 'damaged') yield entry;
  }
}

/** The same from the oldest on. */
export function* oldestEntriesFirst(stateDir: StateDir, sessionFolder: string): Generator<LogEntry> {
  const folder = logFolder(stateDir, sessionFolder);
  if (folder === null) return;
  const newest = highestNumber(folder, 'e');
  for (let number = 1; number <= newest; number += 1) {
    const entry = readEntry(folder, number);
    if (entry !== null && entry !== 'damaged') yield entry;
  }
}

/** Null when there is none; refuses unsafe folders on the way. */
function logFolder(stateDir: StateDir, sessionFolder: string): string | null {
  const below = ['sessions', sessionFolder];
  return foldersExist(stateDir, below) ? join(stateDir.path, ...below) : null;
}

function readEntry(folder: string, number: number): LogEntry | 'damaged' | null {
  try {
    const bytes = readWhole(join(folder, numberedName('e', number)), MAX_FILE_BYTES);
    if (bytes === null) return null;
    const decoded = decodeEnvelope(bytes, SESSION_KIND, number);
    if (!decoded.ok) return 'damaged';
    const { version, written_at: writtenAt } = decoded.header;
    return { number, version, writtenAt, data: decoded.data };
  } catch (error) {
    if (error instanceof NotAFile) return 'damaged';
    throw error;
  }
}

function encodeEntry(number: number, version: string, data: unknown, now: number): Buffer {
  const written_at = new Date(now).toISOString();
  return encodeEnvelope({ kind: SESSION_KIND, version, number, written_at, nonce: uniqueName() }, data);
}

/**
 * Whether the entry is where it was put: a session that was just being dropped has its folder moved away. Throws
 * `unsafe-path` where something else has been put in the place of a folder, since the entry may lie behind that.
 */
function isStillThere(stateDir: StateDir, below: readonly string[], number: number): boolean {
  try {
    return foldersExist(stateDir, below) && hasNumber(join(stateDir.path, ...below), 'e', number);
  } catch (error) {
    if (error instanceof StateError && error.code === 'unsafe-path') throw error;
    // Durable, and in its place when it was made; a disk that fails only now does not take that back.
    return true;
  }
}

function sweepLog(folder: string, number: number, now: number): void {
  if (number > LIST_ALWAYS_UP_TO && number % LIST_EVERY !== 0) return;
  try {
    sweepTemps(folder, listFolder(folder, 'e')?.temps ?? [], now);
  } catch {
    // The entry is saved; the next writer sweeps.
  }
}
