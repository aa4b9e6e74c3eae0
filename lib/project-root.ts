// Which project a folder belongs to, where that project's state lives, and what its HEAD is.
// Reads only, starts no subprocess, remembers nothing between calls.

import { closeSync, constants, openSync, readSync, realpathSync, statSync, type Stats } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { isWorktreeRef, resolveHead, type Head } from './domain/git-head.ts';

/** Real, absolute paths. Outside git there is neither git folder; in a linked worktree the two differ. */
export type ProjectRoot = Readonly<{ root: string; gitDir?: string; gitCommonDir?: string }>;

export type Environment = Readonly<Record<string, string | undefined>>;

/** Whose home and which variables count; the process's own by default. */
export type Surroundings = Readonly<{ env?: Environment; home?: string }>;

export type FinderOptions = Surroundings & Readonly<{ start?: string | undefined; cwd?: () => string }>;

/**
 * Walks up from `start`, else CLAUDE_PROJECT_DIR, else AUTONOMOUS_DEV_PROJECT_DIR, else the current folder: the
 * first one given decides. The nearest `.git` wins, then the nearest bare repository, then the nearest `.claude`;
 * the home folder and `/` count only as the start itself. A folder named by one of the two variables is a root
 * itself when nothing is found. A `.git` file that leads nowhere is passed over, as if it were not there; one that
 * cannot be read ends the search, for the next project up would be the wrong one.
 * Null when nothing is found. Never throws. In git it costs one `stat` a level.
 */
export function findProjectRoot(options: FinderOptions = {}): ProjectRoot | null {
  try {
    const env = options.env ?? process.env;
    const cwd = options.cwd ?? (() => process.cwd());
    const variable = env['CLAUDE_PROJECT_DIR'] || env['AUTONOMOUS_DEV_PROJECT_DIR'];
    const asked = options.start ?? (variable || undefined);
    const start = nearestFolder(
      asked === undefined ? cwd() : isAbsolute(asked) ? asked : resolve(cwd(), asked),
    );
    if (!start.exact && asked === undefined) return null;
    const home = homeFolder(options);
    const found = searchUpwards(start, realPath(home) ?? home);
    if (found !== null) return found;
    return options.start === undefined && variable && start.exact ? { root: start.folder } : null;
  } catch {
    return null;
  }
}

/**
 * Where a project's state lives: AUTONOMOUS_DEV_STATE_DIR (a relative one is taken from the project root, wherever
 * the caller stands), else `autonomous-dev` in the git common dir, which all worktrees share, else a folder below
 * the user's. Names the folder only; creates nothing.
 */
export function stateDirectory(project: ProjectRoot, options: Surroundings = {}): string {
  const chosen = (options.env ?? process.env)['AUTONOMOUS_DEV_STATE_DIR'];
  if (chosen) return resolve(project.root, chosen);
  if (project.gitCommonDir !== undefined) return join(project.gitCommonDir, 'autonomous-dev');
  return join(userDirectory(options), 'projects', folderNameOf(project.root));
}

/** `~/.autonomous-dev`. Where no home folder is known, `/` stands in for it, as it does in containers. */
export function userDirectory(options: Surroundings = {}): string {
  return join(homeFolder(options), '.autonomous-dev');
}

/** What is checked out in the worktree that holds `folder`, read from git's files; `{}` if unknown. Never throws. */
export function readHead(folder: string): Head {
  try {
    const { gitDir, gitCommonDir } = findProjectRoot({ start: folder }) ?? {};
    if (gitDir === undefined || gitCommonDir === undefined) return {};
    return resolveHead(
      (ref) => readText(join(isWorktreeRef(ref) ? gitDir : gitCommonDir, ref), GIT_FILE_BYTES),
      () => readPackedRefs(gitCommonDir),
    );
  } catch {
    return {};
  }
}

const GIT_FILE_BYTES = 4096;
const PACKED_REFS_BYTES = 16 * 1024 * 1024;

/** `exact`: the folder is the one asked for, not a parent of something that is absent or no folder. */
type Start = Readonly<{ folder: string; exact: boolean }>;
type GitFolders = Readonly<{ gitDir: string; gitCommonDir: string }>;

function nearestFolder(path: string): Start {
  for (let at = path; ; at = dirname(at)) {
    const folder = realFolder(at);
    if (folder !== undefined) return { folder, exact: at === path };
    if (dirname(at) === at) throw new Error(`No folder on the way to ${path}.`);
  }
}

