// Which batch is meant when none is named: the one this session works on, else the only one it could.
import { contextOf, readBatch, BATCH } from './batches.ts';
import type { Batch } from './domain/batch.ts';
import { batchStatus, heldBy, isUnfinished } from './domain/batch-queries.ts';
import { ok, refuse, type Result } from './domain/result.ts';
import { cutText, plainLine } from './domain/text.ts';
import { placeOf } from './place.ts';
import { eventOf } from './session-events.ts';
import { isOver } from './store/store.ts';
import { hintedBatches } from './unfinished-hint.ts';
import { appendEvent, timeOf, type Workspace } from './workspace.ts';

/** A session that was made active more events ago is noted again, so that looking back stays short. */
const LOOK_BACK = 100;

/** The batch that the session last created, claimed from or adopted; null when there is none. */
export function activeBatchOf(workspace: Workspace): string | null {
  return lastActivated(workspace, Infinity);
}

/** Makes the batch the session's active one. */
export function activateBatch(workspace: Workspace, batchId: string): void {
  if (lastActivated(workspace, LOOK_BACK) === batchId) return;
  appendEvent(workspace, { event: 'batch-activated', at: timeOf(workspace.surroundings), batch_id: batchId });
}

/** As activateBatch, after something that was committed and must not be taken back because this fails. */
export function noteActive(workspace: Workspace, batchId: string): void {
  try {
    activateBatch(workspace, batchId);
  } catch {
    // The lease tells the same for as long as it lasts; without one, the batch can be named.
  }
}

/** The batch named, or the one meant. Refused `no-batch`, or `which-batch` with the candidates and what to say. */
export async function resolveBatch(workspace: Workspace, named: string | undefined): Promise<Result<string>> {
  if (named !== undefined) return ok(named);
  const { sessionId, sessionIsDefault, surroundings } = workspace;
  const unfinished = await unfinishedBatches(workspace);
  const context = contextOf(workspace)(surroundings.now());
  const active = activeBatchOf(workspace);
  const held = unfinished.filter(
    (batch) => !sessionIsDefault && heldBy(batch, sessionId, context).length > 0,
  );
  const mine = held.find(({ batch_id }) => batch_id === active) ?? held[0];
  if (mine !== undefined) return ok(mine.batch_id);
  if (active !== null && (await isThere(workspace, active))) return ok(active);

  const { worktree } = placeOf(workspace);
  const here = unfinished.filter(({ origin }) => (origin.worktree ?? worktree) === worktree);
  const only = here[0];
  if (only !== undefined && here.length === 1) return ok(only.batch_id);
  const [first] = unfinished;
  if (first === undefined) {
    return refuse('no-batch', 'There is no unfinished batch here: make one with adev batch create FILE.');
  }
  const names = unfinished
    .slice(0, 10)
    .map(({ batch_id, title }) => `${batch_id}${title ? ` (${cutText(plainLine(title), 60)})` : ''}`);
  const more = unfinished.length > 10 ? ` and ${unfinished.length - 10} more` : '';
  return refuse(
    'which-batch',
    `It is not plain which batch is meant: ${names.join(', ')}${more}. Name one, as in --batch ${first.batch_id}.`,
  );
}

/** Every batch that has work left, newest first. Reads them all; those that cannot be read are left out. */
export async function unfinishedBatches(workspace: Workspace): Promise<readonly Batch[]> {
  const batches: Batch[] = [];
  for (const id of await workspace.store.list(BATCH)) {
    try {
      const read = await readBatch(workspace, id);
      if (read.ok && isUnfinished(batchStatus(read.value.data))) batches.push(read.value.data);
    } catch {
      // It is told of where it is named, or all batches are listed.
    }
  }
  return batches.toSorted((a, b) => (a.created_at < b.created_at ? 1 : -1));
}

/** As unfinishedBatches, from the hints alone and one by one: a hook takes what it has the time for. */
export function* batchesWithWork({ store, surroundings }: Workspace): Generator<Batch> {
  const { deadline } = surroundings;
  for (const id of hintedBatches({ store })) {
    if (deadline !== undefined && isOver(deadline)) return;
    let batch: Batch | undefined;
    try {
      const read = store.readNow(BATCH, id);
      if (read.ok) batch = read.value?.data;
    } catch {
      // One batch that cannot be read must not keep a session from hearing of the others; doctor names it.
    }
    if (batch !== undefined && isUnfinished(batchStatus(batch))) yield batch;
  }
}

function lastActivated({ store, sessionId }: Workspace, lookBack: number): string | null {
  let seen = 0;
  for (const entry of store.newestFirst(sessionId)) {
    const event = eventOf(entry);
    if (event?.event === 'batch-activated') return event.batch_id;
    seen += 1;
    if (seen >= lookBack) return null;
  }
  return null;
}

/** A batch that was removed means nothing any more; one that is damaged is still the one that is meant. */
async function isThere(workspace: Workspace, batchId: string): Promise<boolean> {
  const read = await readBatch(workspace, batchId);
  return read.ok || read.refusal.code === 'damaged';
}
