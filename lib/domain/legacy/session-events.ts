// How a file of the original becomes the events of a session. Every event has a key that stays the same when the file
// is read again, in another zone or after it has grown, so that importing twice adds only what is new.
import type { SessionEvent } from '../event.ts';
import { cleanAgentName } from '../ids.ts';
import { redact } from '../redact.ts';
import { SESSION_VERSION } from '../versions.ts';
import { canonical, type Given } from './reading.ts';

export type ImportedEvent = SessionEvent & Readonly<{ imported_key: string }>;

/** An entry of a log, with the schema version of its data. */
export type Entry = Readonly<{ version: string; data: unknown }>;

export type SessionReading = Readonly<{
  sessionId: string;
  entries: readonly Entry[];
  notes: readonly string[];
}>;

type Extra = Readonly<Record<string, unknown>>;

const LONGEST_KEY = 500;

/** The session `legacy-<stamp>`. */
export function legacySession(stamp: string, events: readonly ImportedEvent[]): SessionReading {
  return { sessionId: `legacy-${stamp}`, entries: events.map(entryOf), notes: [] };
}

export function entryOf(data: ImportedEvent): Entry {
  return { version: SESSION_VERSION, data };
}

/** No client is known to have been in it: `late`, as for every session that was not seen to start. */
export function startEvent(from: string, at: string, { worktree }: Given, extra: Extra): ImportedEvent {
  return {
    event: 'session-started',
    at,
    source: 'late',
    client: {},
    cwd: worktree,
    worktree,
    ...extra,
    imported_key: keyOf(`${from} start`),
  };
}

export function checkpointEvent(
  key: string,
  at: string,
  given: Readonly<{
    agent: string;
    message: string;
    kind?: string;
    agentId?: string;
    tools?: readonly string[];
    legacy?: unknown;
  }>,
): ImportedEvent {
  const { agent, message, kind = 'progress', agentId, tools = [], legacy } = given;
  return {
    event: 'checkpoint',
    at,
    ...cleanAgentName(agent),
    ...(agentId === undefined ? {} : { agent_id: agentId }),
    message,
    tools_used: [...tools],
    kind,
    ...(legacy === undefined ? {} : { legacy }),
    imported_key: keyOf(key),
  };
}

/** What identifies an event of an import; the whole event where it was not made by one. */
function identityOf(data: unknown): string {
  const key = (data as Extra | null)?.['imported_key'];
  return typeof key === 'string' ? key : canonical(data);
}

/** Those entries that a log lacks, as often as it lacks them. */
export function missingEntries(present: readonly Entry[], wanted: readonly Entry[]): readonly Entry[] {
  const left = new Map<string, number>();
  for (const { data } of present) left.set(identityOf(data), (left.get(identityOf(data)) ?? 0) + 1);
  return wanted.filter(({ data }) => {
    const identity = identityOf(data);
    const count = left.get(identity) ?? 0;
    left.set(identity, count - 1);
    return count <= 0;
  });
}

/** The key is stored beside the event, and may have a name in it that is a credential. */
export function keyOf(key: string): string {
  return redact(key).slice(0, LONGEST_KEY);
}
