// What agents and people tell of agent runs: that one began, how it ended, which issue it is for, that a lost one need
// not be offered again. Each is one event more; nothing that is there is read for it or changed.
import type { AgentRun } from './domain/agent-run.ts';
import { checkCheckpoint, checkIssue, type Checkpoint } from './domain/checkpoint.ts';
import { ok, refuse, type Result } from './domain/result.ts';
import { plainLine } from './domain/text.ts';
import { saveEvent, skippedBy, type SaveOutcome, type SkipReason } from './save-event.ts';
import { readSession, trackedRuns, livenessSeenBy } from './sessions.ts';
import { isOffForProcess, openWorkspace, processSurroundings, type Surroundings } from './workspace.ts';

export type RunRequest = Readonly<{
  /** 1 to 255 of `A-Z a-z 0-9 _ . : -`. */
  agentName: string;
  /** What it sets out to do, or what came of it: at most 10,000 characters. */
  message: string;
  toolsUsed?: readonly string[];
  /**
   * Which run is meant, as the client names it: at most 255 characters. Without it, the newest one of this name that
   * was told of without it too; runs that hooks recorded are left alone.
   */
  agentId?: string;
  /** How long the save may take; at most, and by default, 4,000 ms. */
  deadlineMs?: number;
}>;

export type RunEndRequest = RunRequest &
  Readonly<{
    /** When the run began, a Date or ISO 8601, where that is better known than by its recorded start. */
    startedAt?: string | Date;
  }>;

export type AutoTrackOutcome =
  | SaveOutcome
  | Readonly<{ saved: false; reason: SkipReason | 'not-set' | 'already-tracked'; detail: string }>;

export function saveRunStart(request: RunRequest, surroundings?: Surroundings): SaveOutcome {
  return saveEvent(() => {
    const checked = checkRun(request);
    if (!checked.ok) return checked;
    const { who, message, toolsUsed } = checked.value;
    return ok({
      deadlineMs: request.deadlineMs,
      eventAt: (at, { client }) => ({
        event: 'agent-started',
        at,
        ...who,
        message,
        ...(toolsUsed.length === 0 ? {} : { tools_used: [...toolsUsed] }),
        ...(client === null ? {} : { client }),
      }),
    });
  }, surroundings);
}

export function saveRunEnd(
  status: 'completed' | 'failed',
  request: RunEndRequest,
  surroundings?: Surroundings,
): SaveOutcome {
  return saveEvent(() => {
    const checked = checkRun(request);
    if (!checked.ok) return checked;
    const { who, message, toolsUsed, startedAt } = checked.value;
    return ok({
      deadlineMs: request.deadlineMs,
      eventAt: (at) => ({
        event: 'agent-finished',
        at,
        ...who,
        status,
        message,
        tools_used: [...toolsUsed],
        ...(startedAt === undefined ? {} : { started_at: startedAt }),
      }),
    });
  }, surroundings);
}

export function saveIssueLink(issue: number, surroundings?: Surroundings): SaveOutcome {
  return saveEvent(() => {
    const checked = checkIssue(issue);
    if (!checked.ok) return checked;
    const number = checked.value;
    if (number === undefined) return refuse('invalid-input', 'the number of an issue is needed');
    return ok({
      deadlineMs: undefined,
      eventAt: (at) => ({ event: 'issue-linked', at, github_issue: number }),
    });
  }, surroundings);
}

/** Says of a lost run that it need not be offered again. How it went is left open, and its end may still come. */
export function saveDismissal(run: AgentRun, surroundings?: Surroundings): SaveOutcome {
  const { agent, agentId, isReported, startedAt = '' } = run;
  const who = whoOf(agent, agentId, isReported);
  const eventAt = (at: string) => ({ event: 'orphan-dismissed', at, ...who, started_at: startedAt }) as const;
  return saveEvent(() => ok({ deadlineMs: undefined, eventAt }), surroundings);
}

/** Starts a run of the agent that `CLAUDE_AGENT_NAME` names, unless the session has one that is not lost. */
export function autoTrack(message?: string, surroundings?: Surroundings): AutoTrackOutcome {
  try {
    const around = surroundings ?? processSurroundings();
    const agentName = around.env['CLAUDE_AGENT_NAME']?.trim();
    if (!agentName) return { saved: false, reason: 'not-set', detail: 'CLAUDE_AGENT_NAME is not set' };
    if (!isOffForProcess(around.env) && isTracked(agentName, around)) {
      const detail = `${agentName} is tracked in this session already`;
      return { saved: false, reason: 'already-tracked', detail };
    }
    return saveRunStart({ agentName, message: message ?? 'named by CLAUDE_AGENT_NAME' }, around);
  } catch (error) {
    return skippedBy(error);
  }
}

function isTracked(agentName: string, surroundings: Surroundings): boolean {
  const workspace = openWorkspace(surroundings);
  if (workspace === null) return false;
  const session = readSession(workspace.store, workspace.sessionId)?.session;
  if (session === undefined) return false;
  return trackedRuns(session, livenessSeenBy(workspace.client)).some(
    ({ run, status }) => run.agent === agentName && status !== 'lost' && status !== 'dismissed',
  );
}

type Who = Readonly<{ agent: string; agent_id?: string; reported?: true }>;

function checkRun(request: RunEndRequest): Result<Checkpoint & Readonly<{ who: Who }>> {
  const checked = checkCheckpoint(request);
  if (!checked.ok) return checked;
  const { agentId }: { agentId?: unknown } = request;
  if (agentId !== undefined && agentId !== null && !isAgentId(agentId)) {
    return refuse('invalid-input', 'agentId must be one line of 1 to 255 characters, as the client names it');
  }
  return ok({ ...checked.value, who: whoOf(checked.value.agent, agentId ?? undefined, true) });
}

function isAgentId(id: unknown): id is string {
  return typeof id === 'string' && /^.{1,255}$/.test(id) && plainLine(id) === id;
}

function whoOf(agent: string, agentId: string | undefined, isReported: true | undefined): Who {
  return {
    agent,
    ...(agentId === undefined ? {} : { agent_id: agentId }),
    ...(isReported === undefined ? {} : { reported: isReported }),
  };
}
