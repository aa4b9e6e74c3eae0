// Sessions as they are read: the fold of a log, and which of its clients and agent runs still live.
import { clientLiveness, type Liveness } from './client.ts';
import { parseEvent } from './domain/event.ts';
import { foldSession, lastStay, type AgentRun, type Client, type Session } from './domain/session.ts';
import type { LogReading, Store } from './store/store.ts';

export type SessionReading = Readonly<{ session: Session; damaged: readonly number[] }>;

/** How a caller finds out whether a client lives; the real processes by default. */
export type LivenessOf = (client: Client) => Liveness;

/** The session of this id; null when it has no log. Costs one small read per entry of its log. */
export function readSession(store: Store, sessionId: string): SessionReading | null {
  return fold(store.log(sessionId));
}

/** The session in one of `store.sessionFolders()`. */
export function readSessionIn(store: Store, sessionFolder: string): SessionReading | null {
  return fold(store.logIn(sessionFolder));
}

/**
 * Whether the client that was last in the session is gone without having ended it: killed, crashed, or out of
 * sight. A session that no client ever entered (a script's) has not lost one.
 */
export function hasVanished(session: Session, livenessOf: LivenessOf = clientLiveness): boolean {
  const last = lastStay(session);
  if (last === undefined || last.ended !== undefined) return false;
  if (last.source === 'late' && last.client.pid === undefined) return false;
  return livenessOf(last.client) !== 'alive';
}

/** Runs that were started and can no longer finish: no client of the session lives that could run them. */
export function lostRuns(session: Session, livenessOf: LivenessOf = clientLiveness): readonly AgentRun[] {
  const running = session.runs.filter(({ finished }) => finished === undefined);
  if (running.length === 0) return [];
  // Without a client to see (a script's session), a run may still be going on anywhere.
  if (!session.stays.some(({ client }) => client.pid !== undefined)) return [];
  const living = session.stays.filter(
    ({ ended, client }) => ended === undefined && livenessOf(client) === 'alive',
  );
  const isOfAnother = ({ startedAt = '' }: AgentRun) => living.every(({ since }) => since > startedAt);
  return running.filter(isOfAnother);
}

function fold(log: LogReading | null): SessionReading | null {
  if (log === null) return null;
  const events = log.entries.flatMap(({ data }) => parseEvent(data) ?? []);
  return { session: foldSession(events), damaged: log.damaged };
}
