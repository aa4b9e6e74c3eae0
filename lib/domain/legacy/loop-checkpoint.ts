// `<session>_checkpoint.json` and `<session>_loop_state.json` of the retry loop: its counters and, in a checkpoint,
// where the batch stood that it worked on.
import * as v from 'valibot';
import { isObject } from '../json.ts';
import { ok, type Result } from '../result.ts';
import { readBatchState, type BatchReading } from './batch-state.ts';
import { checkpointEvent, legacySession, startEvent, type SessionReading } from './session-events.ts';
import { keptAside, name, others, readAs, storedText, type Given } from './reading.ts';
import { utcTime } from './times.ts';

const loopSchema = v.looseObject({ session_id: name });

const BATCH_FIELDS = [
  'batch_id',
  'current_feature_index',
  'completed_features',
  'failed_features',
  'skipped_features',
  'total_features',
  'features',
];

/** A loop that names a batch, as that batch; its counters lie in `legacy.loop`. */
export function readBatchLoop(data: Readonly<Record<string, unknown>>, given: Given): Result<BatchReading> {
  const read = readAs(loopSchema, data);
  if (!read.ok) return read;
  const outcomes = Object.fromEntries(BATCH_FIELDS.map((field) => [field, data[field]]));
  const times = {
    created_at: data['created_at'],
    updated_at: data['checkpoint_created_at'] ?? data['updated_at'],
  };
  const batch = readBatchState({ ...outcomes, ...times }, given);
  if (!batch.ok) return batch;
  const loop = keptAside(others(data, BATCH_FIELDS));
  const legacy = isObject(loop) ? { loop } : {};
  return ok({ ...batch.value, batch: { ...batch.value.batch, legacy } });
}

/** A loop without a batch, as a session `legacy-<session_id>` with one checkpoint. */
export function readLoneLoop(data: Readonly<Record<string, unknown>>, given: Given): Result<SessionReading> {
  const read = readAs(loopSchema, data);
  if (!read.ok) return read;
  const { session_id } = read.value;
  const at = utcTime(data['checkpoint_created_at']) ?? utcTime(data['updated_at']) ?? given.fileTime;
  const counters = [
    `iteration ${countOf(data['current_iteration'])}`,
    `${countOf(data['total_attempts'])} attempts`,
    `${countOf(data['consecutive_failures'])} failures in a row`,
    `${countOf(data['tokens_used'])} of ${countOf(data['token_limit'])} tokens`,
  ];
  const history = Array.isArray(data['retry_history']) ? (data['retry_history'] as unknown[]) : [];
  const last = history.findLast(isObject);
  const error = storedText(last?.['error_message']);
  const message = `Loop: ${counters.join(', ')}.${error === '' ? '' : ` Last error: ${error}`}`;
  const from = `loop-checkpoint ${session_id}`;
  return ok(
    legacySession(session_id, [
      startEvent(from, utcTime(data['created_at']) ?? at, given, {}),
      checkpointEvent(`${from} ${at}`, at, { agent: 'ralph-loop', message, legacy: keptAside(data) }),
    ]),
  );
}

function countOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
