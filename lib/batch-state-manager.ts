// Batches of features, worked off one by one by any number of agents, sessions and worktrees. Every operation
// resolves to an outcome and never rejects; features are numbered from 1.
import { activateBatch } from './active-batch.ts';
import { settle, type BatchOutcome } from './batch-outcome.ts';
import type { BatchState } from './batch-reports.ts';
import {
  BATCH,
  changeBatch,
  contextOf,
  headOf,
  ownerOf,
  readBatch,
  reporterOf,
  storeNewBatch,
} from './batches.ts';
import type { Batch, Feature } from './domain/batch.ts';
import { claimFeature, nextFeature, type Claimed } from './domain/claim-feature.ts';
import { completionSummary, type CompletionSummary } from './domain/completion-summary.ts';
import { createBatch, issueItems } from './domain/create-batch.ts';
import type { Dependency } from './domain/dependencies.ts';
import { parseFeatureList, type FeatureItem } from './domain/feature-list.ts';
import { mergeOutcomes } from './domain/merge-outcomes.ts';
import { ok, refuse, type Result } from './domain/result.ts';
import { readSettings } from './user-state-manager.ts';
import type { Surroundings } from './workspace.ts';

export type { BatchOutcome } from './batch-outcome.ts';
export * from './batch-control.ts';
export * from './batch-reports.ts';

export type BatchRequest = Readonly<{
  /** The work items, one text each … */
  features?: readonly (string | FeatureItem)[];
  /** … and as plain lines or a Markdown list … */
  list?: string;
  /** … and as issue numbers, whose titles are not fetched. */
  issueNumbers?: readonly number[];
  /** Where the list came from, for people. */
  path?: string;
  batchId?: string;
  title?: string;
  dependencies?: readonly Dependency[];
  /** The user's `max_attempts` setting by default. */
  maxAttempts?: number;
}>;

/** Makes a batch, and makes it the session's active one. Refuses what would have to be cut, and an id in use. */
export function createBatchState(
  request: BatchRequest,
  here?: Surroundings,
): Promise<BatchOutcome<BatchState>> {
  return settle(here, async (workspace) => {
    const items = itemsOf(request);
    if (!items.ok) return items;
    const { sessionId, sessionIsDefault, surroundings, project } = workspace;
    const now = new Date(surroundings.now()).toISOString();
    const created = createBatch(
      {
        batchId: request.batchId ?? newBatchId(now),
        title: request.title,
        source: sourceOf(request),
        items: items.value,
        dependencies: request.dependencies ?? [],
        maxAttempts: request.maxAttempts ?? readSettings(surroundings).max_attempts,
        origin: {
          host: ownerOf(workspace).host,
          worktree: project.root,
          ...(sessionIsDefault ? {} : { session_id: sessionId }),
        },
      },
      now,
    );
    if (!created.ok) return created;
    const stored = await storeNewBatch(workspace, created.value);
    if (!stored.ok) return stored;
    activateBatch(workspace, created.value.batch_id);
    return ok({ batch: created.value, revision: stored.value });
  });
}

/** Refused `unknown-batch`, `removed`, `damaged`. */
export function loadBatchState(batchId: string, here?: Surroundings): Promise<BatchOutcome<BatchState>> {
  return settle(here, async (workspace) => {
    const read = await readBatch(workspace, batchId);
    return read.ok ? ok({ batch: read.value.data, revision: read.value.revision }) : read;
  });
}

/**
 * Stores the outcomes that were entered into a state since it was read, and nothing else of it. Leases hold as for
 * any report. Refused `stale-revision` where a feature has come to another outcome in between, or where the revision
 * that was read is no longer kept.
 */
export function saveBatchState(state: BatchState, here?: Surroundings): Promise<BatchOutcome<BatchState>> {
  return settle(here, async (workspace) => {
    const { batch_id } = state.batch;
    const base = await workspace.store.at(BATCH, batch_id, state.revision);
    if (base === null) {
      return refuse(
        'stale-revision',
        `Revision ${state.revision} of batch ${batch_id} is no longer kept: load it again.`,
      );
    }
    const merged = await changeBatch(workspace, batch_id, (batch, context) => {
      const result = mergeOutcomes(base, state.batch, batch, reporterOf(workspace, {}), context);
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
  return settle(here, async (workspace) => {
    const read = await readBatch(workspace, batchId);
    if (!read.ok) return read;
    return ok(nextFeature(read.value.data, contextOf(workspace)(workspace.surroundings.now())));
  });
}

/** Claims the next feature for this session under a new token; no two callers get the same. Null: nothing to claim. */
export function claimNextFeature(
  batchId: string,
  options: Readonly<{ agent?: string; ttlMs?: number }> = {},
  here?: Surroundings,
): Promise<BatchOutcome<BatchState & Pick<Claimed, 'feature' | 'gaveUp'>>> {
  return settle(here, async (workspace) => {
    const claim = { owner: ownerOf(workspace, options.agent), ttlMs: options.ttlMs, head: headOf(workspace) };
    const claimed = await changeBatch(workspace, batchId, (batch, context) => {
      const result = claimFeature(batch, claim, context);
      return result.ok ? ok({ batch: result.value.batch, answer: result.value }) : result;
    });
    if (!claimed.ok) return claimed;
    const { batch, revision, answer } = claimed.value;
    if (answer.feature !== null) activateBatch(workspace, batchId);
    return ok({ batch, revision, feature: answer.feature, gaveUp: answer.gaveUp });
  });
}

/** Counts, what came of every feature, next steps and the command to go on with. */
export function generateCompletionSummary(
  batchId: string,
  here?: Surroundings,
): Promise<BatchOutcome<CompletionSummary>> {
  return settle(here, async (workspace) => {
    const read = await readBatch(workspace, batchId);
    return read.ok ? ok(completionSummary(read.value.data)) : read;
  });
}

/** Removes a batch for good: every later update is refused `removed`. Removing one that is not there is no error. */
export function cleanupBatchState(batchId: string, here?: Surroundings): Promise<BatchOutcome<null>> {
  return settle(here, async (workspace) => {
    await workspace.store.remove(BATCH, batchId);
    workspace.store.unmarkOpen(`batch.${batchId}`);
    return ok(null);
  });
}

function itemsOf({ features = [], list, issueNumbers = [] }: BatchRequest): Result<readonly FeatureItem[]> {
  const issues = issueItems(issueNumbers);
  if (!issues.ok) return issues;
  const given = features.map((feature) => (typeof feature === 'string' ? { text: feature } : feature));
  return ok([...(list === undefined ? [] : parseFeatureList(list)), ...given, ...issues.value]);
}

function sourceOf({ path, list, issueNumbers }: BatchRequest): Batch['source'] {
  if (issueNumbers !== undefined) return { type: 'issues' };
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
