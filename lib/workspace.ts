// Which project, state directory, session and client a process works for, from its surroundings alone.
import { dirname, resolve } from 'node:path';
import { formatClient, identifyClient, type ClientIdentity } from './client.ts';
import type { SessionEvent } from './domain/event.ts';
import { PROJECT_MIGRATIONS } from './domain/migrations/project.ts';
import { parseProject, type Project } from './domain/project.ts';
import { redactEvent } from './domain/redact-event.ts';
import { PROJECT_VERSION, SESSION_VERSION } from './domain/versions.ts';
import { findProjectRoot, readHead, stateDirectory, userDirectory } from './project-root.ts';
import type { Environment, ProjectRoot } from './project-root.ts';
import { folderNameOf, openStore, type Deadline, type Kind, type Store } from './store/store.ts';

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

export const PROJECT: Kind<Project> = {
  name: 'project',
  version: PROJECT_VERSION,
  // Named when it is called: most projects have no such document, and what it takes to read one is not loaded.
  parse: (data) => parseProject(data),
  migrations: PROJECT_MIGRATIONS,
};

export function processSurroundings(): Surroundings {
  return { env: process.env, cwd: () => process.cwd(), now: Date.now };
}

/** Null when no project is found. Reads a few names; opens and makes nothing. */
export function openWorkspace(surroundings: Surroundings): Workspace | null {
  const { env, cwd, now, start, parentPid } = surroundings;
  const project = findProjectRoot({ env, cwd, start });
  if (project === null) return null;
  const path = stateDirectory(project, { env });
  const base = env['AUTONOMOUS_DEV_STATE_DIR']
    ? '/'
    : (project.gitCommonDir ?? dirname(userDirectory({ env })));
  const sessionId = surroundings.sessionId || env['CLAUDE_CODE_SESSION_ID'] || env['AUTONOMOUS_DEV_SESSION'];
  return {
    project,
    store: openStore({ path, base }, now),
    sessionId: sessionId || `local-${new Date(now()).toISOString().slice(0, 10)}`,
    sessionIsDefault: !sessionId,
    client: identifyClient({ env, ...(parentPid === undefined ? {} : { parentPid }) }),
    surroundings,
  };
}

/** Whether `AUTONOMOUS_DEV=off` switches the plugin off for this process. */
export function isOffForProcess(env: Environment): boolean {
  return env['AUTONOMOUS_DEV']?.trim().toLowerCase() === 'off';
}

/** Whether `adev off` has switched the plugin off for this project. */
export function isOffForProject(store: Store): boolean {
  const project = store.readNow(PROJECT);
  return project.ok && project.value?.data.off !== undefined;
}

/** Appends an event to the workspace's session and returns its number; the session is started first if it is new. */
export function appendEvent(workspace: Workspace, event: SessionEvent, deadline?: Deadline): number {
  const { store, sessionId } = workspace;
  const entry = { version: SESSION_VERSION, data: redactEvent(event) };
  let isNew = false;
  const number = store.append(
    sessionId,
    entry,
    () => {
      isNew = true;
      if (event.event === 'session-started') return null;
      // Not after what it comes before: an agent run from before its session would count as lost.
      return { ...sessionStarted(workspace, 'late'), at: event.at };
    },
    deadline ?? workspace.surroundings.deadline,
  );
  const hint = `session.${folderNameOf(sessionId)}`;
  if (event.event === 'session-ended') store.unmarkOpen(hint);
  else if (isNew || event.event === 'session-started') store.markOpen(hint);
  return number;
}

/** The event that begins a client's stay: who it is, where it stands, and what HEAD is there. */
export function sessionStarted(workspace: Workspace, source: string, parent?: string): SessionEvent {
  const { client, sessionId, surroundings, project } = workspace;
  const cwd = currentFolder(surroundings) ?? project.root;
  const worktree = findProjectRoot({ env: surroundings.env, start: cwd })?.root;
  const { commit } = readHead(cwd);
  return {
    event: 'session-started',
    at: timeOf(surroundings),
    source,
    client: client ?? {},
    cwd,
    ...(worktree === undefined ? {} : { worktree }),
    ...(commit === undefined ? {} : { head: commit }),
    ...(parent === undefined ? {} : { parent }),
    ...(folderNameOf(sessionId) === sessionId ? {} : { session_id: sessionId.slice(0, 1000) }),
  };
}

/** What the Bash tool of the session is told, so that commands in any folder find the project, the plugin and the client. */
export function bashVariables({
  project,
  client,
  surroundings,
}: Workspace): Readonly<Record<string, string>> {
  const plugin = surroundings.env['CLAUDE_PLUGIN_ROOT'];
  return {
    AUTONOMOUS_DEV_PROJECT_DIR: project.root,
    ...(plugin ? { AUTONOMOUS_DEV_PLUGIN_DIR: resolve(plugin) } : {}),
    ...(client === null ? {} : { AUTONOMOUS_DEV_CLIENT: formatClient(client) }),
  };
}

export function timeOf(surroundings: Surroundings): string {
  return new Date(surroundings.now()).toISOString();
}

function currentFolder({ cwd }: Surroundings): string | null {
  try {
    return cwd();
  } catch {
    // The current folder may have been deleted; state has a place all the same.
    return null;
  }
}
