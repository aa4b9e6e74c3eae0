// Gathers what a returning session is told, and the one line for a new one.
import { batchesWithWork } from './active-batch.ts';
import { contextOf, ownerOf } from './batches.ts';
import { briefFor } from './brief.ts';
import type { Batch } from './domain/batch.ts';
import { batchStatus, countFeatures, countRemaining, heldBy, isDoubtful } from './domain/batch-queries.ts';
import { isHeld, type Context } from './domain/owners.ts';
import { lastStay, type Session } from './domain/session.ts';
import { quotedLine } from './domain/text.ts';
import { placeOf } from './place.ts';
import { hasVanished, livenessSeenBy, lostRuns, readSession } from './sessions.ts';
import { readSettings } from './user-settings.ts';
import type { Workspace } from './workspace.ts';

/**
 * The brief of a session that comes back: when its last client vanished, or its lineage has unfinished work; after a
 * compaction also when there is nothing but checkpoints. Null when there is nothing to say.
 */
export function sessionBrief(workspace: Workspace, source: string): string | null {
  const { store, sessionId, client, surroundings } = workspace;
  const session = readSession(store, sessionId)?.session;
  if (session === undefined) return null;
  const context = contextOf(workspace)(surroundings.now());
  const batch = workOf(workspace, session, context);
  const livenessOf = livenessSeenBy(client);
  const vanished = hasVanished(session, livenessOf);
  if (!vanished && batch === null && source !== 'compact') return null;

  const last = lastStay(session);
  const here = placeOf(workspace);
  return briefFor(
    {
      hasVanished: vanished,
      lostRuns: lostRuns(session, livenessOf),
      checkpoints: session.checkpoints,
      ...(batch === null
        ? {}
        : { batch: { batch, owner: ownerOf(workspace), isDriven: drives(session, batch), context } }),
      ...(last === undefined ? {} : { since: last.since }),
      ...(last?.worktree === undefined || last.worktree === here.worktree
        ? {}
        : { otherWorktree: last.worktree }),
      ...(last?.head === undefined ? {} : { headThen: last.head }),
      ...(here.head === undefined ? {} : { headNow: here.head }),
    },
    readSettings(surroundings).brief_characters,
  );
}

/** One line on an unfinished batch of this worktree that no living owner works on, and how to take it over. */
export function newSessionLine(workspace: Workspace): string | null {
  const context = contextOf(workspace)(workspace.surroundings.now());
  const { worktree } = placeOf(workspace);
  for (const batch of batchesWithWork(workspace)) {
    const isHere = batch.origin.worktree === undefined || batch.origin.worktree === worktree;
    if (!isHere || batch.features.some(({ lease }) => isHeld(lease, context))) continue;
    const counts = countFeatures(batch);
    const title = batch.title === undefined ? '' : ` ${quotedLine(batch.title, 100)}`;
    const how = batchStatus(batch) === 'paused' ? 'paused' : 'unfinished';
    return (
      `autonomous-dev: batch ${batch.batch_id}${title} is ${how} (${countRemaining(counts)} of ${counts.total} left) ` +
      `and nobody works on it. To take it over: adev batch adopt ${batch.batch_id}`
    );
  }
  return null;
}

/** The batch that this session has unfinished work in: one it holds or held, or its active or driven one. */
function workOf(workspace: Workspace, session: Session, context: Context): Batch | null {
  const batches = [...batchesWithWork(workspace)];
  const isHolding = (batch: Batch) => heldBy(batch, workspace.sessionId, context).length > 0;
  const isChosen = (batch: Batch) => batch.batch_id === session.activeBatch || drives(session, batch);
  const leftInDoubt = (batch: Batch) =>
    batch.features.some(
      (feature) =>
        isDoubtful(feature, context) &&
        feature.history.some(({ session_id }) => session_id === workspace.sessionId),
    );
  return batches.find(isHolding) ?? batches.find(isChosen) ?? batches.find(leftInDoubt) ?? null;
}

function drives({ drive }: Session, { batch_id }: Batch): boolean {
  return drive?.on === true && drive.batchId === batch_id;
}
