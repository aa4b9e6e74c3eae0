// Saving a note of how far an agent got: on the way of every agent, so it loads nothing that it does not need.
import { checkCheckpoint } from './domain/checkpoint.ts';
import { ok } from './domain/result.ts';
import { saveEvent, type SaveOutcome } from './save-event.ts';
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

export type CheckpointOutcome = SaveOutcome;

/**
 * Saves a checkpoint and says under which number, or why not. A caller may have surroundings of its own: another
 * session, start folder, environment or clock.
 */
export function saveCheckpoint(request: CheckpointRequest, surroundings?: Surroundings): CheckpointOutcome {
  return saveEvent(() => {
    const checked = checkCheckpoint(request);
    if (!checked.ok) return checked;
    const { agent, message, toolsUsed, kind, githubIssue, startedAt } = checked.value;
    return ok({
      deadlineMs: request.deadlineMs,
      eventAt: (at) => ({
        event: 'checkpoint',
        at,
        agent,
        message,
        tools_used: [...toolsUsed],
        kind,
        ...(githubIssue === undefined ? {} : { github_issue: githubIssue }),
        ...(startedAt === undefined ? {} : { started_at: startedAt }),
      }),
    });
  }, surroundings);
}
