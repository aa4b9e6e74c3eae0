import type { Workspace } from './workspace.js';
export type Place = Readonly<{
    worktree: string;
    head?: string;
}>;
/** From the current folder, which follows worktree switches; outside the project, or nowhere, its root speaks for it. */
export declare function placeOf({ surroundings, project }: Workspace): Place;
