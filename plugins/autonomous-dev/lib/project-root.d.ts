import { type Head } from './domain/git-head.js';
/** Real, absolute paths. Outside git there is neither git folder; in a linked worktree the two differ. */
export type ProjectRoot = Readonly<{
    root: string;
    gitDir?: string;
    gitCommonDir?: string;
}>;
export type Environment = Readonly<Record<string, string | undefined>>;
/** Whose home and which variables count; the process's own by default. */
export type Surroundings = Readonly<{
    env?: Environment;
    home?: string;
}>;
export type FinderOptions = Surroundings & Readonly<{
    start?: string | undefined;
    cwd?: () => string;
}>;
/**
 * Walks up from `start`, else CLAUDE_PROJECT_DIR, else AUTONOMOUS_DEV_PROJECT_DIR, else the current folder: the
 * first one given decides. The nearest `.git` wins, then the nearest bare repository, then the nearest `.claude`;
 * the home folder and `/` count only as the start itself. A folder named by one of the two variables is a root
 * itself when nothing is found. A `.git` file that leads nowhere is passed over, as if it were not there; one that
 * cannot be read ends the search, for the next project up would be the wrong one.
 * Null when nothing is found. Never throws. In git it costs one `stat` a level.
 */
export declare function findProjectRoot(options?: FinderOptions): ProjectRoot | null;
/**
 * Where a project's state lives: AUTONOMOUS_DEV_STATE_DIR (a relative one is taken from the project root, wherever
 * the caller stands), else `autonomous-dev` in the git common dir, which all worktrees share, else a folder below
 * the user's. Names the folder only; creates nothing.
 */
export declare function stateDirectory(project: ProjectRoot, options?: Surroundings): string;
/** `~/.autonomous-dev`. Where no home folder is known, `/` stands in for it, as it does in containers. */
export declare function userDirectory(options?: Surroundings): string;
/** What is checked out in the worktree that holds `folder`, read from git's files; `{}` if unknown. Never throws. */
export declare function readHead(folder: string): Head;
