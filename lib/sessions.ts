// Sessions as they are read: the fold of a log, and which of its clients and agent runs still live.
import { clientLiveness, type ClientIdentity, type Liveness } from './client.ts';
import { runStatus, type TrackedRun } from './domain/agent-run.ts';
import { foldSession, isSameClient, lastStay } from './domain/session.ts';
import type { AgentRun, Client, Session } from './domain/session.ts';
import { eventOf, eventsOf } from './session-events.ts';
import type { LogReading, Store } from './store/store.ts';

export type SessionReading = Readonly<{ session: Session; damaged: readonly number[] }>;

/** How a caller finds out whether a client lives; the real processes by default. */
export type LivenessOf = (client: Client) => Liveness;

/** Whether a client lives. The one that asks does, even where its process is out of sight. */
export function livenessSeenBy(own: ClientIdentity | null): LivenessOf {
  return (client) =>
    own !== null && client.pid !== undefined && isSameClient(own, client) ? 'alive' : clientLiveness(client);
}

/** The session of this id; null when it has no log. Costs one small read per entry of its log. */
export function readSession(store: Store, sessionId: string): SessionReading | null {
  return fold(store.log(sessionId));
}

/**
 * Whether the session has been told this. Costs one small read per entry up to the one that says so, which is among the
 * first as a rule, and one for each where none does.
 */
export function wasTold(store: Store, sessionId: string, what: string): boolean {
  for (const entry of store.oldestFirst(sessionId)) {
    const event = eventOf(entry);
    if (event?.event === 'told' && event.what === what) return true;
  }
  return false;
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

/**
 * Runs that were started and can no longer finish: no client lives in the session that could run them. Those that
 * somebody dismissed are not among them.
 */
export function lostRuns(session: Session, livenessOf: LivenessOf = clientLiveness): readonly AgentRun[] {
  const open = session.runs.filter((run) => run.finished === undefined && run.dismissedAt === undefined);
  if (open.length === 0) return [];
  const living = session.stays.filter(
    ({ ended, client }) => ended === undefined && livenessOf(client) === 'alive',
  );
  // Without a client to see (a script's session), a run may still be going on anywhere.
  const hasClients = session.stays.some(({ client }) => client.pid !== undefined);
  return open.filter(({ isCutOff, client, startedAt = '' }) => {
    if (isCutOff === true) return true;
    if (client?.pid !== undefined) return livenessOf(client) !== 'alive';
    return hasClients && living.every(({ since }) => since > startedAt);
  });
}

/** All runs, and how each of them stands. */
export function trackedRuns(session: Session, livenessOf?: LivenessOf): readonly TrackedRun[] {
  const lost = new Set(lostRuns(session, livenessOf));
  return session.runs.map((run) => ({ run, status: runStatus(run, lost.has(run)) }));
}

function fold(log: LogReading | null): SessionReading | null {
  if (log === null) return null;
  return { session: foldSession(eventsOf(log)), damaged: log.damaged };
}
