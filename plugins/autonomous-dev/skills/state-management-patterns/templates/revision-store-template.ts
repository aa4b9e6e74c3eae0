// State that outlives kills, crowds, sleepers and full disks, with nothing but Node.js: every change is a new numbered
// file, and the file system gives each number to one writer. Copy it, change it; SPDX-License-Identifier: MIT-0
import { hash, randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';

/** The newest revision is the state, the others are its backups. */
const KEEP = 8;
/** How many commits a revision names, so that a writer that slept can find out whether its own counted. */
const RECENT = 128;
/** For how many revisions damaged bytes stay to be looked at. */
const KEEP_DAMAGED = 1000;
const MAX_BYTES = 32 * 1024 * 1024;
const MAX_ATTEMPTS = 200;
const HOUR_MS = 60 * 60 * 1000;
const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;

export type Stored<T> = Readonly<{ data: T; revision: number }>;

export type RevisionStore<T> = Readonly<{
  /** Null when nothing was saved yet. Throws when there is state that cannot be used: that is not the same. */
  read: () => Stored<T> | null;
  /** Durable when it returns; may or may not be when it throws. `change` may run again, on newer data: no effects! */
  update: (change: (data: T | null) => T) => Stored<T>;
}>;

export type RevisionStoreOptions<T> = Readonly<{
  /** Made if need be; the folder above it has to be there. */
  folder: string;
  /** The version of the schema that this program writes: 1, 2, 3 … */
  version: number;
  /** Checks data of this version, or migrates that of an older one; throws when it cannot be used. */
  parse: (data: unknown, version: number) => T;
}>;

type Revision = Readonly<{ number: number; version: number; recent: readonly string[]; data: unknown }>;
type Newest = Readonly<{ top: number; sound: Revision | null; damaged: readonly number[] }>;

export function openRevisionStore<T>(options: RevisionStoreOptions<T>): RevisionStore<T> {
  return {
    read: () => storedIn(readNewest(options.folder), options),
    update(change) {
      for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
        const stored = tryUpdate(options, change);
        if (stored !== null) return stored;
        const waitMs = Math.random() * Math.min(100, 4 * 2 ** attempt);
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waitMs);
      }
      throw new Error(`${options.folder}: others were always first; nothing was saved`);
    },
  };
}

/** Null when another writer was first. */
function tryUpdate<T>(options: RevisionStoreOptions<T>, change: (data: T | null) => T): Stored<T> | null {
  const { folder, version } = options;
  makeFolder(folder);
  const base = readNewest(folder);
  const data = change(storedIn(base, options)?.data ?? null);
  const [number, nonce] = [base.top + 1, randomUUID()];
  const recent = [...(base.sound?.recent ?? []), nonce].slice(-RECENT);
  const bytes = encode({ number, version, recent, data });
  if (!createExclusively(folder, number, bytes) || !isHistory(folder, number, nonce)) return null;
  quietly(() => tidyUp(folder, number, base.damaged));
  return { data, revision: number };
}

function storedIn<T>({ sound, top }: Newest, options: RevisionStoreOptions<T>): Stored<T> | null {
  const { folder, version, parse } = options;
  if (sound === null && top === 0) return null;
  if (sound === null) throw new Error(`${folder}: none of its revisions is sound, and none is written over`);
  if (sound.version > version) throw new Error(`${folder}: written by a newer version of this program`);
  return { data: parse(sound.data, sound.version), revision: sound.number };
}

/** The highest revision with sound bytes. Only a missing file counts as missing; other errors are thrown. */
function readNewest(folder: string): Newest {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const numbers = revisionsIn(folder);
    const [top = 0] = numbers;
    const damaged: number[] = [];
    for (const number of numbers) {
      const bytes = readBytes(fileOf(folder, number));
      if (bytes === null) break; // Tidied away since it was listed, so there are newer ones.
      const sound = decode(bytes, number);
      if (sound !== null) return { top, sound, damaged };
      damaged.push(number);
    }
    if (damaged.length === numbers.length) return { top, sound: null, damaged };
  }
  throw new Error(`${folder}: changes faster than it can be read`);
}

function revisionsIn(folder: string): number[] {
  const names = existingOr([], () => fs.readdirSync(folder));
  const found = names.flatMap((name) => /^r(\d{10})\.json$/.exec(name)?.[1] ?? []);
  return found.map(Number).toSorted((a, b) => b - a);
}

