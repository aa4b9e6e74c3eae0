import { minuteOf } from '../index.ts';
import type { CheckpointEntry, Workspace } from '../index.ts';
import { done, usage, type Answer } from './answer.ts';
import { toWhole } from './arguments.ts';
import { alignColumns } from './columns.ts';
import { command } from './command.ts';
import { inProject } from './in-project.ts';
import { styled, type Line, type Span, type Style } from './output.ts';
import { quote } from './quote.ts';
import { damageIn, readSessions, type RecordedSession } from './recorded-sessions.ts';

export const checkpointList = command({
  name: 'checkpoint list',
  group: 'every day',
  summary: 'Show what agents noted, oldest first',
  options: {
    all: { about: 'of all sessions; so it is too when no session is given or in the environment' },
    agent: { value: 'NAME', about: 'of this agent only' },
    limit: { value: 'N', about: 'the last N only' },
  },

  run(call) {
    const { all, agent, limit, session } = call.options;
    if (all && session)
      return usage('checkpoint list: --all and --session exclude each other; give one of them');
    const most = limit === undefined ? Infinity : toWhole(limit);
    if (most === null || most < 1) {
      return usage(`checkpoint list: --limit ${quote(limit ?? '')} is no whole number from 1`);
    }
    return inProject(call, (workspace) => {
      const which = all || workspace.sessionIsDefault ? 'all' : 'own';
      const sessions = readSessions(workspace, which);
      const entries = checkpointsOf(sessions).filter((entry) => agent === undefined || entry.agent === agent);
      return list(entries.slice(-most), sessions, { workspace, which, width: call.width() });
    });
  },
});

/** An entry of the list, in its binding shape. */
export type CheckpointJson = Readonly<{
  at: string;
  session_id: string;
  agent: string;
  message: string;
  tools_used: readonly string[];
  kind: string;
}>;

/** Checkpoints and the results of agent runs, oldest first. */
export function checkpointsOf(sessions: readonly RecordedSession[]): CheckpointJson[] {
  return sessions
    .flatMap(({ id, session }) => session.checkpoints.map((entry) => checkpointJson(id, entry)))
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

export function checkpointLines(entries: readonly CheckpointJson[], width: number, indent = ''): Line[] {
  const rows = entries.map(({ at, agent, kind, message }): Span[] => [
    styled('dim', minuteOf(at)),
    styled('bold', agent),
    styled(styleOf(kind), kind),
    message,
  ]);
  return alignColumns(rows, width, indent);
}

/** The colour of a status or of a kind of checkpoint. */
export function styleOf(status: string): Style {
  if (status === 'completed') return 'green';
  if (status === 'failed') return 'red';
  return status === 'lost' ? 'yellow' : 'cyan';
}

function list(
  entries: readonly CheckpointJson[],
  sessions: readonly RecordedSession[],
  { workspace, which, width }: Readonly<{ workspace: Workspace; which: 'all' | 'own'; width: number }>,
): Answer {
  const json = { checkpoints: entries };
  const notes = damageIn(sessions);
  if (entries.length > 0) return done(json, checkpointLines(entries, width), notes);
  const of = which === 'all' ? 'in this project' : `of session ${quote(workspace.sessionId)}`;
  return done(json, [`No checkpoints ${of}.`], notes);
}

function checkpointJson(
  id: string,
  { at, agent, message, toolsUsed, kind }: CheckpointEntry,
): CheckpointJson {
  return { at, session_id: id, agent, message, tools_used: toolsUsed, kind };
}
