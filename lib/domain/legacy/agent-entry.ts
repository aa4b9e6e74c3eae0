// An entry of `agents` in the original's session files: what one agent did, from its start to its end if it has one.
import * as v from 'valibot';
import type { EventOf } from '../event.ts';
import { cleanAgentName } from '../ids.ts';
import { redact } from '../redact.ts';
import type { Result } from '../result.ts';
import { readAs, storedText, text } from './reading.ts';

const MAX_TOOLS = 100;

const loose = v.nullish(v.unknown());

export const agentEntrySchema = v.looseObject({
  agent: v.pipe(text, v.maxLength(1000)),
  status: text,
  started_at: loose,
  completed_at: loose,
  failed_at: loose,
  message: loose,
  tools_used: v.nullish(v.array(text)),
  github_issue: loose,
  duration_seconds: loose,
});

export type AgentEntry = v.InferOutput<typeof agentEntrySchema>;

export type AgentEntryRun = Readonly<{
  start: EventOf<'agent-started'>;
  /** Null while it has not finished. */
  end: EventOf<'agent-finished'> | null;
  /** The last that it said, and with which tools. */
  said: string;
  tools: readonly string[];
}>;

export function readAgentEntry(data: unknown): Result<AgentEntry> {
  return readAs(agentEntrySchema, data);
}

/** `timeOf` reads a time of the file, null for what is none; `sessionStarted` stands in for a start without one. */
export function agentEntryRun(
  entry: AgentEntry,
  timeOf: (time: unknown) => string | null,
  sessionStarted: string,
): AgentEntryRun {
  const { agent, status, tools_used, duration_seconds, github_issue } = entry;
  const who = cleanAgentName(agent);
  const at = timeOf(entry.started_at) ?? sessionStarted;
  const said = storedText(entry.message);
  const tools = (tools_used ?? []).slice(0, MAX_TOOLS).map((tool) => redact(tool).slice(0, 255));
  const start: AgentEntryRun['start'] = { event: 'agent-started', at, ...who };
  if (status === 'started') return { start, end: null, said, tools };
  const end: AgentEntryRun['end'] = {
    event: 'agent-finished',
    at: timeOf(entry.completed_at ?? entry.failed_at) ?? at,
    ...who,
    status: status.slice(0, 100),
    message: said,
    tools_used: tools,
    ...(typeof duration_seconds === 'number' ? { duration_seconds } : {}),
    ...(typeof github_issue === 'number' ? { github_issue } : {}),
  };
  return { start, end, said, tools };
}
