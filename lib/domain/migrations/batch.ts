// A batch of version 1.0.0 is what the original keeps in its file, so the reader of that file reads it here too.
import { readBatchState } from '../legacy/batch-state.ts';
import { others } from '../legacy/reading.ts';
import { isBatchId } from '../ids.ts';
import { isObject } from '../json.ts';
import { INITIAL_SETTINGS } from '../settings.ts';
import type { Migration } from './migration.ts';

export const BATCH_MIGRATIONS: readonly Migration[] = [{ from: '1.0.0', to: '2.0.0', migrate: fromOriginal }];

/** All of the old data but the texts is kept beside the new in `legacy`, so that no field is lost at any depth. */
function fromOriginal(data: unknown, writtenAt: string): unknown {
  const read = readBatchState(data, {
    fileTime: writtenAt,
    localMs: (time) => Date.parse(`${time}Z`),
    host: 'unknown',
    maxAttempts: INITIAL_SETTINGS.max_attempts,
  });
  if (!read.ok) throw new TypeError(read.refusal.message);
  const { batch } = read.value;
  if (!isObject(data) || !isBatchId(batch.batch_id)) throw new TypeError('batch_id is no name of a batch');
  return { ...batch, legacy: others(data, ['features']) };
}
