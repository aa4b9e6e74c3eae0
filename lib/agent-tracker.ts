// Checkpoints of agents. Saving never throws, never exits and never prints: it answers saved or skipped, and why.
import { checkCheckpoint, type Checkpoint } from './domain/checkpoint.ts';
import type { SessionEvent } from './domain/event.ts';
import { ok, refuse, type Result } from './domain/result.ts';
import { cutText, plainLine } from './domain/text.ts';
import { deadlineIn, isOver, SAVE_DEADLINE_MS, StateError, type StateErrorCode } from './store/store.ts';
import {
  appendEvent,
  isOffForProcess,
  isOffForProject,
  openWorkspace,
  processSurroundings,
  timeOf,
} from './workspace.ts';
import type { Surroundings } from './workspace.ts';

export type CheckpointRequest = Readonly<{
  /** 1 to 255 of `A-Z a-z 0-9 _ . : -`. */
  agentName: string;
  /** At most 10,000 characters; control characters other than tab and line breaks are refused. */
  message: string;
  toolsUsed?: readonly string[];
  githubIssue?: number;
  /** When the work began, a Date or ISO 8601. */
  startedAt?: string | Date;
  /** `progress` unless told otherwise. */
  kind?: 'progress' | 'completed' | 'failed';
  /** How long the save may take; at most, and by default, 4,000 ms. */
  deadlineMs?: number;
}>;

/**
 * Why nothing was saved: switched off, an argument that cannot be taken, no project around the current folder, or
 * what the disk said. `unknown` covers a commit that could not be confirmed.
 */
export type SkipReason = 'disabled' | 'invalid-input' | 'no-project' | StateErrorCode;

export type CheckpointOutcome =
  | Readonly<{ saved: true; number: number; sessionId: string }>
  | Readonly<{ saved: false; reason: SkipReason; detail: string }>;

export const AgentTracker = {
  /**
   * Saves a checkpoint and answers whether it is durable. Never throws, whatever the arguments, the environment or
   * the disk; takes about 2 ms, and 4 s at the most unless the disk itself hangs.
   */
  saveAgentCheckpoint(request: CheckpointRequest): boolean {
    return saveCheckpoint(request).saved;
  },

  /** As saveAgentCheckpoint, and says under which number it was saved, or why it was not. */
  saveAgentCheckpointResult(request: CheckpointRequest): CheckpointOutcome {
    return saveCheckpoint(request);
  },
} as const;

/** The same for a caller with surroundings of its own: another session, start folder, environment or clock. */
export function saveCheckpoint(request: CheckpointRequest, surroundings?: Surroundings): CheckpointOutcome {
  try {
    return trySave(request, surroundings ?? processSurroundings());
  } catch (error) {
    return skippedBy(error);
  }
}

/** What a never-throwing call answers after an error of any kind, even one that throws when it is looked at. */
export function skippedBy(error: unknown): Readonly<{ saved: false; reason: SkipReason; detail: string }> {
  try {
    const reason = error instanceof StateError ? error.code : 'unknown';
    const message = error instanceof Error ? error.message : String(error);
    return skipped(reason, message);
  } catch {
    return { saved: false, reason: 'unknown', detail: 'an error that cannot be described' };
  }
}

function trySave(request: CheckpointRequest, surroundings: Surroundings): CheckpointOutcome {
  if (isOffForProcess(surroundings.env)) return skipped('disabled', 'AUTONOMOUS_DEV=off is set');
  const checked = checkRequest(request);
  if (!checked.ok) return skipped('invalid-input', checked.refusal.message);
  const { checkpoint, allowedMs } = checked.value;
  const deadline = deadlineIn(allowedMs);
  if (isOver(deadline)) return skipped('timeout', 'no time was given to save in');

  const workspace = openWorkspace(surroundings);
  if (workspace === null) {
    return skipped(
      'no-project',
      'no .git or .claude here or above: go into a project, or set CLAUDE_PROJECT_DIR',
    );
  }
  if (isOffForProject(workspace.store)) return skipped('disabled', 'switched off for this project: adev on');
  const number = appendEvent(workspace, checkpointEvent(checkpoint, timeOf(surroundings)), deadline);
  return { saved: true, number, sessionId: workspace.sessionId };
}

type Checked = Readonly<{ checkpoint: Checkpoint; allowedMs: number }>;

function checkRequest(request: CheckpointRequest): Result<Checked> {
  try {
    const checked = checkCheckpoint(request);
    return checked.ok ? ok({ checkpoint: checked.value, allowedMs: allowedTime(request) }) : checked;
  } catch (error) {
    // A getter or a proxy of the caller's that throws when it is looked at.
    return refuse('invalid-input', `the arguments cannot be read: ${skippedBy(error).detail}`);
  }
}

function checkpointEvent(checkpoint: Checkpoint, at: string): SessionEvent {
  const { agent, message, toolsUsed, kind, githubIssue, startedAt } = checkpoint;
  return {
    event: 'checkpoint',
    at,
    agent,
    message,
    tools_used: [...toolsUsed],
    kind,
    ...(githubIssue === undefined ? {} : { github_issue: githubIssue }),
    ...(startedAt === undefined ? {} : { started_at: startedAt }),
  };
}

function allowedTime({ deadlineMs }: CheckpointRequest): number {
  return typeof deadlineMs === 'number' && deadlineMs >= 0
    ? Math.min(deadlineMs, SAVE_DEADLINE_MS)
    : SAVE_DEADLINE_MS;
}

function skipped(
  reason: SkipReason,
  detail: string,
): Readonly<{ saved: false; reason: SkipReason; detail: string }> {
  return { saved: false, reason, detail: cutText(plainLine(detail), 500) };
}
