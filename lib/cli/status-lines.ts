// Status as people read it. Pure.
import { batchRow } from './batch-show.ts';
import { checkpointLines, styleOf } from './checkpoint-list.ts';
import { alignColumns } from './columns.ts';
import { styled, type Line, type Span } from './output.ts';
import type { AgentJson, SessionJson, Status } from './status-facts.ts';
import { agoOf } from './times.ts';

const SHOWN_AGENTS = 12;

export function statusLines(
  status: Status,
  { now, width }: Readonly<{ now: number; width: number }>,
): Line[] {
  const { project_root, session, agents, batches, last_checkpoints, checkpoint_count, notices } = status;
  return [
    [styled('bold', 'Project'), `  ${project_root}`],
    [styled('bold', 'Session'), `  ${sessionText(session, now)}`],
    ...(batches.length === 0 ? [] : ['', [styled('bold', 'Batches')]]),
    ...alignColumns(
      batches.map((batch) => batchRow(batch, now)),
      width,
      '  ',
    ),
    ...(agents.length === 0 ? [] : ['', [styled('bold', 'Agents'), `   ${counts(agents)}`]]),
    ...alignColumns(agentRows(agents, now), width, '  '),
    ...(checkpoint_count === 0
      ? []
      : [
          '',
          [styled('bold', 'Checkpoints'), `  the last ${last_checkpoints.length} of ${checkpoint_count}`],
          ...checkpointLines(last_checkpoints, width, '  '),
        ]),
    ...(notices.length === 0 ? [] : ['']),
    ...notices.map(({ message }): Line => [styled('yellow', '!'), ` ${message}`]),
  ];
}

function sessionText({ session_id, is_default, state, started_at }: SessionJson, now: number): string {
  if (is_default) return 'none named: everything in this project is shown';
  const since = started_at === undefined ? '' : `, began ${agoOf(started_at, now)}`;
  if (state === 'none') return `${session_id}, nothing recorded yet`;
  if (state === 'vanished') return `${session_id}${since}; its client is gone without having ended it`;
  return `${session_id}${since}${state === 'ended' ? ', ended' : ''}`;
}

/** `2 running, 1 lost, 14 completed` */
function counts(agents: readonly AgentJson[]): string {
  const byStatus = new Map<string, number>();
  for (const { status } of agents) byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
  return [...byStatus]
    .toSorted(([one], [other]) => rankOf(one) - rankOf(other))
    .map(([status, count]) => `${count} ${status}`)
    .join(', ');
}

/** What still goes on or went wrong first, then the newest. */
function agentRows(agents: readonly AgentJson[], now: number): Span[][] {
  const manySessions = new Set(agents.map(({ session_id }) => session_id)).size > 1;
  const shown = agents
    .toReversed()
    .toSorted((one, other) => Math.min(2, rankOf(one.status)) - Math.min(2, rankOf(other.status)))
    .slice(0, SHOWN_AGENTS);
  const rows = shown.map((run): Span[] => [
    styled(styleOf(run.status), run.status),
    styled('bold', run.agent),
    styled('dim', whenOf(run, now)),
    ...(manySessions ? [styled('dim', `session ${run.session_id.slice(0, 8)}`)] : []),
    run.message ?? '',
  ]);
  const rest = agents.length - shown.length;
  return rest === 0 ? rows : [...rows, [styled('dim', `and ${rest} more: adev status --json`)]];
}

function whenOf({ started_at, finished_at }: AgentJson, now: number): string {
  if (finished_at !== undefined) return agoOf(finished_at, now);
  return started_at === undefined ? '' : `began ${agoOf(started_at, now)}`;
}

function rankOf(status: string): number {
  const rank = ['running', 'lost', 'failed', 'completed'].indexOf(status);
  return rank < 0 ? 4 : rank;
}
