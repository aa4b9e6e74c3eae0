// What the client's own events record: a client enters and leaves a session, agents start and stop in it.
// An event without a session id is nobody's, and is dropped.
import { basename, dirname, resolve } from 'node:path';
import { briefFor } from './brief.ts';
import { formatClient } from './client.ts';
import type { HookInput } from './domain/hook-input.ts';
import { cleanAgentName } from './domain/ids.ts';
import { lastStay } from './domain/session.ts';
import { cutText, plainText } from './domain/text.ts';
import { findProjectRoot, readHead } from './project-root.ts';
import { hasVanished, lostRuns, readSession } from './sessions.ts';
import { appendEvent, isOffForProject, openWorkspace, sessionStarted, timeOf } from './workspace.ts';
import type { Surroundings, Workspace } from './workspace.ts';

/** What the Bash tool is told, and what the model is. */
export type SessionStart = Readonly<{ exported: Readonly<Record<string, string>>; brief: string | null }>;

/** Sources after which the model has lost what it knew. A `startup` is a new session and is told nothing of others. */
const RETURNING = ['resume', 'compact', 'clear'];

/** How much of an agent's last message is kept. */
const CAPTURED_CHARACTERS = 2000;

export function startSession(input: HookInput, surroundings: Surroundings): SessionStart {
  const fork = forkOf(input, surroundings);
  const workspace = openHookWorkspace(input, {
    ...surroundings,
    ...(fork ? { sessionId: fork.sessionId } : {}),
  });
  if (workspace === null) return { exported: {}, brief: null };
  const exported = exportedVariables(workspace);
  const { store } = workspace;
  if (!store.exists() || isOffForProject(store)) return { exported, brief: null };
  // Before this client is recorded: it is the one before it whose end is in question.
  const source = input.source ?? 'unknown';
  const brief = RETURNING.includes(source) && fork === null ? briefOf(workspace, source) : null;
  appendEvent(workspace, sessionStarted(workspace, source, fork?.parent));
  return { exported, brief };
}

export function endSession(input: HookInput, surroundings: Surroundings): void {
  const workspace = openHookWorkspace(input, surroundings);
  if (workspace === null || !workspace.store.exists() || isOffForProject(workspace.store)) return;
  appendEvent(workspace, {
    event: 'session-ended',
    at: timeOf(surroundings),
    reason: input.reason ?? 'unknown',
    client: workspace.client ?? {},
  });
}

/** The client's own compaction agent stops under an empty agent type, and is no agent of the session's. */
export function recordAgentStart(input: HookInput, surroundings: Surroundings): void {
  const workspace = openHookWorkspace(input, surroundings);
  if (workspace === null || input.agentType === undefined || isOffForProject(workspace.store)) return;
  const { agent, label } = cleanAgentName(input.agentType);
  appendEvent(workspace, {
    event: 'agent-started',
    at: timeOf(surroundings),
    agent,
    ...(input.agentId === undefined ? {} : { agent_id: input.agentId }),
    ...(label === undefined ? {} : { label: cutText(label, 255) }),
  });
}

export function recordAgentStop(input: HookInput, surroundings: Surroundings): void {
  const workspace = openHookWorkspace(input, surroundings);
  if (workspace === null || input.agentType === undefined || isOffForProject(workspace.store)) return;
  const { agent } = cleanAgentName(input.agentType);
  appendEvent(workspace, {
    event: 'agent-finished',
    at: timeOf(surroundings),
    agent,
    ...(input.agentId === undefined ? {} : { agent_id: input.agentId }),
    // The event says that the agent stopped, not how well it did; its words are not searched for an answer.
    status: 'completed',
    message: cutText(plainText(input.lastAssistantMessage ?? '').trim(), CAPTURED_CHARACTERS),
    tools_used: [],
    ...(input.agentTranscriptPath === undefined ? {} : { transcript_path: input.agentTranscriptPath }),
  });
}

function openHookWorkspace(input: HookInput, surroundings: Surroundings): Workspace | null {
  return input.sessionId === undefined ? null : openWorkspace(surroundings);
}

function exportedVariables({ project, client, surroundings }: Workspace): Readonly<Record<string, string>> {
  const plugin = surroundings.env['CLAUDE_PLUGIN_ROOT'];
  return {
    AUTONOMOUS_DEV_PROJECT_DIR: project.root,
    ...(plugin ? { AUTONOMOUS_DEV_PLUGIN_DIR: resolve(plugin) } : {}),
    ...(client === null ? {} : { AUTONOMOUS_DEV_CLIENT: formatClient(client) }),
  };
}

/**
 * Some clients (seen on 2.1.197) start a fork under its parent's session id; its own is the name of the folder that
 * holds the environment file.
 */
function forkOf(
  { sessionId, source }: HookInput,
  { env }: Surroundings,
): { sessionId: string; parent: string } | null {
  const file = env['CLAUDE_ENV_FILE'];
  if (!file || sessionId === undefined || source !== 'resume') return null;
  const folder = basename(dirname(file));
  const isSessionId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(folder);
  return isSessionId && folder !== sessionId ? { sessionId: folder, parent: sessionId } : null;
}

function briefOf(workspace: Workspace, source: string): string | null {
  const reading = readSession(workspace.store, workspace.sessionId);
  if (reading === null) return null;
  const { session } = reading;
  const vanished = hasVanished(session);
  if (!vanished && source !== 'compact') return null;
  const last = lastStay(session);
  const here = placeOf(workspace);
  return briefFor({
    hasVanished: vanished,
    lostRuns: lostRuns(session),
    checkpoints: session.checkpoints,
    ...(last === undefined ? {} : { since: last.since }),
    ...(last?.worktree === undefined || last.worktree === here.worktree
      ? {}
      : { otherWorktree: last.worktree }),
    ...(last?.head === undefined ? {} : { headThen: last.head }),
    ...(here.head === undefined ? {} : { headNow: here.head }),
  });
}

function placeOf({ surroundings, project }: Workspace): { worktree: string; head?: string } {
  const cwd = surroundings.cwd();
  const worktree = findProjectRoot({ env: surroundings.env, start: cwd })?.root ?? project.root;
  const { commit } = readHead(cwd);
  return { worktree, ...(commit === undefined ? {} : { head: commit }) };
}
