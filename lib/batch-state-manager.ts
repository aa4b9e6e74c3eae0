// Batches of features, worked off one by one by any number of agents, sessions and worktrees. Every operation
// resolves to an outcome and never rejects; features are numbered from 1.
import { hostname } from 'node:os';
import { noteActive } from './active-batch.ts';
import { settle, type BatchOutcome } from './batch-outcome.ts';
import type { BatchState } from './batch-reports.ts';
import { BATCH, changeBatch, contextOf, ownerOf, readBatch, reporterOf, storeNewBatch } from './batches.ts';
import type { Batch, Feature } from './domain/batch.ts';
import { checkBatchId, checkBatchRequest, checkClaim, checkOutcomes } from './domain/batch-arguments.ts';
import type { BatchRequest, ClaimOptions } from './domain/batch-arguments.ts';
import { claimFeature, nextFeature, type Claimed } from './domain/claim-feature.ts';
import { completionSummary, type CompletionSummary } from './domain/completion-summary.ts';
import { createBatch, issueItems } from './domain/create-batch.ts';
import { parseFeatureList, type FeatureItem } from './domain/feature-list.ts';
import { mergeOutcomes } from './domain/merge-outcomes.ts';
import { ok, refuse, type Result } from './domain/result.ts';
import { placeOf } from './place.ts';
import { documentIdOf } from './store/store.ts';
import { batchHint } from './unfinished-hint.ts';
import { readSettings } from './user-settings.ts';
import { timeOf, type Surroundings } from './workspace.ts';

export type { BatchOutcome } from './batch-outcome.ts';
export type { BatchRequest, ClaimOptions } from './domain/batch-arguments.ts';
export * from './batch-control.ts';
export * from './batch-history.ts';
export * from './batch-reports.ts';

/** Makes a batch, and makes it the session's active one. Refuses what would have to be cut, and an id in use. */
export function createBatchState(
  request: BatchRequest,
  here?: Surroundings,
): Promise<BatchOutcome<BatchState>> {
  return settle(here, checkBatchRequest, { request }, async (workspace, given) => {
    const wanted = given.request;
    const items = itemsOf(wanted);
    if (!items.ok) return items;
    const { sessionId, sessionIsDefault, surroundings } = workspace;
    const now = timeOf(surroundings);
    const created = createBatch(
      {
        batchId: wanted.batchId ?? newBatchId(now),
        title: wanted.title,
        source: sourceOf(wanted),
        items: items.value,
        dependencies: wanted.dependencies ?? [],
        maxAttempts: wanted.maxAttempts ?? readSettings(surroundings).max_attempts,
        origin: {
          host: hostname(),
          worktree: placeOf(workspace).worktree,
          ...(sessionIsDefault ? {} : { session_id: sessionId }),
        },
      },
      now,
    );
    if (!created.ok) return created;
    const stored = await storeNewBatch(workspace, created.value);
    if (!stored.ok) return stored;
    noteActive(workspace, created.value.batch_id);
    return ok({ batch: created.value, revision: stored.value });
  });
}

/** Refused `unknown-batch`, `removed`, `damaged`. */
export function loadBatchState(batchId: string, here?: Surroundings): Promise<BatchOutcome<BatchState>> {
  return settle(here, checkBatchId, { batchId }, async (workspace, given) => {
    const read = await readBatch(workspace, given.batchId);
    return read.ok ? ok({ batch: read.value.data, revision: read.value.revision }) : read;
  });
}

/**
 * Stores the outcomes that were entered into a state since it was read, and nothing else of it. Leases hold as for
 * any report. Refused `stale-revision` where a feature has come to another outcome in between, or where the revision
 * that was read is no longer kept.
 */
