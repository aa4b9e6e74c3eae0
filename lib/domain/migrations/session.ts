// An entry of version 1.0.0 is what the original keeps of a session: its head, or what one agent did.
import { agentEntryRun, readAgentEntry } from '../legacy/agent-entry.ts';
import { isObject } from '../json.ts';
import { utcTime } from '../legacy/times.ts';
import type { Migration } from './migration.ts';

export const SESSION_MIGRATIONS: readonly Migration[] = [
  { from: '1.0.0', to: '2.0.0', migrate: fromOriginal },
];

/** What is neither stays as it is, and means as little as any event that is not known. */
function fromOriginal(data: unknown, writtenAt: string): unknown {
  if (!isObject(data) || data['event'] !== undefined) return data;
  if (data['agent'] !== undefined) return eventOfAgent(data, writtenAt);
  if (data['started'] === undefined) return data;
  const at = utcTime(data['started']) ?? writtenAt;
  return { event: 'session-started', at, source: 'late', client: {}, cwd: '', legacy: data };
}

function eventOfAgent(data: Readonly<Record<string, unknown>>, writtenAt: string): unknown {
  const read = readAgentEntry(data);
  if (!read.ok) throw new TypeError(read.refusal.message);
  const { start, end, said, tools } = agentEntryRun(read.value, (time) => utcTime(time), writtenAt);
  if (end !== null) return { ...data, ...end, started_at: start.at };
  return { ...data, ...start, message: said, tools_used: tools };
}