function searchUpwards(start: Start, home: string): ProjectRoot | null {
  const folders = candidates(start, home);
  for (const root of folders) {
    const git = gitFolders(join(root, '.git'));
    if (git !== undefined) return { root, ...git };
  }
  // Only now, because a checkout can carry a bare repository among its files, with planted state inside.
  const bare = folders.find(isBareRepository);
  if (bare !== undefined) return { root: bare, gitDir: bare, gitCommonDir: bare };
  const marked = folders.find((folder) => folder !== home && isFolder(join(folder, '.claude')));
  return marked === undefined ? null : { root: marked };
}

/** The start and what lies above it, without the home folder and the root of the file system. */
function candidates(start: Start, home: string): string[] {
  const folders = start.exact ? [start.folder] : [];
  for (let folder = start.folder; dirname(folder) !== folder; folder = dirname(folder)) {
    if (folder !== home && folder !== folders[0]) folders.push(folder);
  }
  return folders;
}

/** What a `.git` leads to; undefined when there is none, or it is a file that leads nowhere. */
function gitFolders(dotGit: string): GitFolders | undefined {
  const found = statOf(dotGit);
  if (found === undefined) return undefined;
  const gitDir = found.isDirectory() ? realFolder(dotGit) : pointedAt(dotGit, 'gitdir: ');
  if (gitDir === undefined) return undefined;
  const shared = join(gitDir, 'commondir');
  const gitCommonDir = statOf(shared) === undefined ? gitDir : pointedAt(shared, '');
  return gitCommonDir === undefined ? undefined : { gitDir, gitCommonDir };
}

/** The folder that a one-line file names, relative to its own place. */
function pointedAt(file: string, prefix: string): string | undefined {
  const text = readText(file, GIT_FILE_BYTES);
  if (text === undefined || !text.startsWith(prefix) || text.includes('\0')) return undefined;
  const target = text.slice(prefix.length).replace(/[\r\n]+$/, '');
  return target === '' ? undefined : realFolder(resolve(dirname(file), target));
}

function isBareRepository(folder: string): boolean {
  return (
    statOf(join(folder, 'HEAD'))?.isFile() === true &&
    isFolder(join(folder, 'objects')) &&
    isFolder(join(folder, 'refs'))
  );
}

function readPackedRefs(gitCommonDir: string): string {
  const file = join(gitCommonDir, 'packed-refs');
  const text = readText(file, PACKED_REFS_BYTES);
  if (text === undefined && statOf(file) !== undefined) throw new Error(`Cannot take in ${file}.`);
  return text ?? '';
}

function homeFolder({ env = process.env, home }: Surroundings): string {
  const told = home ?? env['HOME'];
  if (told !== undefined && isAbsolute(told)) return told;
  try {
    const known = homedir();
    return isAbsolute(known) ? known : '/';
  } catch {
    return '/'; // a user id without an account
  }
}

function folderNameOf(root: string): string {
  // Loaded here because it costs milliseconds that a project in git never has to pay.
  const { createHash } = process.getBuiltinModule('node:crypto');
  const name = basename(root)
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 64);
  return `${name || 'root'}-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`;
}

function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() === true;
}

function realFolder(path: string): string | undefined {
  const real = realPath(path);
  return real !== undefined && isFolder(real) ? real : undefined;
}

function realPath(path: string): string | undefined {
  return unlessAbsent(() => realpathSync.native(path));
}

function statOf(path: string): Stats | undefined {
  return unlessAbsent(() => statSync(path, { throwIfNoEntry: false }));
}

function unlessAbsent<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (ABSENT.has((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

const ABSENT: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG']);

/** Undefined for what is absent, is no regular file, or is larger than `limitBytes`. */
function readText(path: string, limitBytes: number): string | undefined {
  const found = statOf(path);
  if (found?.isFile() !== true || found.size > limitBytes) return undefined;
  // Non-blocking, so that a pipe put in the file's place meanwhile cannot hang us.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const bytes = Buffer.allocUnsafe(found.size + 1);
    let length = 0;
    for (let got = -1; got !== 0 && length < bytes.length; length += got) {
      got = readSync(file, bytes, length, bytes.length - length, null);
    }
    return length > found.size ? undefined : bytes.toString('utf8', 0, length);
  } finally {
    closeSync(file);
  }
}
