import { findFeature, replaceFeatures, type Batch } from './batch.ts';
import type { Reported } from './report.ts';
import { ok, type Result } from './result.ts';

/** One more attempt, counted by the caller; the feature's status stays. Refused `unknown-feature`. */
export function countAttempt(batch: Batch, number: number, now: string): Result<Reported> {
  const found = findFeature(batch, number);
  if (!found.ok) return found;
  const feature = { ...found.value, attempts: found.value.attempts + 1 };
  return ok({ batch: replaceFeatures(batch, [feature], now), feature });
}
