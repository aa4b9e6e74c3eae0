// How old and how large things are, told without reading more than it takes.
import { closeSync, constants, lstatSync, openSync, readSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isBatchId } from '../domain/ids.ts';
import { parseObject } from '../domain/json.ts';
import { decodeEnvelope, MAX_FILE_BYTES } from './envelope.ts';
import { systemCode } from './errors.ts';
import { foldersExist, type StateDir } from './folders.ts';
import { SESSION_KIND } from './log.ts';
import { listFolder, namesIn, numberedName } from './numbered-folder.ts';
import { readWhole } from './read-file.ts';

export type SessionAge = Readonly<{
  folder: string;
  /** Of all its entries, highest first. */
  numbers: readonly number[];
  /** When its newest sound entry was written, in milliseconds since 1970; without one, when its folder changed. */
  writtenMs: number;
}>;

/** Null when there is no such folder. Costs one listing and one read. */
export function sessionAge(stateDir: StateDir, folder: string): SessionAge | null {
  const path = join(stateDir.path, 'sessions', folder);
  const found = lstatSync(path, { throwIfNoEntry: false });
  const numbers = found?.isDirectory() ? listFolder(path, 'e')?.numbers : undefined;
  if (found === undefined || numbers === undefined) return null;
  return { folder, numbers, writtenMs: newestWritten(path, numbers) ?? found.mtimeMs };
}

export type BatchAge = Readonly<{
  id: string;
  /** When its newest revision was written; where that does not say, when its file was. */
  writtenMs: number;
  /** It was removed at that time: the newest revision is a tombstone. */
  isRemoved: boolean;
}>;

/** Every batch, removed ones too. Costs one listing each, and the first bytes of the newest revision. */
export function batchAges(stateDir: StateDir): readonly BatchAge[] {
  if (!foldersExist(stateDir, ['batches'])) return [];
  const batches = join(stateDir.path, 'batches');
  return (namesIn(batches) ?? []).flatMap((id) => {
    const folder = join(batches, id);
    if (!isBatchId(id) || !isFolder(folder)) return [];
    const newest = listFolder(folder, 'r')?.numbers[0];
    if (newest === undefined) return [];
    const file = join(folder, numberedName('r', newest));
    const { written_at, tombstone } = headerOf(file);
    const written = Date.parse(String(written_at));
    const writtenMs = Number.isNaN(written)
      ? (lstatSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0)
      : written;
    return [{ id, writtenMs, isRemoved: tombstone === true }];
  });
}

/** The newest revision as it lies on the disk, sound or not; null when there is none. */
export function newestBytes(stateDir: StateDir, batchId: string): Buffer | null {
  const folder = join(stateDir.path, 'batches', batchId);
  const newest = listFolder(folder, 'r')?.numbers[0];
  return newest === undefined ? null : readWhole(join(folder, numberedName('r', newest)), MAX_FILE_BYTES);
}

/**
 * What everything below the folder takes on the disk, in bytes; 0 where there is nothing. Follows no link. Costs one
 * look at each file.
 */
export function bytesBelow(path: string): number {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  // A file takes whole blocks, however short it is.
  const blocks = (found.blocks ?? 0) * 512;
  if (!found.isDirectory()) return Math.max(found.size, blocks);
  return (namesIn(path) ?? []).reduce((sum, name) => sum + bytesBelow(join(path, name)), blocks);
}

export function isFolderThere(stateDir: StateDir, ...below: readonly string[]): boolean {
  return isFolder(join(stateDir.path, ...below));
}

/** The free space where the state is, or will be, and how many more files fit; null where the system does not tell. */
export function freeSpace(stateDir: StateDir): Readonly<{ bytes: number; files: number | null }> | null {
  for (let path = stateDir.path; ; path = dirname(path)) {
    try {
      const { bavail, bsize, files, ffree } = statfsSync(path);
      return { bytes: bavail * bsize, files: files > 0 ? ffree : null };
    } catch (error) {
      if (systemCode(error) !== 'ENOENT' || dirname(path) === path) return null;
    }
  }
}

/** Far more than a header takes, with the names of the last commits. */
const MAX_HEADER_BYTES = 16 * 1024;

/** What the file's first line says; nothing where it cannot be read. Its data are not checked. */
function headerOf(file: string): Readonly<Record<string, unknown>> {
  try {
    const descriptor = openSync(
      file,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    );
    try {
      const bytes = Buffer.allocUnsafe(MAX_HEADER_BYTES);
      const [line = ''] = bytes
        .toString('utf8', 0, readSync(descriptor, bytes, 0, bytes.length, 0))
        .split(',\n');
      return parseObject(`${line}}`) ?? {};
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return {};
  }
}

function newestWritten(folder: string, numbers: readonly number[]): number | null {
  for (const number of numbers) {
    try {
      const bytes = readWhole(join(folder, numberedName('e', number)), MAX_FILE_BYTES);
      const decoded = bytes && decodeEnvelope(bytes, SESSION_KIND, number);
      const written = decoded?.ok ? Date.parse(decoded.header.written_at) : Number.NaN;
      if (!Number.isNaN(written)) return written;
    } catch {
      // The one before it tells nearly the same.
    }
  }
  return null;
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
