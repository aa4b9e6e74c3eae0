// Which batch is meant when none is named: the one this session works on, else the only one it could.
import { contextOf, readBatch, BATCH } from './batches.ts';
import { parseEvent } from './domain/event.ts';
import { batchStatus, heldBy, isUnfinished } from './domain/batch-queries.ts';
import { ok, refuse, type Result } from './domain/result.ts';
import { plainLine } from './domain/text.ts';
import type { Store } from './store/store.ts';
import { appendEvent, timeOf, type Workspace } from './workspace.ts';
import type { Batch } from './domain/batch.ts';

/** The batch that the session last created, claimed from or adopted; null when there is none. */
export function activeBatchOf({ store, sessionId }: Workspace): string | null {
  for (const { data } of store.newestFirst(sessionId)) {
    const event = parseEvent(data);
    if (event?.event === 'batch-activated') return event.batch_id;
  }
  return null;
}

/** Makes the batch the session's active one. */
export function activateBatch(workspace: Workspace, batchId: string): void {
  if (activeBatchOf(workspace) === batchId) return;
  appendEvent(workspace, { event: 'batch-activated', at: timeOf(workspace.surroundings), batch_id: batchId });
}

/** The batch named, or the one meant. Refused `no-batch`, or `which-batch` with the candidates and what to say. */
export async function resolveBatch(workspace: Workspace, named: string | undefined): Promise<Result<string>> {
  if (named !== undefined) return ok(named);
  const unfinished = await unfinishedBatches(workspace);
  const context = contextOf(workspace)(workspace.surroundings.now());
  const held = unfinished.filter(
    (batch) => !workspace.sessionIsDefault && heldBy(batch, workspace.sessionId, context).length > 0,
  );
  const active = activeBatchOf(workspace);
  const mine = held.find(({ batch_id }) => batch_id === active) ?? held[0];
  if (mine !== undefined) return ok(mine.batch_id);
  if (active !== null && (await readBatch(workspace, active)).ok) return ok(active);

  const here = unfinished.filter(
    ({ origin }) => origin.worktree === undefined || origin.worktree === workspace.project.root,
  );
  const only = here[0];
  if (only !== undefined && here.length === 1) return ok(only.batch_id);
  if (unfinished.length === 0) {
    return refuse('no-batch', 'There is no unfinished batch here: make one with adev batch create FILE.');
  }
  const names = unfinished
    .slice(0, 10)
    .map(({ batch_id, title }) => `${batch_id}${title ? ` (${plainLine(title)})` : ''}`);
  return refuse(
    'which-batch',
    `Several batches could be meant: ${names.join(', ')}. Name one, as in --batch ${unfinished[0]?.batch_id}.`,
  );
}

/** Every batch that has work left, newest first. Reads them all. */
export async function unfinishedBatches(workspace: Workspace): Promise<readonly Batch[]> {
  const batches: Batch[] = [];
  for (const id of await workspace.store.list(BATCH)) {
    const read = await readBatch(workspace, id);
    if (read.ok && isUnfinished(batchStatus(read.value.data))) batches.push(read.value.data);
  }
  return batches.toSorted((a, b) => (a.created_at < b.created_at ? 1 : -1));
}

/** As unfinishedBatches, from the hints alone and one by one: what a hook has the time for. Unreadable ones are left out. */
export function* batchesWithWork({ store }: Workspace): Generator<Batch> {
  const hinted = store.openHints().filter((hint) => hint.startsWith(HINT));
  for (const hint of hinted.toSorted().toReversed()) {
    const batch = readQuietly(store, hint.slice(HINT.length));
    if (batch !== null && isUnfinished(batchStatus(batch))) yield batch;
  }
}

const HINT = 'batch.';

function readQuietly(store: Store, id: string): Batch | null {
  try {
    const read = store.readNow(BATCH, id);
    return read.ok ? (read.value?.data ?? null) : null;
  } catch {
    // One batch that cannot be read must not keep a session from hearing of the others; doctor names it.
    return null;
  }
}