export function saveBatchState(state: BatchState, here?: Surroundings): Promise<BatchOutcome<BatchState>> {
  return settle(here, checkOutcomes, { state }, async (workspace, given) => {
    const { batch: edited, revision } = given.state;
    const base = await workspace.store.at(BATCH, edited.batch_id, revision);
    if (base === null) {
      const read = await readBatch(workspace, edited.batch_id);
      if (!read.ok) return read;
      return refuse(
        'stale-revision',
        `Revision ${revision} of batch ${edited.batch_id} is not there any more: load the batch again.`,
      );
    }
    const { head } = placeOf(workspace);
    const merged = await changeBatch(workspace, edited.batch_id, (batch, context) => {
      const result = mergeOutcomes(base.data, edited, batch, { ...reporterOf(workspace, {}), head }, context);
      return result.ok ? ok({ batch: result.value, answer: null }) : result;
    });
    return merged.ok ? ok({ batch: merged.value.batch, revision: merged.value.revision }) : merged;
  });
}

/** The feature that a claim would hand out now; null when there is none. Claims nothing. */
export function getNextPendingFeature(
  batchId: string,
  here?: Surroundings,
): Promise<BatchOutcome<Feature | null>> {
  return settle(here, checkBatchId, { batchId }, async (workspace, given) => {
    const read = await readBatch(workspace, given.batchId);
    if (!read.ok) return read;
    return ok(nextFeature(read.value.data, contextOf(workspace)(workspace.surroundings.now())));
  });
}

/** Claims the next feature for this session under a new token; no two callers get the same. Null: nothing to claim. */
export function claimNextFeature(
  batchId: string,
  options: ClaimOptions = {},
  here?: Surroundings,
): Promise<BatchOutcome<BatchState & Pick<Claimed, 'feature' | 'gaveUp'>>> {
  return settle(here, checkClaim, { batchId, options }, async (workspace, given) => {
    const { agent, ttlMs } = given.options;
    const claim = { owner: ownerOf(workspace, agent), ttlMs, head: placeOf(workspace).head };
    const claimed = await changeBatch(workspace, given.batchId, (batch, context) => {
      const result = claimFeature(batch, claim, context);
      return result.ok ? ok({ batch: result.value.batch, answer: result.value }) : result;
    });
    if (!claimed.ok) return claimed;
    const { batch, revision, answer } = claimed.value;
    if (answer.feature !== null) noteActive(workspace, batch.batch_id);
    return ok({ batch, revision, feature: answer.feature, gaveUp: answer.gaveUp });
  });
}

/** Counts, what came of every feature, next steps and the command to go on with. */
export function generateCompletionSummary(
  batchId: string,
  here?: Surroundings,
): Promise<BatchOutcome<CompletionSummary>> {
  return settle(here, checkBatchId, { batchId }, async (workspace, given) => {
    const read = await readBatch(workspace, given.batchId);
    return read.ok ? ok(completionSummary(read.value.data)) : read;
  });
}

/** Removes a batch for good: every later update is refused `removed`. Removing one that is not there is no error. */
export function cleanupBatchState(batchId: string, here?: Surroundings): Promise<BatchOutcome<null>> {
  return settle(here, checkBatchId, { batchId }, async (workspace, given) => {
    const id = documentIdOf(given.batchId);
    await workspace.store.remove(BATCH, id);
    workspace.store.unmarkOpen(batchHint(id));
    return ok(null);
  });
}

function itemsOf({ features = [], list, issueNumbers = [] }: BatchRequest): Result<readonly FeatureItem[]> {
  const issues = issueItems(issueNumbers);
  if (!issues.ok) return issues;
  const given = features.map((feature) => (typeof feature === 'string' ? { text: feature } : feature));
  return ok([...(list === undefined ? [] : parseFeatureList(list)), ...given, ...issues.value]);
}

function sourceOf({ path, list, issueNumbers = [] }: BatchRequest): Batch['source'] {
  if (issueNumbers.length > 0) return { type: 'issues' };
  if (list === undefined) return { type: 'inline' };
  return { type: 'file', ...(path === undefined ? {} : { path }) };
}

function newBatchId(now: string): string {
  const stamp = now.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  const random = Math.floor(Math.random() * 36 ** 4)
    .toString(36)
    .padStart(4, '0');
  return `batch-${stamp}-${random}`;
}
