// What status tells, as its JSON document. Which agents are lost is found out by looking, never stored.
import { hasVanished, isOffForProcess, lastStay, lostRuns, PROJECT, unfinishedBatches } from '../index.ts';
import type { AgentRun, Liveness, Session, Workspace } from '../index.ts';
import { batchJson, type BatchJson } from './batch-show.ts';
import { checkpointsOf, type CheckpointJson } from './checkpoint-list.ts';
import { damageIn, livenessFor, readSessions, type RecordedSession } from './recorded-sessions.ts';
import { minuteOf } from './times.ts';

export type Status = Readonly<{
  project_root: string;
  state_dir: string;
  session: SessionJson;
  /** Runs of the session, or of all sessions when none was named; oldest first. */
  agents: readonly AgentJson[];
  /** Unfinished ones, newest first. */
  batches: readonly BatchJson[];
  checkpoint_count: number;
  last_checkpoints: readonly CheckpointJson[];
  notices: readonly Readonly<{ code: string; message: string }>[];
}>;

export type SessionJson = Readonly<{
  session_id: string;
  /** No session was named: this is the day's, and agents and checkpoints are those of all sessions. */
  is_default: boolean;
  /** `none`: nothing is recorded of it. `vanished`: its client is gone without having ended it. */
  state: 'none' | 'open' | 'ended' | 'vanished';
  started_at?: string;
  worktree?: string;
  github_issue?: number;
  parent?: string;
}>;

export type AgentJson = Readonly<{
  session_id: string;
  agent: string;
  agent_id?: string;
  label?: string;
  /** `running`, `lost`, or how it finished. */
  status: string;
  started_at?: string;
  finished_at?: string;
  message?: string;
  tools_used?: readonly string[];
}>;

const LAST_CHECKPOINTS = 5;

/** Costs one small read per recorded event of the sessions it looks at. */
export async function statusOf(workspace: Workspace): Promise<Status> {
  const { project, store, sessionId, sessionIsDefault } = workspace;
  const sessions = readSessions(workspace, sessionIsDefault ? 'all' : 'own');
  const livenessOf = livenessFor(workspace);
  const own = sessions.find(({ id }) => id === sessionId);
  const checkpoints = checkpointsOf(sessions);
  return {
    project_root: project.root,
    state_dir: store.stateDir.path,
    session: {
      session_id: sessionId,
      is_default: sessionIsDefault,
      ...(own === undefined ? { state: 'none' } : sessionFacts(own.session, livenessOf)),
    },
    agents: sessions.flatMap((session) => agentsOf(session, livenessOf)).toSorted(byTime),
    batches: (await unfinishedBatches(workspace)).map(batchJson),
    checkpoint_count: checkpoints.length,
    last_checkpoints: checkpoints.slice(-LAST_CHECKPOINTS),
    notices: noticesOf(workspace, sessions),
  };
}

type LivenessOf = (client: Session['stays'][number]['client']) => Liveness;

function sessionFacts(
  session: Session,
  livenessOf: LivenessOf,
): Omit<SessionJson, 'session_id' | 'is_default'> {
  const stay = lastStay(session);
  const { githubIssue, parent } = session;
  return {
    state: hasVanished(session, livenessOf) ? 'vanished' : stay?.ended === undefined ? 'open' : 'ended',
    ...(stay === undefined ? {} : { started_at: stay.since }),
    ...(stay?.worktree === undefined ? {} : { worktree: stay.worktree }),
    ...(githubIssue === undefined ? {} : { github_issue: githubIssue }),
    ...(parent === undefined ? {} : { parent }),
  };
}

function agentsOf({ id, session }: RecordedSession, livenessOf: LivenessOf): AgentJson[] {
  const lost = new Set(lostRuns(session, livenessOf));
  return session.runs.map((run) => agentJson(id, run, lost.has(run)));
}

function agentJson(sessionId: string, run: AgentRun, isLost: boolean): AgentJson {
  const { agent, agentId, label, startedAt, finished } = run;
  return {
    session_id: sessionId,
    agent,
    ...(agentId === undefined ? {} : { agent_id: agentId }),
    ...(label === undefined ? {} : { label }),
    status: finished?.status ?? (isLost ? 'lost' : 'running'),
    ...(startedAt === undefined ? {} : { started_at: startedAt }),
    ...(finished === undefined
      ? {}
      : { finished_at: finished.at, message: finished.message, tools_used: finished.toolsUsed }),
  };
}

function byTime(one: AgentJson, other: AgentJson): number {
  const [a, b] = [one, other].map(({ started_at, finished_at }) => started_at ?? finished_at ?? '');
  return a === b || a === undefined || b === undefined ? 0 : a < b ? -1 : 1;
}

function noticesOf(workspace: Workspace, sessions: readonly RecordedSession[]): Status['notices'] {
  const { store, surroundings } = workspace;
  const project = store.readNow(PROJECT);
  const since = project.ok ? project.value?.data.off?.at : undefined;
  return [
    ...(isOffForProcess(surroundings.env)
      ? [{ code: 'off-process', message: 'Off in this environment: AUTONOMOUS_DEV=off is set.' }]
      : []),
    ...(since === undefined
      ? []
      : [
          {
            code: 'off-project',
            message: `Off for this project since ${minuteOf(since)}: nothing is recorded. To switch it on: adev on`,
          },
        ]),
    ...(project.ok ? [] : [project.refusal]),
    ...damageIn(sessions).map((message) => ({ code: 'damaged-entries', message })),
    ...(store.exists()
      ? []
      : [{ code: 'no-state', message: 'Nothing is recorded here yet: the first checkpoint starts it.' }]),
  ];
}
