// A batch stopped, resumed and ended by whoever runs it; nothing else ever pauses one. What is so already stays as it
// is: the very batch that was given comes back.
import { requireNotCancelled, without, type Batch } from './batch.ts';
import { checkLength } from './limits.ts';
import { ok, type Result } from './result.ts';
import { plainLine } from './text.ts';

/** Nothing is claimed until it is unpaused; outcomes are still taken. Refused: `cancelled`, `too-long`. */
export function pauseBatch(batch: Batch, reason: string, now: string): Result<Batch> {
  const open = requireNotCancelled(batch);
  if (!open.ok || batch.paused !== undefined) return open;
  const text = checkLength(plainLine(reason), 'The reason');
  if (!text.ok) return text;
  return ok({ ...batch, paused: { reason: text.value, at: now }, updated_at: now });
}

/** Refused: `cancelled`. */
export function unpauseBatch(batch: Batch, now: string): Result<Batch> {
  const open = requireNotCancelled(batch);
  if (!open.ok || batch.paused === undefined) return open;
  return ok({ ...without(batch, 'paused'), updated_at: now });
}

/** For good: claims and outcomes are refused from now on. */
export function cancelBatch(batch: Batch, now: string): Batch {
  return batch.cancelled_at === undefined ? { ...batch, cancelled_at: now, updated_at: now } : batch;
}
