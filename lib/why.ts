// How the last session of a project came to its end, or the one that is named.
import { unfinishedBatches } from './active-batch.ts';
import { contextOf } from './batches.ts';
import type { Liveness } from './client.ts';
import type { Batch, Feature } from './domain/batch.ts';
import { tellEnding, type Claim, type EndingStory } from './domain/ending.ts';
import type { SessionEvent } from './domain/event.ts';
import { isHeld, type Context } from './domain/owners.ts';
import { foldSession, isSameClient, lastStay, type Session } from './domain/session.ts';
import { eventsOf } from './session-events.ts';
import { livenessSeenBy, lostRuns } from './sessions.ts';
import { sessionAge } from './store/care.ts';
import { folderNameOf, type Store } from './store/store.ts';
import type { Workspace } from './workspace.ts';

export type EndingOf = EndingStory &
  Readonly<{
    sessionId: string;
    /** Of the client that was last in it. */
    client: Liveness;
    lostRuns: number;
    claims: readonly Claim[];
  }>;

/** Among so many of the newest is the one that was heard of last. */
const NEWEST = 5;

/**
 * Of the session that the workspace is for, if it `isNamed`; otherwise of the one that was heard of last, what the
 * asking client did itself left out, and those that only commands were in if there is any other. Null when nothing is
 * recorded. Costs a listing and a read for each session, and one small read for each entry of a few.
 */
export async function explainEnding(workspace: Workspace, isNamed: boolean): Promise<EndingOf | null> {
  const { store, sessionId, client } = workspace;
  if (!store.exists()) return null;
  const livenessOf = livenessSeenBy(client);
  const told = isNamed ? telling(store, folderNameOf(sessionId)) : lastHeardOf(workspace);
  if (told === null) return null;
  const { events, session, folder } = told;
  const id = session.sessionId ?? folder;
  const stay = lastStay(session);
  const liveness = stay === undefined ? 'unknown' : livenessOf(stay.client);
  const lost = lostRuns(session, livenessOf);
  const claims = await claimsOf(workspace, id);
  const story = tellEnding({ sessionId: id, events, liveness, lostRuns: lost, claims });
  return { ...story, sessionId: id, client: liveness, lostRuns: lost.length, claims };
}

type Telling = Readonly<{ folder: string; events: readonly SessionEvent[]; session: Session }>;

function telling(store: Store, folder: string): Telling | null {
  const log = store.logIn(folder);
  if (log === null) return null;
  const events = eventsOf(log);
  return { folder, events, session: foldSession(events) };
}

function lastHeardOf({ store, client }: Workspace): Telling | null {
  const newest = store
    .sessionFolders()
    .flatMap((folder) => sessionAge(store.stateDir, folder) ?? [])
    .toSorted((a, b) => b.writtenMs - a.writtenMs)
    .slice(0, NEWEST)
    .flatMap(({ folder }) => telling(store, folder) ?? []);
  const isAsking = (stay: Session['stays'][number]) =>
    client !== null && stay.ended === undefined && isSameClient(stay.client, client);
  const before = newest.flatMap(({ folder, events, session }): Telling[] => {
    const own = session.stays.find(isAsking);
    if (own === undefined) return [{ folder, events, session }];
    const earlier = events.filter(({ at }) => at < own.since);
    return earlier.length === 0 ? [] : [{ folder, events: earlier, session: foldSession(earlier) }];
  });
  const byTime = before.toSorted((a, b) => (lastAt(a) < lastAt(b) ? 1 : -1));
  return byTime.find(({ session }) => hasClient(session)) ?? byTime[0] ?? newest[0] ?? null;
}

function lastAt({ events }: Telling): string {
  return events.at(-1)?.at ?? '';
}

function hasClient({ stays }: Session): boolean {
  return stays.some(({ source, client }) => source !== 'late' || client.pid !== undefined);
}

/** What the session holds, or was the last to hold. */
async function claimsOf(workspace: Workspace, sessionId: string): Promise<readonly Claim[]> {
  const context = contextOf(workspace)(workspace.surroundings.now());
  const batches = await unfinishedBatches(workspace);
  return batches.flatMap((batch) => claimsIn(batch, sessionId, context));
}

function claimsIn({ batch_id, features }: Batch, sessionId: string, context: Context): Claim[] {
  return features
    .filter((feature) => holderOf(feature) === sessionId)
    .map(({ number, lease }) => ({
      batchId: batch_id,
      number,
      ...(lease?.parked_until === undefined ? {} : { parkedUntil: lease.parked_until }),
      isUncertain: !isHeld(lease, context),
    }));
}

function holderOf({ status, lease, uncertain, history }: Feature): string | undefined {
  if (lease !== undefined) return lease.owner.session_id;
  const isLeft = status === 'pending' && uncertain === true;
  return isLeft ? history.findLast(({ session_id }) => session_id !== undefined)?.session_id : undefined;
}
