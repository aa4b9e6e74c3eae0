// What became of each feature, out of the lists that the original's batches and loops keep. Where they disagree,
// completed counts before skipped and skipped before failed; of several failures of one feature the last one counts.
import * as v from 'valibot';
import { index, text } from './reading.ts';
import { utcTime } from './times.ts';

const loose = v.nullish(v.unknown());

export const outcomeLists = {
  completed_features: v.nullish(v.array(index)),
  failed_features: v.nullish(
    v.array(
      v.union([
        index,
        v.looseObject({ feature_index: index, error_message: loose, timestamp: loose, retry_count: loose }),
      ]),
    ),
  ),
  skipped_features: v.nullish(
    v.array(
      v.union([
        index,
        v.looseObject({
          feature_index: index,
          reason: v.nullish(text),
          category: v.nullish(text),
          feature_name: loose,
          timestamp: loose,
        }),
      ]),
    ),
  ),
};

const listsSchema = v.object(outcomeLists);
type Lists = v.InferOutput<typeof listsSchema>;

export type Outcome =
  | Readonly<{ status: 'completed' }>
  | (Ending & Readonly<{ status: 'skipped'; reason: string; category: string }>)
  | (Ending & Readonly<{ status: 'failed'; message: unknown; retries: number }>);

/** `more`: what else the entry says. */
type Ending = Readonly<{ at: string | null; more: Readonly<Record<string, unknown>> }>;

/** By 0-based index; `strays` counts entries of features that there are not. */
export function outcomesOf(
  lists: Lists,
  total: number,
): Readonly<{ outcomes: ReadonlyMap<number, Outcome>; strays: number }> {
  const found = new Map<number, Outcome>();
  for (const entry of lists.failed_features ?? []) {
    const record = typeof entry === 'number' ? { feature_index: entry } : entry;
    const { feature_index, error_message: message, timestamp, retry_count, ...more } = record;
    const retries = Number.isSafeInteger(retry_count) ? Math.max(0, retry_count as number) : 0;
    found.set(feature_index, { status: 'failed', message, retries, at: utcTime(timestamp), more });
  }
  for (const entry of lists.skipped_features ?? []) {
    const record = typeof entry === 'number' ? { feature_index: entry } : entry;
    const { feature_index, feature_name: _, reason, category, timestamp, ...more } = record;
    const why = { reason: reason ?? '', category: category || 'manual' };
    found.set(feature_index, { status: 'skipped', ...why, at: utcTime(timestamp), more });
  }
  for (const done of lists.completed_features ?? []) found.set(done, { status: 'completed' });
  const outcomes = new Map([...found].filter(([at]) => at >= 0 && at < total));
  return { outcomes, strays: found.size - outcomes.size };
}
