// `.claude/compaction_recovery.json`: where a batch or a pipeline stood when the conversation was compacted.
import * as v from 'valibot';
import { isObject } from '../json.ts';
import { ok, refuse, type Result } from '../result.ts';
import { readBatchState, type BatchReading } from './batch-state.ts';
import { markDoubtful } from './features.ts';
import { checkpointEvent, legacySession, startEvent, type SessionReading } from './session-events.ts';
import { keptAside, name, others, readAs, type Given } from './reading.ts';
import { utcTime } from './times.ts';

const BATCH_FIELDS = ['batch_id', 'features', 'total_features'];
const pipelineSchema = v.looseObject({ run_id: name });

/**
 * The batch that the marker names, what it says lying in `legacy.marker`. A marker knows how far the batch was, but
 * not what became of each feature, unless a loop checkpoint lies in it: features that it had passed are uncertain.
 */
export function readBatchMarker(data: Readonly<Record<string, unknown>>, given: Given): Result<BatchReading> {
  const { checkpoint, saved_at } = data;
  const loop = isObject(checkpoint) ? checkpoint : {};
  const read = readBatchState(
    {
      batch_id: data['batch_id'],
      features: data['features'],
      total_features: data['total_features'],
      completed_features: loop['completed_features'],
      failed_features: loop['failed_features'],
      skipped_features: loop['skipped_features'],
      created_at: saved_at,
      updated_at: saved_at,
    },
    given,
  );
  if (!read.ok) return read;
  const { batch, notes } = read.value;
  const passed = typeof data['current_index'] === 'number' ? data['current_index'] : 0;
  const features = batch.features.map((feature, at) =>
    at < passed && feature.status === 'pending' ? markDoubtful(feature, batch.updated_at) : feature,
  );
  const marker = keptAside(others(data, BATCH_FIELDS));
  return ok({ batch: { ...batch, features, legacy: isObject(marker) ? { marker } : {} }, notes });
}

/** A marker without a batch: the pipeline that was running, as a session with one checkpoint; `empty` without either. */
export function readPipelineMarker(
  data: Readonly<Record<string, unknown>>,
  given: Given,
): Result<SessionReading> {
  const { pipeline } = data;
  if (!isObject(pipeline)) return refuse('empty', 'it names neither a batch nor a pipeline');
  const read = readAs(pipelineSchema, pipeline);
  if (!read.ok) return read;
  const { run_id } = read.value;
  const at = utcTime(pipeline['saved_at']) ?? utcTime(data['saved_at']) ?? given.fileTime;
  const done = Array.isArray(pipeline['steps_completed']) ? pipeline['steps_completed'].length : 0;
  const from = `recovery-marker ${run_id}`;
  return ok(
    legacySession(run_id, [
      startEvent(from, at, given, {}),
      checkpointEvent(`${from} ${at}`, at, {
        agent: 'pipeline',
        message: `Pipeline before a compaction: ${done} steps done.`,
        legacy: keptAside(data),
      }),
    ]),
  );
}
