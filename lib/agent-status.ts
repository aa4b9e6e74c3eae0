// How the agent runs of a session stand, in one view. All of it is derived from the session's events while reading.
import { runDurationMs, type TrackedRun } from './domain/agent-run.ts';
import { isAgentName } from './domain/ids.ts';
import { haveOverlapped, overlapOf, type Overlap } from './domain/overlap.ts';
import { displayName, EXPECTED_AGENTS, pipelineOf, runningNewestFirst } from './domain/pipeline.ts';
import type { Pipeline } from './domain/pipeline.ts';
import { lastStay } from './domain/session.ts';
import { livenessSeenBy, readSession, trackedRuns } from './sessions.ts';
import { openWorkspace, processSurroundings, timeOf, type Surroundings } from './workspace.ts';

export type AgentStatusOptions = Readonly<{
  /** The session to look at, instead of the one in the environment. */
  sessionId?: string;
  /** The agents that the work is expected to pass, in their order; the seven of EXPECTED_AGENTS by default. */
  expectedAgents?: readonly string[];
  /** Agents of which `together` tells whether they worked at the same time. */
  together?: readonly string[];
}>;

export type AgentStatus = Readonly<{
  sessionId: string;
  /** When the client that was last in the session entered it. */
  since?: string;
  githubIssue?: number;
  pipeline: Pipeline;
  /** In the order in which they began. */
  runs: readonly RunView[];
  /** Those that go on, the one that was started last first. */
  running: readonly RunView[];
  /** Whether any two runs went on at the same time. */
  overlapped: boolean;
  together?: Overlap;
}>;

export type RunView = Readonly<{
  agent: string;
  /** `Test Master` for `test-master`. */
  displayName: string;
  agentId?: string;
  label?: string;
  /**
   * `running`; `lost`: its client is gone; `dismissed`: lost, and somebody has seen to it; or how it finished:
   * `completed` or `failed`. Of a run that a hook saw end, `completed` says that it ended, not how well.
   */
  status: string;
  /** What came of it; until then, what it set out to do. */
  message?: string;
  toolsUsed: readonly string[];
  startedAt?: string;
  finishedAt?: string;
  /** Null while it has not finished, and where its start is not known. */
  durationMs: number | null;
  /** The last checkpoint of a run that has not finished: how far it is known to have come. */
  lastNote?: Readonly<{ at: string; message: string }>;
}>;

/** Null when nothing is recorded of the session, and when it cannot be read. Never throws. */
export function agentStatus(options?: AgentStatusOptions, surroundings?: Surroundings): AgentStatus | null {
  try {
    return readStatus(options ?? {}, surroundings ?? processSurroundings());
  } catch {
    return null;
  }
}

export function runView({ run, status }: TrackedRun): RunView {
  const { agent, agentId, label, startedAt, finished, lastNote } = run;
  const message = finished?.message ?? run.message;
  return {
    agent,
    displayName: displayName(agent),
    ...(agentId === undefined ? {} : { agentId }),
    ...(label === undefined ? {} : { label }),
    status,
    ...(message === undefined ? {} : { message }),
    toolsUsed: finished?.toolsUsed ?? run.toolsUsed ?? [],
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(finished === undefined ? {} : { finishedAt: finished.at }),
    durationMs: runDurationMs(run),
    ...(lastNote === undefined || finished !== undefined ? {} : { lastNote }),
  };
}

function readStatus(options: AgentStatusOptions, surroundings: Surroundings): AgentStatus | null {
  const { sessionId, expectedAgents, together } = options;
  const workspace = openWorkspace(
    typeof sessionId === 'string' && sessionId !== '' ? { ...surroundings, sessionId } : surroundings,
  );
  if (workspace === null) return null;
  const session = readSession(workspace.store, workspace.sessionId)?.session;
  if (session === undefined) return null;
  const now = timeOf(surroundings);
  const runs = trackedRuns(session, livenessSeenBy(workspace.client));
  const since = lastStay(session)?.since;
  const { githubIssue } = session;
  return {
    sessionId: workspace.sessionId,
    ...(since === undefined ? {} : { since }),
    ...(githubIssue === undefined ? {} : { githubIssue }),
    pipeline: pipelineOf(runs, now, namesIn(expectedAgents) ?? EXPECTED_AGENTS),
    runs: runs.map(runView),
    running: runningNewestFirst(runs).map(runView),
    overlapped: haveOverlapped(runs, now),
    ...(together === undefined ? {} : { together: overlapOf(runs, namesIn(together) ?? [], now) }),
  };
}

function namesIn(given: unknown): readonly string[] | undefined {
  if (!Array.isArray(given)) return undefined;
  return (given as readonly unknown[]).filter((name) => typeof name === 'string').filter(isAgentName);
}
