// A session as a file that the original takes for one of its own.
import { parseEvent } from '../event.ts';
import { foldSession, type AgentRun, type CheckpointEntry } from '../session.ts';
import { exportedPart, type WrittenAgent } from './exported-session.ts';
import type { Entry } from './session-events.ts';

/** The local time of this machine as the original writes it, `2025-03-30T21:21:40.958000`. */
export type LocalTimeOf = (time: string) => string;

type AgentState = Readonly<Record<string, unknown> & { status: string }>;

/**
 * Agents are the runs, and those checkpoints that say that an agent has finished. The whole log lies in
 * `autonomous_dev`, a key that the original keeps without looking at it.
 */
export function writePipelineSession(
  sessionId: string,
  stamp: string,
  entries: readonly Entry[],
  localTimeOf: LocalTimeOf,
): Readonly<Record<string, unknown>> {
  const session = foldSession(entries.flatMap(({ data }) => parseEvent(data) ?? []));
  const ended = new Set(session.runs.map(({ agent, finished }) => `${agent} ${finished?.at}`));
  const reported = session.checkpoints.filter(
    ({ agent, at, kind }) => (kind === 'completed' || kind === 'failed') && !ended.has(`${agent} ${at}`),
  );
  const started = session.stays[0]?.since ?? session.runs[0]?.startedAt ?? '1970-01-01T00:00:00.000Z';
  const written: WrittenAgent[] = [
    ...session.runs.map(({ agentId, finished }) => ({
      status: statusOf(finished?.status),
      ...(agentId === undefined ? {} : { agent_id: agentId }),
    })),
    ...reported.map(({ kind }) => ({ status: statusOf(kind) })),
  ];
  return {
    session_id: stamp,
    claude_session_id: sessionId.startsWith('legacy-') ? null : sessionId,
    started: localTimeOf(started),
    github_issue: session.githubIssue ?? null,
    agents: [
      ...session.runs.map((run) => runState(run, started, localTimeOf)),
      ...reported.map((checkpoint) => checkpointState(checkpoint, localTimeOf)),
    ],
    autonomous_dev: exportedPart({ sessionId, entries, agents: written }),
  };
}

function runState({ agent, startedAt, finished }: AgentRun, since: string, local: LocalTimeOf): AgentState {
  const started_at = local(startedAt ?? finished?.at ?? since);
  if (finished === undefined) return { agent, status: 'started', started_at, message: '' };
  const status = statusOf(finished.status);
  const seconds = Math.max(0, (Date.parse(finished.at) - Date.parse(startedAt ?? finished.at)) / 1000);
  return {
    agent,
    status,
    started_at,
    message: finished.message,
    [status === 'failed' ? 'failed_at' : 'completed_at']: local(finished.at),
    ...(finished.toolsUsed.length === 0 ? {} : { tools_used: finished.toolsUsed }),
    duration_seconds: Math.floor(seconds),
  };
}

function checkpointState(
  { agent, at, message, kind, toolsUsed }: CheckpointEntry,
  local: LocalTimeOf,
): AgentState {
  const finished = { at, status: kind, message, toolsUsed };
  return runState({ agent, startedAt: at, finished }, at, local);
}

/** The original knows two ends of a run. */
function statusOf(status: string | undefined): 'started' | 'completed' | 'failed' {
  if (status === undefined) return 'started';
  return status === 'failed' ? 'failed' : 'completed';
}
