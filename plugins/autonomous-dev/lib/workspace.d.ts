import { type ClientIdentity } from './client.js';
import type { SessionEvent } from './domain/event.js';
import { type Project } from './domain/project.js';
import type { Environment, ProjectRoot } from './project-root.js';
import { type Deadline, type Kind, type Store } from './store/store.js';
/** Everything that a process brings along; handed in, so that nothing below asks for it again. */
export type Surroundings = Readonly<{
    env: Environment;
    cwd: () => string;
    now: () => number;
    /** The folder to look for the project from, before any variable. */
    start?: string;
    /** The session, before any variable. */
    sessionId?: string;
    /** By when whatever is saved has to be saved; 4 s from the start of each save if not given. */
    deadline?: Deadline;
    /** A hook's parent process, which is its client. */
    parentPid?: number;
}>;
export type Workspace = Readonly<{
    project: ProjectRoot;
    store: Store;
    sessionId: string;
    /** The session is only the day's default: no client vouches for it. */
    sessionIsDefault: boolean;
    client: ClientIdentity | null;
    surroundings: Surroundings;
}>;
export declare const PROJECT: Kind<Project>;
export declare function processSurroundings(): Surroundings;
/** Null when no project is found. Reads a few names; opens and makes nothing. */
export declare function openWorkspace(surroundings: Surroundings): Workspace | null;
/** Whether `AUTONOMOUS_DEV=off` switches the plugin off for this process. */
export declare function isOffForProcess(env: Environment): boolean;
/** Whether `adev off` has switched the plugin off for this project. */
export declare function isOffForProject(store: Store): boolean;
/** Appends an event to the workspace's session and returns its number; the session is started first if it is new. */
export declare function appendEvent(workspace: Workspace, event: SessionEvent, deadline?: Deadline): number;
/** The event that begins a client's stay: who it is, where it stands, and what HEAD is there. */
export declare function sessionStarted(workspace: Workspace, source: string, parent?: string): SessionEvent;
/** What the Bash tool of the session is told, so that commands in any folder find the project, the plugin and the client. */
export declare function bashVariables({ project, client, surroundings, }: Workspace): Readonly<Record<string, string>>;
export declare function timeOf(surroundings: Surroundings): string;
