// The entries of a session's log as events, whichever version of the plugin wrote them.
import { parseEvent, type SessionEvent } from './domain/event.ts';
import { SESSION_MIGRATIONS } from './domain/migrations/session.ts';
import { SESSION_VERSION } from './domain/versions.ts';
import { migrate, type LogEntry, type LogReading } from './store/store.ts';

export const SESSION = { version: SESSION_VERSION, migrations: SESSION_MIGRATIONS };

/**
 * Null for an event that this version does not know. Throws `newer-version` for an entry of a newer major version, and
 * `unreadable` for one of an older version that it cannot understand.
 */
export function eventOf(entry: LogEntry): SessionEvent | null {
  return parseEvent(migrate(entry, SESSION));
}

/** In the order of their numbers, without those that this version does not know. Throws as eventOf does. */
export function eventsOf({ entries }: LogReading): readonly SessionEvent[] {
  return entries.flatMap((entry) => eventOf(entry) ?? []);
}
