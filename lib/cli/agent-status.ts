// The agent runs of a session, how far its pipeline is, and putting lost runs aside.
import {
  haveOverlapped,
  livenessSeenBy,
  lostRuns,
  pipelineOf,
  saveDismissal,
  timeOf,
  trackedRuns,
  type Pipeline,
  type Workspace,
} from '../index.ts';
import { agentsOf } from './agent-facts.ts';
import { agentLines, lostRunsNotice } from './agent-lines.ts';
import { done, skipped, type Answer } from './answer.ts';
import { command } from './command.ts';
import { inProject } from './in-project.ts';
import { styled, type Line } from './output.ts';
import { damageIn, readSessions, type RecordedSession } from './recorded-sessions.ts';
import { sessionJson } from './status-facts.ts';
import { noticeLines, sessionLine } from './status-lines.ts';

export const agentStatus = command({
  name: 'agent status',
  group: 'every day',
  summary: 'Show every agent run, and how far the expected agents are',
  options: {
    dismiss: { about: 'the lost runs that it shows are seen to: do not offer them again' },
    expect: { value: 'A,B', multiple: true, about: 'the agents to expect, instead of the usual seven' },
  },

  run: (call) =>
    inProject(call, (workspace) => {
      const which = workspace.sessionIsDefault ? 'all' : 'own';
      const dismissed = call.options.dismiss ? dismissLost(workspace, readSessions(workspace, which)) : 0;
      if (typeof dismissed !== 'number') return dismissed;
      const expected = call.options.expect.flatMap((names) => names.split(',')).map((name) => name.trim());
      return show(workspace, readSessions(workspace, which), {
        dismissed,
        width: call.width(),
        expected: expected.filter((name) => name !== ''),
      });
    }),
});

/** How many were put aside, or why not all could be. */
function dismissLost(workspace: Workspace, sessions: readonly RecordedSession[]): number | Answer {
  const livenessOf = livenessSeenBy(workspace.client);
  let count = 0;
  for (const { id, session } of sessions) {
    for (const run of lostRuns(session, livenessOf)) {
      const outcome = saveDismissal(run, { ...workspace.surroundings, sessionId: id });
      if (!outcome.saved) return skipped(outcome);
      count += 1;
    }
  }
  return count;
}

type Showing = Readonly<{ dismissed: number; width: number; expected: readonly string[] }>;

function show(
  workspace: Workspace,
  sessions: readonly RecordedSession[],
  { dismissed, width, expected }: Showing,
): Answer {
  const now = workspace.surroundings.now();
  const session = sessionJson(workspace, sessions);
  const agents = agentsOf(sessions, livenessSeenBy(workspace.client));
  const pipeline = pipelineIn(workspace, sessions, expected);
  const json = {
    session,
    agents,
    pipeline: pipeline === null ? null : pipelineJson(pipeline),
    overlapped: sessions.some((each) =>
      haveOverlapped(runsOf(workspace, each), timeOf(workspace.surroundings)),
    ),
    dismissed,
  };
  const lines: Line[] = [
    sessionLine(session, now),
    ...(pipeline === null ? [] : [pipelineLine(pipeline)]),
    '',
    ...(agents.length === 0
      ? ['No agent run is recorded.']
      : agentLines(agents, { now, width, limit: Infinity, withIds: true })),
    ...(dismissed === 0
      ? []
      : ['', `Put aside: ${dismissed === 1 ? 'one lost run' : `${dismissed} lost runs`}.`]),
    ...noticeLines(lostRunsNotice(agents)),
  ];
  return done(json, lines, damageIn(sessions));
}

/** Only of one session, and only where it has to do with the agents that are expected. */
function pipelineIn(
  workspace: Workspace,
  sessions: readonly RecordedSession[],
  expected: readonly string[],
): Pipeline | null {
  const [session] = sessions;
  if (workspace.sessionIsDefault || session === undefined) return null;
  const isNamed = expected.length > 0;
  const now = timeOf(workspace.surroundings);
  const pipeline = pipelineOf(runsOf(workspace, session), now, isNamed ? expected : undefined);
  return isNamed || pipeline.agents.some(({ newest }) => newest !== undefined) ? pipeline : null;
}

function runsOf(workspace: Workspace, { session }: RecordedSession) {
  return trackedRuns(session, livenessSeenBy(workspace.client));
}

function pipelineJson(pipeline: Pipeline) {
  const { agents, total, processed, percent, complete, succeeded, pending } = pipeline;
  return {
    agents: agents.map(({ agent, displayName, status }) => ({ agent, display_name: displayName, status })),
    total,
    processed,
    percent,
    complete,
    succeeded,
    pending,
    average_duration_ms: pipeline.averageDurationMs,
    remaining_ms: pipeline.remainingMs,
  };
}

function pipelineLine({ agents, total, processed, percent, pending, remainingMs }: Pipeline): Line {
  const bad = agents.filter(({ newest, status }) => newest?.run.finished && status !== 'completed').length;
  const names = agents.filter(({ agent }) => pending.includes(agent)).map(({ displayName }) => displayName);
  const parts = [
    `${processed} of ${total} finished (${percent}%)`,
    ...(bad === 0 ? [] : [`${bad} failed`]),
    ...(names.length === 0 ? [] : [`still to come: ${names.join(', ')}`]),
    ...(remainingMs === null || remainingMs === 0
      ? []
      : [`about ${Math.ceil(remainingMs / 60_000)} min left`]),
  ];
  return [styled('bold', 'Pipeline'), ` ${parts.join('; ')}`];
}
