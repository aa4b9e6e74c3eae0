// A batch that was written for the original and comes back: all of what it was, with what the original has changed.
import * as v from 'valibot';
import type { Batch, Feature } from '../batch.ts';
import { parseBatch } from '../check-batch.ts';
import { dropLeases } from '../end-of-owner.ts';
import { isBatchId } from '../ids.ts';
import { isObject } from '../json.ts';
import { ok, refuse, type Result } from '../result.ts';
import { BATCH_VERSION } from '../versions.ts';
import { readBatchState } from './batch-state.ts';
import { damaged, ourVersion, type Given } from './reading.ts';
import { writeBatchState } from './write-batch-state.ts';

export type ExportedBatch = Readonly<{
  /** As it was when it was written. */
  base: Batch;
  /** As it is in the file; the very `base` when the original has changed nothing. */
  batch: Batch;
  /** The schema version that it had here. */
  version: string;
}>;

/**
 * Null for a file that was not written here. Refused `newer-version`, and `damaged` for one that was written here and
 * cannot be used any more.
 */
export function readExportedBatch(
  data: Readonly<Record<string, unknown>>,
  given: Given,
): Result<ExportedBatch | null> {
  const metadata = data['analysis_metadata'];
  const part = isObject(metadata) ? metadata['autonomous_dev'] : undefined;
  if (!isObject(part)) return ok(null);
  const version = part['version'] ?? BATCH_VERSION;
  if (!v.is(ourVersion, version)) {
    return refuse('newer-version', 'it was written by another version of this plugin');
  }
  const base = parseBatch(part['batch']);
  if (!base.ok || !isBatchId(base.value.batch_id)) {
    return damaged('analysis_metadata.autonomous_dev holds no batch that can be used');
  }
  if (base.value.batch_id !== data['batch_id']) return ok(null);
  const written = readBatchState(writeBatchState(base.value), given);
  const found = readBatchState(data, given);
  if (!found.ok) return found;
  if (!written.ok) return written;
  const before = written.value.batch.features;
  const changed = found.value.batch.features.filter((feature, at) => !isSame(feature, before[at]));
  if (changed.length === 0) return ok({ base: base.value, batch: base.value, version });

  const { updated_at } = found.value.batch;
  const { batch } = dropLeases(base.value, base.value.updated_at);
  const features = [...batch.features];
  for (const feature of changed) {
    features[feature.number - 1] = adopt(features[feature.number - 1], feature, updated_at);
  }
  return ok({ base: base.value, batch: { ...batch, features, updated_at }, version });
}

/** What the original may change of a feature; all else stays as it was. */
function adopt(known: Feature | undefined, changed: Feature, at: string): Feature {
  if (known === undefined) return changed;
  const { status, attempts, error, skip, git, finished_at = at } = changed;
  const { error: _, skip: __, finished_at: ___, uncertain: ____, ...rest } = known;
  return {
    ...rest,
    status,
    attempts,
    ...(git === undefined ? {} : { git }),
    ...(status === 'pending' ? {} : { finished_at }),
    ...(error === undefined ? {} : { error }),
    ...(skip === undefined ? {} : { skip }),
    history: [...known.history, { event: status === 'pending' ? 'imported' : status, at: finished_at }],
  };
}

function isSame(one: Feature, other: Feature | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
