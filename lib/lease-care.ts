// What becomes of a session's leases when its client ends, is cleared, meets a limit, or goes on.
import { batchesWithWork } from './active-batch.ts';
import { changeBatch, ownerOf } from './batches.ts';
import type { Batch, Lease } from './domain/batch.ts';
import { endSession, transferLeases, type Changed } from './domain/end-of-owner.ts';
import type { Context } from './domain/owners.ts';
import { parkLeases, unparkLeases } from './domain/park.ts';
import { ok } from './domain/result.ts';
import { markParked, unmarkParked } from './parked-hint.ts';
import type { Workspace } from './workspace.ts';

/** At its end the client gives back what it holds; whoever takes it next is told that it is uncertain. */
export function releaseLeases(workspace: Workspace): Promise<number> {
  const { client, sessionId } = workspace;
  // Only what the hook itself sees of its client: the log may know another one of the same session.
  const owner = { ...client, session_id: sessionId, host: '' };
  return changeLeases(workspace, isOf(sessionId), (batch, { now }) => endSession(batch, owner, now));
}

/** The session that follows a clear in the same client takes over what the cleared one held. */
export function takeLeasesOver(workspace: Workspace, clearedSessionId: string): Promise<number> {
  const from = { ...ownerOf(workspace), session_id: clearedSessionId };
  return changeLeases(workspace, isOf(clearedSessionId), (batch, { now }) =>
    transferLeases(batch, from, workspace.sessionId, now),
  );
}

/** Sets the session's leases aside for an hour, the attempts given back. */
export async function parkSession(workspace: Workspace): Promise<number> {
  const { sessionId } = workspace;
  const parked = await changeLeases(workspace, isOf(sessionId), (batch, context) =>
    parkLeases(batch, sessionId, context),
  );
  if (parked > 0) markParked(workspace);
  return parked;
}

/** The session goes on: what was parked is taken up again. */
export async function unparkSession(workspace: Workspace): Promise<number> {
  const isMine = isOf(workspace.sessionId);
  const isParked = (lease: Lease) => lease.parked_until !== undefined && isMine(lease);
  const unparked = await changeLeases(workspace, isParked, (batch, context) =>
    unparkLeases(batch, ownerOf(workspace), context),
  );
  unmarkParked(workspace);
  return unparked;
}

function isOf(sessionId: string): (lease: Lease) => boolean {
  return ({ owner }) => owner.session_id === sessionId;
}

/** Changes every batch that has a lease which is concerned, and answers how many features that were. */
async function changeLeases(
  workspace: Workspace,
  isConcerned: (lease: Lease) => boolean,
  change: (batch: Batch, context: Context) => Changed,
): Promise<number> {
  let features = 0;
  for (const { batch_id, features: all } of batchesWithWork(workspace)) {
    if (!all.some(({ lease }) => lease !== undefined && isConcerned(lease))) continue;
    const changed = await changeBatch(workspace, batch_id, (batch, context) => {
      const after = change(batch, context);
      return ok({ batch: after.batch, answer: after.numbers.length });
    });
    if (changed.ok) features += changed.value.answer;
  }
  return features;
}
