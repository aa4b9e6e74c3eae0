// The edge of every call that never throws: arguments of any type, any environment and any disk come to an outcome.
import type { SessionEvent } from './domain/event.ts';
import { refuse, type Result } from './domain/result.ts';
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
import type { Surroundings, Workspace } from './workspace.ts';

/**
 * Why nothing was saved: switched off, an argument that cannot be taken, no project around the current folder, or
 * what the disk said. `unknown` covers a commit that could not be confirmed.
 */
export type SkipReason = 'disabled' | 'invalid-input' | 'no-project' | StateErrorCode;

export type Skipped = Readonly<{ saved: false; reason: SkipReason; detail: string }>;

/** Under which number an event is durable, or why it is not. */
export type SaveOutcome = Readonly<{ saved: true; number: number; sessionId: string }> | Skipped;

/** An event whose arguments have been checked. */
export type PreparedEvent = Readonly<{
  eventAt: (at: string, workspace: Workspace) => SessionEvent;
  /** How long the save may take; at most, and for anything that is no time, 4,000 ms. */
  deadlineMs: unknown;
}>;

/** Appends the event that `prepare` makes of the caller's arguments; whatever it throws makes them invalid. */
export function saveEvent(prepare: () => Result<PreparedEvent>, surroundings?: Surroundings): SaveOutcome {
  try {
    return trySave(prepare, surroundings ?? processSurroundings());
  } catch (error) {
    return skippedBy(error);
  }
}

/** What a never-throwing call answers after an error of any kind, even one that throws when it is looked at. */
export function skippedBy(error: unknown): Skipped {
  try {
    const reason = error instanceof StateError ? error.code : 'unknown';
    const message = error instanceof Error ? error.message : String(error);
    return skipped(reason, message);
  } catch {
    return { saved: false, reason: 'unknown', detail: 'an error that cannot be described' };
  }
}

/** Null unless the plugin is switched off for this process: then nothing that was given is looked at. */
export function offForProcess({ env }: Surroundings): Skipped | null {
  return isOffForProcess(env) ? skipped('disabled', 'AUTONOMOUS_DEV=off is set') : null;
}

/** Skipped without a project, and where the plugin is switched off for it. */
export function workspaceToSaveIn(surroundings: Surroundings): Workspace | Skipped {
  const workspace = openWorkspace(surroundings);
  if (workspace === null) {
    return skipped(
      'no-project',
      'no .git or .claude here or above: go into a project, or set CLAUDE_PROJECT_DIR',
    );
  }
  return isOffForProject(workspace.store)
    ? skipped('disabled', 'switched off for this project: adev on')
    : workspace;
}

function trySave(prepare: () => Result<PreparedEvent>, surroundings: Surroundings): SaveOutcome {
  const off = offForProcess(surroundings);
  if (off !== null) return off;
  const prepared = prepareSafely(prepare);
  if (!prepared.ok) return skipped('invalid-input', prepared.refusal.message);
  const { eventAt, deadlineMs } = prepared.value;
  const deadline = deadlineIn(allowedMs(deadlineMs));
  if (isOver(deadline)) return skipped('timeout', 'no time was given to save in');

  const workspace = workspaceToSaveIn(surroundings);
  if ('saved' in workspace) return workspace;
  const number = appendEvent(workspace, eventAt(timeOf(surroundings), workspace), deadline);
  return { saved: true, number, sessionId: workspace.sessionId };
}

function prepareSafely(prepare: () => Result<PreparedEvent>): Result<PreparedEvent> {
  try {
    return prepare();
  } catch (error) {
    // A getter or a proxy of the caller's that throws when it is looked at.
    return refuse('invalid-input', `the arguments cannot be read: ${skippedBy(error).detail}`);
  }
}

function allowedMs(given: unknown): number {
  return typeof given === 'number' && given >= 0 ? Math.min(given, SAVE_DEADLINE_MS) : SAVE_DEADLINE_MS;
}

function skipped(reason: SkipReason, detail: string): Skipped {
  return { saved: false, reason, detail: cutText(plainLine(detail), 500) };
}
