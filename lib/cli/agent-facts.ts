// Agent runs as JSON documents tell of them.
import { runView, type LivenessOf, type TrackedRun, trackedRuns } from '../index.ts';
import type { RecordedSession } from './recorded-sessions.ts';

export type AgentJson = Readonly<{
  session_id: string;
  agent: string;
  agent_id?: string;
  label?: string;
  /** `running`, `lost`, `dismissed`, or how it finished. */
  status: string;
  started_at?: string;
  finished_at?: string;
  duration_ms?: number;
  /** What came of it; until then, what it set out to do. */
  message?: string;
  tools_used?: readonly string[];
  /** The last checkpoint of one that has not finished. */
  last_note?: Readonly<{ at: string; message: string }>;
}>;

/** The runs of all these sessions, oldest first. */
export function agentsOf(sessions: readonly RecordedSession[], livenessOf: LivenessOf): AgentJson[] {
  const agents = sessions.flatMap(({ id, session }) =>
    trackedRuns(session, livenessOf).map((tracked) => agentJson(id, tracked)),
  );
  return sessions.length === 1 ? agents : agents.toSorted(byTime);
}

function agentJson(sessionId: string, tracked: TrackedRun): AgentJson {
  const { agent, agentId, label, status, message, toolsUsed, startedAt, finishedAt, durationMs, lastNote } =
    runView(tracked);
  const hasTools = finishedAt !== undefined || toolsUsed.length > 0;
  return {
    session_id: sessionId,
    agent,
    ...(agentId === undefined ? {} : { agent_id: agentId }),
    ...(label === undefined ? {} : { label }),
    status,
    ...(startedAt === undefined ? {} : { started_at: startedAt }),
    ...(finishedAt === undefined ? {} : { finished_at: finishedAt }),
    ...(durationMs === null ? {} : { duration_ms: durationMs }),
    ...(message === undefined ? {} : { message }),
    ...(hasTools ? { tools_used: toolsUsed } : {}),
    ...(lastNote === undefined ? {} : { last_note: lastNote }),
  };
}

function byTime(one: AgentJson, other: AgentJson): number {
  const [a, b] = [one, other].map(({ started_at, finished_at }) => started_at ?? finished_at ?? '');
  return a === b || a === undefined || b === undefined ? 0 : a < b ? -1 : 1;
}