/** As bytes: reading a text file ends the process, uncatchably, when closing it fails. */
function readBytes(file: string): Buffer | null {
  return existingOr(null, () =>
    withOpen(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK, (descriptor) => {
      const found = fs.fstatSync(descriptor);
      if (found.isFile() && found.size <= MAX_BYTES) return fs.readFileSync(descriptor);
      throw new Error(`${file}: no file, or too large a one`);
    }),
  );
}

/** The checksum on a line of its own, so that it is over exact bytes, and over all of them. */
function encode(revision: Revision): Buffer {
  const text = JSON.stringify(revision);
  const bytes = Buffer.from(`${hash('sha256', text)}\n${text}`);
  if (bytes.length > MAX_BYTES) throw new Error(`${bytes.length} bytes of state: more than ${MAX_BYTES}`);
  return bytes;
}

/** Null for bytes that are not what was written. */
function decode(bytes: Buffer, number: number): Revision | null {
  try {
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const [checksum, text = '', ...rest] = decoded.split('\n');
    if (checksum !== hash('sha256', text) || rest.length > 0) return null;
    const revision = JSON.parse(text) as Revision;
    return revision.number === number ? revision : null;
  } catch {
    return null;
  }
}

/** The commit. False when another writer has the number, or somebody tidied the temp file away. */
function createExclusively(folder: string, number: number, bytes: Buffer): boolean {
  const temp = join(folder, `.tmp-${process.pid}-${randomUUID()}`);
  try {
    writeSynced(temp, bytes);
    if (number === 1) syncFolder(dirname(folder));
    fs.linkSync(temp, fileOf(folder, number));
  } catch (error) {
    if (['EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  } finally {
    quietly(() => fs.unlinkSync(temp));
  }
  syncFolder(folder);
  return true;
}

function writeSynced(file: string, bytes: Buffer): void {
  withOpen(file, 'wx', (descriptor) => {
    // A disk that is filling up takes less than it is given, and calls that success.
    for (let done = 0; done < bytes.length;) done += fs.writeSync(descriptor, bytes, done);
    fs.fsyncSync(descriptor);
  });
}

/** Whether later ones build on it: whoever slept through KEEP commits may get a number that was tidied away. */
function isHistory(folder: string, number: number, nonce: string): boolean {
  const { top, sound } = readNewest(folder);
  if (top < number + KEEP || sound?.recent.includes(nonce) === true) return true;
  if (top >= number + RECENT) throw new Error(`${folder}: cannot tell whether revision ${number} counted`);
  quietly(() => fs.unlinkSync(fileOf(folder, number)));
  return false;
}

/** Drops old revisions, and temp files that no living writer can still be at. */
function tidyUp(folder: string, top: number, damaged: readonly number[]): void {
  for (const n of damaged) quietly(() => fs.linkSync(fileOf(folder, n), fileOf(folder, n, 'damaged-')));
  for (const name of fs.readdirSync(folder)) {
    const file = join(folder, name);
    const number = Number(/^(?:r|damaged-)(\d{10})\.json$/.exec(name)?.[1] ?? top);
    const isPast = number <= top - (name.startsWith('r') ? KEEP : KEEP_DAMAGED);
    const isStray = name.startsWith('.tmp-') && Date.now() - fs.statSync(file).mtimeMs > HOUR_MS;
    if (isPast || isStray) quietly(() => fs.unlinkSync(file));
  }
}

function makeFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (!fs.lstatSync(folder).isDirectory()) throw new Error(`${folder}: is no folder, or a link to one`);
}

/** A file is as durable as the folder that names it. Windows opens no folders. */
function syncFolder(folder: string): void {
  if (process.platform !== 'win32') withOpen(folder, 'r', fs.fsyncSync);
}

function withOpen<T>(path: string, flags: string | number, use: (descriptor: number) => T): T {
  const descriptor = fs.openSync(path, flags, 0o600);
  try {
    return use(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

function fileOf(folder: string, number: number, prefix = 'r'): string {
  return join(folder, `${prefix}${String(number).padStart(10, '0')}.json`);
}

function existingOr<T, E>(otherwise: E, look: () => T): T | E {
  try {
    return look();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return otherwise;
    throw error;
  }
}

function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // Saved is saved. The next writer tidies up.
  }
}
