// Status as people read it. Pure.
import { agentLines } from './agent-lines.ts';
import { batchRow } from './batch-show.ts';
import { checkpointLines } from './checkpoint-list.ts';
import { alignColumns } from './columns.ts';
import { styled, type Line } from './output.ts';
import type { SessionJson, Status } from './status-facts.ts';
import { agoOf } from './times.ts';

const SHOWN_AGENTS = 12;

export function statusLines(
  status: Status,
  { now, width }: Readonly<{ now: number; width: number }>,
): Line[] {
  const { project_root, session, agents, batches, last_checkpoints, checkpoint_count, notices } = status;
  return [
    [styled('bold', 'Project'), `  ${project_root}`],
    sessionLine(session, now),
    ...(batches.length === 0 ? [] : ['', [styled('bold', 'Batches')]]),
    ...alignColumns(
      batches.map((batch) => batchRow(batch, now)),
      width,
      '  ',
    ),
    ...(agents.length === 0 ? [] : ['']),
    ...agentLines(agents, { now, width, limit: SHOWN_AGENTS, withIds: false }),
    ...(checkpoint_count === 0
      ? []
      : [
          '',
          [styled('bold', 'Checkpoints'), `  the last ${last_checkpoints.length} of ${checkpoint_count}`],
          ...checkpointLines(last_checkpoints, width, '  '),
        ]),
    ...noticeLines(notices),
  ];
}

export function sessionLine(session: SessionJson, now: number): Line {
  return [styled('bold', 'Session'), `  ${sessionText(session, now)}`];
}

export function noticeLines(notices: Status['notices']): Line[] {
  const lines = notices.map(({ message }): Line => [styled('yellow', '!'), ` ${message}`]);
  return lines.length === 0 ? [] : ['', ...lines];
}

function sessionText({ session_id, is_default, state, started_at }: SessionJson, now: number): string {
  if (is_default) return 'none named: everything in this project is shown';
  const since = started_at === undefined ? '' : `, began ${agoOf(started_at, now)}`;
  if (state === 'none') return `${session_id}, nothing recorded yet`;
  if (state === 'vanished') return `${session_id}${since}; its client is gone without having ended it`;
  return `${session_id}${since}${state === 'ended' ? ', ended' : ''}`;
}
