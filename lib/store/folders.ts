// The folders below the state directory: made 0700, never a symbolic link, never another user's.
import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  type Stats,
} from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { readError, StateError, systemCode, writeError } from './errors.ts';

/**
 * A state directory and how far up its own creation reaches: `base` is the nearest folder that is known to be
 * there for good (a repository's git directory, the home folder), or the root of the file system. Everything below
 * such a folder is ours; below the root only the state directory itself is.
 */
export type StateDir = Readonly<{ path: string; base: string }>;

/** Whether the state directory is there, with these folders below it; refuses unsafe ones on the way. */
export function foldersExist(stateDir: StateDir, below: readonly string[] = []): boolean {
  return foldersOnTheWay(stateDir, below).every(folderExists);
}

/** Makes the state directory and the folders below it, as far as they are missing, and refuses unsafe ones. */
export function ensureFolders(stateDir: StateDir, below: readonly string[]): string {
  for (const [index, path] of foldersOnTheWay(stateDir, below).entries()) {
    if (!folderExists(path)) makeFolder(path, index === 0);
  }
  return join(stateDir.path, ...below);
}

/**
 * Makes the entries of all folders from `folder` up to the base durable. A first save runs this before its
 * first numbered file exists, whoever made the folders: so a folder that holds a numbered file is durable.
 */
export function syncFoldersUpFrom(folder: string, stateDir: StateDir): void {
  for (let path = folder; path !== stateDir.base && dirname(path) !== path;) {
    path = dirname(path);
    const isOurs = path.startsWith(stateDir.path);
    try {
      syncFolder(path);
    } catch (error) {
      // Folders above the state directory may be closed to us; whoever may not open them did not make them.
      if (isOurs || !['EACCES', 'EPERM'].includes(systemCode(error)))
        throw writeError(error, 'syncing', path);
    }
  }
}

/** Makes the entries of one folder durable. Windows and some file systems have no such call; there it does nothing. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    fsyncSync(descriptor);
  } catch (error) {
    if (systemCode(error) !== 'EINVAL') throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** All folders of ours down to the last of `below`. */
function foldersOnTheWay({ path, base }: StateDir, below: readonly string[]): string[] {
  const folders = [path];
  const top = dirname(base) === base ? dirname(path) : base;
  for (let at = dirname(path); at !== top && dirname(at) !== at; at = dirname(at)) folders.unshift(at);
  for (const name of below) folders.push(join(folders.at(-1) as string, name));
  return folders;
}

/** Whether the folder is there; throws `unsafe-path` when a link, a file or another user's folder is in its place. */
function folderExists(path: string): boolean {
  let found: Stats;
  try {
    found = lstatSync(path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw readError(error, path);
  }
  refuseUnsafe(path, found);
  return true;
}

function makeFolder(path: string, withParents: boolean): void {
  try {
    if (withParents) makeParents(dirname(path));
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw writeError(error, 'making the folder', path);
  }
  if (!folderExists(path)) throw new StateError('unknown', `the folder ${path} went away while it was made`);
}

/** Not by mkdir's own recursion, which never ends where nothing can be made below a folder that is there: in /proc. */
function makeParents(path: string): void {
  if (existsSync(path)) return;
  makeParents(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
  }
}

function refuseUnsafe(path: string, found: Stats): void {
  if (found.isSymbolicLink()) {
    throw new StateError(
      'unsafe-path',
      `${path} is a symbolic link: state is never written through one; remove it`,
    );
  }
  if (!found.isDirectory()) {
    throw new StateError('unsafe-path', `${path} is not a folder: move it away`);
  }
  const me = process.geteuid?.();
  if (me !== undefined && found.uid !== me) {
    throw new StateError(
      'unsafe-path',
      `${path} belongs to ${userName(found.uid)}, not to ${userName(me)}: ` +
        `run as its owner, or hand it over with chown -R ${me} ${path}`,
    );
  }
}

function userName(uid: number): string {
  if (uid !== process.geteuid?.()) return `user ${uid}`;
  try {
    return `user ${uid} (${userInfo().username})`;
  } catch {
    // A user without an entry in the user database has no name, and the number says enough.
    return `user ${uid}`;
  }
}
