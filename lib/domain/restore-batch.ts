// Puts an older state of a batch in the place of the present one.
import type { Batch } from './batch.ts';
import { dropLeases } from './end-of-owner.ts';
import { isHeld, type Context } from './owners.ts';
import { ok, refuse, type Result } from './result.ts';

/**
 * The older state, without its leases; what was in progress then is pending and uncertain, and tokens go on above all
 * that were ever handed out. Refused `held` while somebody works on the batch as it is now.
 */
export function restoreBatch(present: Batch, older: Batch, context: Context): Result<Batch> {
  const held = present.features.find(({ lease }) => isHeld(lease, context));
  if (held !== undefined) {
    return refuse(
      'held',
      `Feature ${held.number} of batch ${present.batch_id} is being worked on, and its outcome would be lost. ` +
        `Wait for it, or have it released: adev batch release ${held.number} --batch ${present.batch_id}.`,
    );
  }
  const { batch } = dropLeases(older, context.now);
  const next_token = Math.max(present.next_token, older.next_token) + 1;
  return ok({ ...batch, next_token, updated_at: context.now });
}
