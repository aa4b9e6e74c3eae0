// What status tells, as its JSON document. Which agents are lost is found out by looking, never stored.
import {
  contextOf,
  hasVanished,
  heldBy,
  heldByOthers,
  isOffForProcess,
  lastStay,
  livenessSeenBy,
  minuteOf,
  PROJECT,
  unfinishedBatches,
} from '../index.ts';
import type { Batch, LivenessOf, Session, Workspace } from '../index.ts';
import { agentsOf, type AgentJson } from './agent-facts.ts';
import { lostRunsNotice } from './agent-lines.ts';
import { batchJson, type BatchJson } from './batch-show.ts';
import { checkpointsOf, type CheckpointJson } from './checkpoint-list.ts';
import { damageIn, readSessions, type RecordedSession } from './recorded-sessions.ts';

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

const LAST_CHECKPOINTS = 5;

/** Costs one small read per recorded event of the sessions it looks at. */
export async function statusOf(workspace: Workspace): Promise<Status> {
  const { project, store, sessionIsDefault } = workspace;
  const sessions = readSessions(workspace, sessionIsDefault ? 'all' : 'own');
  const agents = agentsOf(sessions, livenessSeenBy(workspace.client));
  const batches = await unfinishedBatches(workspace);
  const checkpoints = checkpointsOf(sessions);
  return {
    project_root: project.root,
    state_dir: store.stateDir.path,
    session: sessionJson(workspace, sessions),
    agents,
    batches: batches.map(batchJson),
    checkpoint_count: checkpoints.length,
    last_checkpoints: checkpoints.slice(-LAST_CHECKPOINTS),
    notices: [
      ...noticesOf(workspace, sessions),
      ...lostRunsNotice(agents),
      ...leftFeaturesNotices(workspace, batches),
    ],
  };
}

/** The session that the workspace is for, which is among `sessions` if anything is recorded of it. */
export function sessionJson(workspace: Workspace, sessions: readonly RecordedSession[]): SessionJson {
  const { sessionId, sessionIsDefault, client } = workspace;
  const own = sessions.find(({ id }) => id === sessionId);
  return {
    session_id: sessionId,
    is_default: sessionIsDefault,
    ...(own === undefined ? { state: 'none' } : sessionFacts(own.session, livenessSeenBy(client))),
  };
}

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

/** `left-features`: what may be done about features whose owner is gone. */
function leftFeaturesNotices(workspace: Workspace, batches: readonly Batch[]): Status['notices'] {
  const context = contextOf(workspace)(workspace.surroundings.now());
  return batches.flatMap((batch) => {
    const { batch_id, features } = batch;
    const held = [heldBy, heldByOthers].flatMap((find) => find(batch, workspace.sessionId, context));
    const left = features.filter((feature) => feature.status === 'in_progress' && !held.includes(feature));
    const [first] = left;
    if (first === undefined) return [];
    const numbers = left.map(({ number }) => number).join(', ');
    const message =
      `Batch ${batch_id}: feature ${numbers} was left in progress by an owner that is gone. To take the batch over: ` +
      `adev batch adopt ${batch_id}; to put a feature back: adev batch retry ${first.number} --batch ${batch_id}; ` +
      `to leave it out: adev batch skip ${first.number} --batch ${batch_id} --reason TEXT`;
    return [{ code: 'left-features', message }];
  });
}

/** `off-process`, `off-project`, `damaged-entries`, `no-state`, and what the disk or its version says. */
export function noticesOf(workspace: Workspace, sessions: readonly RecordedSession[]): Status['notices'] {
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
