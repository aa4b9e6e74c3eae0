// A project that lives for one run, and what a process is given to work in it: nothing of the person's own.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export type ThrowAwayProject = Readonly<{
  folder: string;
  root: string;
  /** Where the project's state lives. */
  state: string;
  home: string;
  remove: () => void;
}>;

/** An empty git repository below `parent`, beside a home folder of its own. No git program is needed. */
export function throwAwayProject(parent: string): ThrowAwayProject {
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(path.join(realpathSync(parent), 'autonomous-dev-'));
  const root = path.join(folder, 'project');
  const home = path.join(folder, 'home');
  makeRepository(root);
  mkdirSync(home);
  return {
    folder,
    root,
    state: path.join(root, '.git/autonomous-dev'),
    home,
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

export function makeRepository(root: string): void {
  for (const name of ['objects', 'refs/heads']) mkdirSync(path.join(root, '.git', name), { recursive: true });
  writeFileSync(path.join(root, '.git/HEAD'), 'ref: refs/heads/main\n');
}

/** The environment of a process in the project: the person's PATH, and otherwise only what is given here. */
export function environmentIn(
  project: ThrowAwayProject,
  more: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: project.home, LANG: 'C.UTF-8', ...more };
}
