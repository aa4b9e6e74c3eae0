// The log of a session, as it travels in a pipeline session file that was written for the original. The original
// keeps keys that it does not know, and adds to `agents`.
import * as v from 'valibot';
import { ourVersion } from './reading.ts';
import type { Entry, ImportedEvent, SessionReading } from './session-events.ts';

/** One for each entry of `agents`: how it stood when it was written, and whose run it is. */
export type WrittenAgent = Readonly<{ status: string; agent_id?: string | undefined }>;

export type ExportedSession = Pick<SessionReading, 'sessionId' | 'entries'> &
  Readonly<{ agents: readonly WrittenAgent[] }>;

const exportedSchema = v.looseObject({
  session_id: v.pipe(v.string(), v.minLength(1)),
  entries: v.array(v.looseObject({ version: ourVersion, data: v.looseObject({ event: v.string() }) })),
  agents: v.array(v.looseObject({ status: v.string(), agent_id: v.exactOptional(v.string()) })),
});

/** What the file carries in `autonomous_dev`. */
export function exportedPart({ sessionId, entries, agents }: ExportedSession): unknown {
  return { session_id: sessionId, entries, agents };
}

/** Null where there is none, or none that can be used. */
export function exportedSession(part: unknown): ExportedSession | null {
  const parsed = v.safeParse(exportedSchema, part);
  if (!parsed.success) return null;
  const { session_id, entries, agents } = parsed.output;
  const kept: Entry[] = entries.map(({ version, data }) => ({ version, data }));
  return { sessionId: session_id, entries: kept, agents };
}

/** Of the events that an entry of `agents` stands for, those that happened after it was written. */
export function addedSince(
  { agents }: ExportedSession,
  { status }: Readonly<{ status: string }>,
  at: number,
  events: readonly ImportedEvent[],
): ImportedEvent[] {
  const written = agents[at];
  if (written === undefined) return [...events];
  if (written.status !== 'started' || status === 'started') return [];
  return events
    .filter(({ event }) => event === 'agent-finished')
    .map((event) => {
      const { agent_id: _, ...end } = event as ImportedEvent & { agent_id?: string };
      return { ...end, ...(written.agent_id === undefined ? {} : { agent_id: written.agent_id }) };
    });
}
