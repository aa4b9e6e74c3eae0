// Where the original leaves its files, and how one is read: no link is followed, no pipe is waited for, nothing changed.
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
} from 'node:fs';
import path from 'node:path';
import {
  isInside,
  ok,
  refuse,
  StateError,
  userDirectory,
  type ProjectRoot,
  type Result,
  type Workspace,
} from '../index.ts';

/**
 * A file to import. With `backup`, that one serves where this one is missing or damaged. With `unreadable`, it is a
 * folder instead that there may be files in, and says why that cannot be told.
 */
export type Candidate = Readonly<{
  path: string;
  backup?: string;
  worktree: string;
  isInHome: boolean;
  unreadable?: string;
}>;

export type FileContent = Readonly<{ bytes: Buffer; fileTime: string }>;

/** The original writes some kilobytes; a bundle of ours may be everything that a project has. */
const MAX_BYTES = 32 * 1024 * 1024;
const MAX_BUNDLE_BYTES = 400 * 1024 * 1024;
const BUNDLE_BEGINS = '{"kind":"autonomous-dev-bundle"';

/** Folders below a worktree, and the names in them, in the order in which they are imported. `*` is any one folder. */
const PLACES: readonly (readonly [folder: string, names: RegExp])[] = [
  ['.claude', /^batch_state\.json(?:\.bak)?$/],
  ['.worktrees/*/.claude', /^batch_state\.json(?:\.bak)?$/],
  ['docs/sessions', /-pipeline\.json(?:\.bak)?$|-session\.md$|^session-[\d-]+\.md$/],
  ['.claude/artifacts/*', /^checkpoint\.json(?:\.bak)?$/],
  ['.ralph-checkpoints', /_(?:checkpoint|loop_state)\.json(?:\.bak)?$/],
  ['.claude', /^compaction_recovery\.json$/],
];
const HOME_NAMES = /^user_state\.json(?:\.bak)?$|_(?:checkpoint|loop_state)\.json(?:\.bak)?$/;

/** What lies at its usual place in the project, its linked worktrees and the person's folder. */
export function findLegacyFiles({ project, surroundings }: Workspace): readonly Candidate[] {
  const home = userDirectory(surroundings);
  return [
    ...filesBelow(worktreesOf(project)),
    ...filesIn(home, { worktree: project.root, isInHome: true }, (own) =>
      candidatesIn(home, HOME_NAMES, own),
    ),
  ];
}

/** What a path given by hand stands for: a file, or all that lies at its usual place below a folder. Refused `no-such-file`. */
export function filesAt(place: string, { project }: Workspace): Result<readonly Candidate[]> {
  const found = lstatSync(place, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    const own = { worktree: project.root, isInHome: false };
    const below = filesBelow([place]).map((file) => ({ ...file, worktree: project.root }));
    const home = path.join(place, '.autonomous-dev');
    return ok([...below, ...filesIn(home, own, () => candidatesIn(home, HOME_NAMES, own))]);
  }
  const backup = `${place}.bak`;
  const hasBackup = lstatSync(backup, { throwIfNoEntry: false }) !== undefined;
  if (found === undefined && !hasBackup) return refuse('no-such-file', 'there is nothing at this path');
  const worktree = worktreesOf(project).find((root) => isInside(root, place)) ?? project.root;
  return ok([{ path: place, worktree, isInHome: false, ...(hasBackup ? { backup } : {}) }]);
}

/**
 * The project's checkouts: this one and those that are linked to the same repository, as far as they are there. Throws
 * a StateError when that cannot be read.
 */
export function worktreesOf({ root, gitCommonDir }: ProjectRoot): readonly string[] {
  if (gitCommonDir === undefined) return [root];
  const main = path.basename(gitCommonDir) === '.git' ? [path.dirname(gitCommonDir)] : [];
  const linked = namesIn(path.join(gitCommonDir, 'worktrees')).flatMap((name) => {
    const file = path.join(gitCommonDir, 'worktrees', name, 'gitdir');
    const content = readLegacyFile(file);
    if (!content.ok && content.refusal.code === 'unreadable')
      throw new StateError('unreadable', `${file}: ${content.refusal.message}; nothing was written`);
    return content.ok ? [path.dirname(content.value.bytes.toString('utf8').trim())] : [];
  });
  const others = [...main, ...linked].flatMap((folder) => ifThere(folder, () => [realpathSync(folder)]));
  return [...new Set([root, ...others])];
}

