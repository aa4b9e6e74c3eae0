// A batch as a `batch_state.json` that the original loads and goes on from. It refuses every top-level field that it
// does not know, and keeps what lies in `analysis_metadata`: there the whole batch travels along.
import type { Batch, Feature } from '../batch.ts';
import { batchStatus } from '../batch-queries.ts';
import { isObject } from '../json.ts';
import { BATCH_VERSION } from '../versions.ts';
import { legacyOf } from './imported.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Fields that are as they were imported, or as they are in a new file of the original. */
const KEPT: Fields = {
  context_token_estimate: 0,
  auto_clear_count: 0,
  auto_clear_events: [],
  state_file: '',
  context_tokens_before_clear: null,
  paused_at_feature_index: null,
  feature_order: [],
  workflow_mode: 'auto-implement',
  quality_metrics: {},
  feature_modes: {},
  last_checkpoint_at: null,
  checkpoint_count: 0,
};

/**
 * Every field of the last age of the file. The original looks for the next feature only from `current_index` on, so
 * that is the first pending one; a feature that is in progress here is pending there. `version` is that of the batch.
 */
export function writeBatchState(batch: Batch, version: string = BATCH_VERSION): Fields {
  const legacy: Fields = legacyOf(batch);
  const { features } = batch;
  const kept = Object.fromEntries(
    Object.entries(KEPT).map(([key, initial]) => [key, legacy[key] ?? initial]),
  );
  const status = batchStatus(batch);
  const pending = features.findIndex(
    (feature) => feature.status === 'pending' || feature.status === 'in_progress',
  );
  const isOver = status === 'cancelled' || pending < 0;
  const metadata = isObject(legacy['analysis_metadata']) ? legacy['analysis_metadata'] : {};
  const numbers = features.map(({ issue_number }) => issue_number ?? null);
  return {
    batch_id: batch.batch_id,
    features_file: batch.source.path ?? '',
    total_features: features.length,
    features: features.map(({ text }) => text),
    current_index: isOver ? features.length : pending,
    completed_features: indicesOf(features, 'completed'),
    failed_features: features.flatMap(failureOf),
    created_at: batch.created_at,
    updated_at: batch.updated_at,
    status: isOver ? 'completed' : status === 'paused' ? 'paused' : 'in_progress',
    issue_numbers: numbers.every((number) => number !== null) ? numbers : null,
    source_type: batch.source.type === 'issues' ? 'issues' : 'file',
    retry_attempts: byIndex(features, retriesOf),
    git_operations: byIndex(features, gitOf),
    feature_dependencies: byIndex(features, ({ depends_on }) =>
      depends_on.length === 0 ? undefined : depends_on.map((number) => number - 1),
    ),
    skipped_features: features.flatMap(skipOf),
    ...kept,
    workflow_reminder: legacy['workflow_reminder'] ?? '',
    analysis_metadata: { ...metadata, autonomous_dev: { version, batch } },
  };
}

function indicesOf(features: readonly Feature[], status: Feature['status']): number[] {
  return features.flatMap((feature, index) => (feature.status === status ? [index] : []));
}

function byIndex(features: readonly Feature[], valueOf: (feature: Feature) => unknown): Fields {
  return Object.fromEntries(
    features.flatMap((feature, index) => {
      const value = valueOf(feature);
      return value === undefined ? [] : [[String(index), value]];
    }),
  );
}

function failureOf({ number, status, error, finished_at = '' }: Feature): Fields[] {
  if (status !== 'failed') return [];
  const { message = '', class: _, ...more } = error ?? {};
  return [{ ...more, feature_index: number - 1, error_message: message, timestamp: finished_at }];
}

function skipOf({ number, text, status, skip, finished_at = '' }: Feature): Fields[] {
  if (status !== 'skipped') return [];
  const { reason = '', category = 'manual', ...more } = skip ?? {};
  return [
    { ...more, feature_index: number - 1, feature_name: text, reason, category, timestamp: finished_at },
  ];
}

/** A first failure is no retry. */
function retriesOf({ status, attempts }: Feature): number | undefined {
  return attempts > (status === 'failed' ? 1 : 0) ? attempts : undefined;
}

function gitOf({ git }: Feature): Fields | undefined {
  if (git === undefined) return undefined;
  const records = Object.entries(git).map(([operation, record]) => {
    const { at, ...rest } = record as Fields;
    return [operation, { ...rest, timestamp: at }];
  });
  return Object.fromEntries(records) as Fields;
}
