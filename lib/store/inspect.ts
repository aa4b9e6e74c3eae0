// Everything that lies in a state directory, by what it is: ours, left behind, or none of ours. Names and places decide;
// nothing is opened, and no link is followed.
import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { basename, join } from 'node:path';
import { isBatchId } from '../domain/ids.ts';
import { readError, systemCode } from './errors.ts';
import { LOCK_NAME } from './locked-commit.ts';
import { TEMP_PREFIX } from './numbered-folder.ts';
import { isAbandoned, pidOfTemp } from './sweep.ts';
import { isLeftTrash, TRASH_PREFIX } from './trash.ts';

/**
 * - `link`, `obstacle`: a symbolic link, or something else, that stands where something of ours belongs
 * - `trash`: what was moved aside, and all that is in it
 * - `foreign`: whatever else is there
 */
export type What =
  | 'folder'
  | 'revision'
  | 'entry'
  | 'copy'
  | 'view'
  | 'hint'
  | 'temp'
  | 'lock'
  | 'trash'
  | 'link'
  | 'obstacle'
  | 'foreign';

export type Seen = Readonly<{
  path: string;
  what: What;
  /** Permission bits. */
  mode: number;
  uid: number;
  isFolder: boolean;
  /** Of temps, locks and trash: nobody needs it any more. */
  isLeft: boolean;
}>;

/** What of a folder is looked at: a project's state, or what is kept of the user. */
export type StateOf = 'project' | 'user';

/** The folder itself and all below it, each folder before what is in it; nothing where there is no folder. */
export function inspect(path: string, of: StateOf, now: number): readonly Seen[] {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return [];
  const top = seen(path, found, found.isDirectory() ? 'folder' : standIn(found), now);
  return top.isFolder ? [top, ...below(path, of === 'project' ? STATE : USER, now)] : [top];
}

/** Names of the files that belong in a folder, and of the folders, with what belongs in those. */
type Place = Readonly<{
  files: readonly (readonly [name: (name: string) => boolean, what: What])[];
  folders: readonly (readonly [name: (name: string) => boolean, what: What, inside: Place | null])[];
}>;

const is = (wanted: string) => (name: string) => name === wanted;
const begins = (prefix: string) => (name: string) => name.startsWith(prefix);
const matches = (pattern: RegExp) => (name: string) => pattern.test(name);
const isView = (name: string) => name.endsWith('.json') && isBatchId(name.slice(0, -'.json'.length));
const isViewTemp = (name: string) => /\.json\.\d+$/.test(name) && isView(name.replace(/\.\d+$/, ''));

const EMPTY: Place = { files: [], folders: [] };
const ASIDE: Place = { files: [[() => true, 'trash']], folders: [[() => true, 'trash', EMPTY]] };
const TRASH = [begins(TRASH_PREFIX), 'trash', ASIDE] as const;
const TEMP = [begins(TEMP_PREFIX), 'temp'] as const;
const LOCK = [is(LOCK_NAME), 'lock', EMPTY] as const;
const COPY = [matches(/^corrupt-\d+-[0-9a-f]{12}$/), 'copy'] as const;
const DOCUMENT: Place = { files: [[matches(/^r\d{10,15}\.json$/), 'revision'], TEMP, COPY], folders: [LOCK] };
const LOG: Place = { files: [[matches(/^e\d{10,15}\.json$/), 'entry'], TEMP, COPY], folders: [LOCK] };
const STATE: Place = {
  files: [TEMP],
  folders: [
    [
      is('batches'),
      'folder',
      {
        files: [
          [isView, 'view'],
          [isViewTemp, 'temp'],
        ],
        folders: [[isBatchId, 'folder', DOCUMENT], TRASH],
      },
    ],
    [is('sessions'), 'folder', { files: [], folders: [[isBatchId, 'folder', LOG], TRASH] }],
    [is('project'), 'folder', DOCUMENT],
    [
      is('open'),
      'folder',
      { files: [[matches(/^(?:batch|session|parked|cleared|damaged|gc)\./), 'hint']], folders: [] },
    ],
  ],
};
const USER: Place = {
  files: [TEMP],
  folders: [
    [is('user'), 'folder', DOCUMENT],
    // Each of them is a state directory of its own.
    [is('projects'), 'folder', null],
  ],
};

function below(folder: string, place: Place, now: number): readonly Seen[] {
  return namesIn(folder).flatMap((name) => {
    const path = join(folder, name);
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) return [];
    const asFolder = place.folders.find(([isIt]) => isIt(name));
    const asFile = place.files.find(([isIt]) => isIt(name));
    const [, what, inside = null] =
      (found.isDirectory() ? asFolder : found.isFile() ? asFile : undefined) ?? [];
    const other = asFolder === undefined && asFile === undefined ? 'foreign' : standIn(found);
    const it = seen(path, found, what ?? other, now);
    return inside === null ? [it] : [it, ...below(path, inside, now)];
  });
}

/** What stands where something of ours belongs. */
function standIn(found: Stats): What {
  return found.isSymbolicLink() ? 'link' : 'obstacle';
}

function seen(path: string, found: Stats, what: What, now: number): Seen {
  const { mode, uid } = found;
  const isLeft = isLeftBehind(path, what, found, now);
  return { path, what, mode: mode & 0o777, uid, isFolder: found.isDirectory(), isLeft };
}

/** Far longer than a lock is ever held or waited for. */
const LOCK_LASTS_MS = 60_000;
const DAY_MS = 24 * 60 * 60 * 1000;

function isLeftBehind(path: string, what: What, { mtimeMs }: Stats, now: number): boolean {
  const name = basename(path);
  if (what === 'lock') return now - mtimeMs > LOCK_LASTS_MS;
  if (what === 'trash') return name.startsWith(TRASH_PREFIX) && isLeftTrash(path, now);
  if (what !== 'temp') return false;
  // The name of a view's temp does not tell whose it is.
  return name.startsWith(TEMP_PREFIX) ? isAbandoned(path, pidOfTemp(name), now) : now - mtimeMs > DAY_MS;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch (error) {
    // What may not be listed shows by its own permissions.
    if (['ENOENT', 'EACCES'].includes(systemCode(error))) return [];
    throw readError(error, folder);
  }
}