/** Refused `foreign` for what is no ordinary file or larger than any of the original's, `unreadable`, `absent`. */
export function readLegacyFile(file: string): Result<FileContent> {
  let descriptor: number;
  try {
    descriptor = openSync(
      file,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    );
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return refuse('absent', 'it is missing');
    if (code === 'ELOOP' || code === 'EMLINK')
      return refuse('foreign', 'a symbolic link; links are not followed');
    return code === 'ENXIO'
      ? refuse('foreign', 'no ordinary file')
      : refuse('unreadable', `it cannot be read (${code})`);
  }
  try {
    const found = fstatSync(descriptor);
    if (!found.isFile()) return refuse('foreign', 'no ordinary file');
    if (found.size > (isBundle(descriptor) ? MAX_BUNDLE_BYTES : MAX_BYTES)) {
      return refuse('foreign', `${found.size} bytes are more than any file of the original has`);
    }
    return ok({ bytes: readFileSync(descriptor), fileTime: found.mtime.toISOString() });
  } catch (error) {
    return refuse(
      'unreadable',
      `it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`,
    );
  } finally {
    closeSync(descriptor);
  }
}

/** Of all roots together in the order of places: what names a batch comes after the batch. */
function filesBelow(roots: readonly string[]): Candidate[] {
  const isOfAnother = (file: string, own: string) =>
    roots.some((root) => root.length > own.length && file.startsWith(root + path.sep));
  return PLACES.flatMap(([place, names]) =>
    roots.flatMap((root) =>
      filesIn(path.join(root, place), { worktree: root, isInHome: false }, (own) =>
        foldersAt(root, place.split('/'))
          .flatMap((folder) => candidatesIn(folder, names, own))
          .filter((file) => !isOfAnother(file.path, root)),
      ),
    ),
  );
}

/** Real folders only as far as they do not lead out of the worktree: it may come from anybody. */
function foldersAt(root: string, steps: readonly string[]): string[] {
  let folders = [root];
  for (const step of steps) {
    folders = folders.flatMap((folder) =>
      (step === '*' ? namesIn(folder) : [step]).map((name) => path.join(folder, name)),
    );
  }
  return folders.filter((folder) => namesIn(folder).length > 0 && isInside(root, folder));
}

function candidatesIn(folder: string, names: RegExp, own: Omit<Candidate, 'path'>): Candidate[] {
  const found = namesIn(folder).filter((name) => names.test(name));
  const mains = new Set(found.map((name) => name.replace(/\.bak$/, '')));
  return [...mains].map((name) => ({
    path: path.join(folder, name),
    ...own,
    ...(found.includes(`${name}.bak`) ? { backup: path.join(folder, `${name}.bak`) } : {}),
  }));
}

/** A place that cannot be looked into is told like a file that cannot be read, and keeps no other from its import. */
function filesIn(
  folder: string,
  own: Omit<Candidate, 'path'>,
  look: (own: Omit<Candidate, 'path'>) => Candidate[],
): Candidate[] {
  try {
    return look(own);
  } catch (error) {
    return [{ path: folder, ...own, unreadable: error instanceof Error ? error.message : String(error) }];
  }
}

function namesIn(folder: string): string[] {
  return ifThere(folder, () => readdirSync(folder).toSorted());
}

/** Empty for what is not there. Whatever else went wrong does not mean that: a StateError. */
function ifThere(folder: string, look: () => string[]): string[] {
  try {
    return look();
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw new StateError('unreadable', `reading ${folder}: ${code}; nothing was written`);
  }
}

function isBundle(descriptor: number): boolean {
  const head = Buffer.alloc(BUNDLE_BEGINS.length);
  readSync(descriptor, head, 0, head.length, 0);
  return head.toString('latin1') === BUNDLE_BEGINS;
}
