// Which sessions may not be dropped, whatever the limits say: those that go on, and those that hold a feature.
import { BATCH } from './batches.ts';
import { batchStatus, isUnfinished } from './domain/batch-queries.ts';
import { mayLive } from './domain/retention.ts';
import { livenessSeenBy, readSessionIn } from './sessions.ts';
import { batchAges, newestBytes, type SessionAge } from './store/care.ts';
import { folderNameOf, type Store } from './store/store.ts';
import type { Workspace } from './workspace.ts';

/** A folder without an entry is a first save that was killed, or one that is just being made. */
const EMPTY_STAYS_MS = 24 * 60 * 60 * 1000;

/** Says of a session whether it has to stay. The first call reads every batch that somebody holds something in. */
export function mustStay(workspace: Workspace): (age: SessionAge) => boolean {
  const { store, sessionId, sessionIsDefault, client } = workspace;
  const livenessOf = livenessSeenBy(client);
  const now = store.now();
  let holders: Holders | undefined;
  return ({ folder, writtenMs }) => {
    if (!sessionIsDefault && folder === folderNameOf(sessionId)) return true;
    const session = readSessionIn(store, folder)?.session;
    if (session === undefined) return now - writtenMs < EMPTY_STAYS_MS;
    const lives = session.stays.some(
      (stay) => stay.ended === undefined && mayLive(livenessOf(stay.client), writtenMs, now),
    );
    if (lives) return true;
    holders ??= holdersIn(workspace);
    return holders.folders.has(folder) || isNamedIn(holders.unreadable, session.sessionId ?? folder);
  };
}

type Holders = Readonly<{
  /** Of sessions that have a lease in an unfinished batch. */
  folders: ReadonlySet<string>;
  /** Batches that this program cannot read, as they lie on the disk. */
  unreadable: readonly Buffer[];
}>;

function holdersIn({ store }: Workspace): Holders {
  const folders = new Set<string>();
  const unreadable: Buffer[] = [];
  for (const { id } of batchAges(store.stateDir)) {
    let bytes: Buffer | null = null;
    try {
      bytes = newestBytes(store.stateDir, id);
      if (bytes === null || hasNoLease(bytes)) continue;
      for (const sessionId of holdersOf(store, id)) folders.add(folderNameOf(sessionId));
    } catch {
      if (bytes !== null) unreadable.push(bytes);
    }
  }
  return { folders, unreadable };
}

/** Most batches have no lease, and their bytes tell without being understood; unless they were cut short. */
function hasNoLease(bytes: Buffer): boolean {
  return bytes.at(-1) === 0x0a && !bytes.includes('"lease"');
}

/** None of a batch that is finished, removed, or without a sound revision; throws for one that cannot be read. */
function holdersOf(store: Store, batchId: string): readonly string[] {
  const read = store.readNow(BATCH, batchId);
  if (!read.ok || read.value === null || !isUnfinished(batchStatus(read.value.data))) return [];
  return read.value.data.features.flatMap(({ lease }) => lease?.owner.session_id ?? []);
}

function isNamedIn(batches: readonly Buffer[], sessionId: string): boolean {
  return batches.some((bytes) => bytes.includes(JSON.stringify(sessionId)));
}
