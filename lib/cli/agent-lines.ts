// Agent runs as people read them. Pure.
import type { AgentJson } from './agent-facts.ts';
import { styleOf } from './checkpoint-list.ts';
import { alignColumns } from './columns.ts';
import { styled, type Line, type Span } from './output.ts';
import { agoOf } from './times.ts';

export type AgentLinesOptions = Readonly<{
  now: number;
  width: number;
  /** Show so many runs at most. */
  limit: number;
  /** Show the ids by which commands name runs. */
  withIds: boolean;
}>;

/** A head line that counts, and a line for each run; nothing without runs. */
export function agentLines(agents: readonly AgentJson[], options: AgentLinesOptions): Line[] {
  if (agents.length === 0) return [];
  return [
    [styled('bold', 'Agents'), `   ${counts(agents)}`],
    ...alignColumns(agentRows(agents, options), options.width, '  '),
  ];
}

/** `lost-runs`: what to do about runs whose client is gone. */
export function lostRunsNotice(agents: readonly AgentJson[]): { code: string; message: string }[] {
  const lost = agents.filter(
    ({ status, finished_at }) => status === 'lost' && finished_at === undefined,
  ).length;
  if (lost === 0) return [];
  const message =
    `${lost === 1 ? 'One agent run was' : `${lost} agent runs were`} lost with the client. Look what is left of the ` +
    'work and start again what is needed; then, to hear no more of it: adev agent status --dismiss';
  return [{ code: 'lost-runs', message }];
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
function agentRows(agents: readonly AgentJson[], { now, limit, withIds }: AgentLinesOptions): Span[][] {
  const manySessions = new Set(agents.map(({ session_id }) => session_id)).size > 1;
  const shown = agents
    .toReversed()
    .toSorted((one, other) => Math.min(2, rankOf(one.status)) - Math.min(2, rankOf(other.status)))
    .slice(0, limit);
  const rows = shown.map((run): Span[] => [
    styled(styleOf(run.status), run.status),
    styled('bold', run.agent),
    styled('dim', whenOf(run, now)),
    ...(manySessions ? [styled('dim', `session ${run.session_id.slice(0, 8)}`)] : []),
    ...(withIds ? [styled('dim', run.agent_id ?? '')] : []),
    run.last_note?.message ?? run.message ?? '',
  ]);
  const rest = agents.length - shown.length;
  return rest === 0 ? rows : [...rows, [styled('dim', `and ${rest} more: adev agent status`)]];
}

function whenOf({ started_at, finished_at }: AgentJson, now: number): string {
  if (finished_at !== undefined) return agoOf(finished_at, now);
  return started_at === undefined ? '' : `began ${agoOf(started_at, now)}`;
}

function rankOf(status: string): number {
  const rank = ['running', 'lost', 'failed', 'completed'].indexOf(status);
  return rank < 0 ? 4 : rank;
}
