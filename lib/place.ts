// Where the caller stands: in which worktree of the project, and at which commit.
import { findProjectRoot, readHead, type ProjectRoot } from './project-root.ts';
import type { Workspace } from './workspace.ts';

export type Place = Readonly<{ worktree: string; head?: string }>;

/** From the current folder, which follows worktree switches; outside the project, or nowhere, its root speaks for it. */
export function placeOf({ surroundings, project }: Workspace): Place {
  const folder = folderIn(project, surroundings);
  const worktree = findProjectRoot({ env: surroundings.env, start: folder })?.root ?? project.root;
  const { commit } = readHead(folder);
  return { worktree, ...(commit === undefined ? {} : { head: commit }) };
}

function folderIn(project: ProjectRoot, { env, cwd }: Workspace['surroundings']): string {
  try {
    const folder = cwd();
    const found = findProjectRoot({ env, start: folder });
    const isOurs =
      project.gitCommonDir === undefined
        ? found?.root === project.root
        : found?.gitCommonDir === project.gitCommonDir;
    return isOurs ? folder : project.root;
  } catch {
    // The current folder may have been deleted.
    return project.root;
  }
}
