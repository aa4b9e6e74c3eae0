// How a batch that is imported meets the one that is here under its id. What was done here is never overwritten.
import type { Batch } from '../batch.ts';
import { dropLeases } from '../end-of-owner.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { ExportedBatch } from './exported-batch.ts';
import { markDoubtful } from './features.ts';
import { isFrom, isUntouched, legacyOf, originsOf, withOrigins, type Origin } from './imported.ts';
import { canonical } from './reading.ts';

/**
 * The batch as it is to be stored, or the very one that is here when the file has been imported before. While nobody
 * has worked on an imported batch, a newer state of its file takes its place. Refused `moved-on`, `older`.
 */
export function takeInBatch(present: Batch | null, read: Batch, origin: Origin): Result<Batch> {
  if (present === null) return ok(withOrigins(read, [origin], legacyOf(read)));
  if (isFrom(present, origin)) return ok(present);
  if (!isUntouched(present)) return movedOn(present);
  const origins = originsOf(present);
  const isKnown = origins.some(({ kind }) => kind === origin.kind);
  if (isKnown && read.updated_at <= present.updated_at) {
    return refuse('older', `batch ${present.batch_id} was imported from a state that is no older than this`);
  }
  const next_token = Math.max(present.next_token, read.next_token) + 1;
  const legacy = { ...legacyOf(present), ...legacyOf(read) };
  return ok(withOrigins({ ...read, next_token }, [...origins, origin], legacy));
}

/**
 * What a loop or a marker says of a batch: the batch itself where there is none yet; otherwise a note beside it. A
 * feature that it knows an outcome of, and the batch does not, becomes uncertain. Refused `moved-on`.
 */
export function takeInAside(present: Batch | null, read: Batch, origin: Origin): Result<Batch> {
  if (present === null) return ok(withOrigins(read, [origin], legacyOf(read)));
  if (isFrom(present, origin)) return ok(present);
  if (!isUntouched(present)) return movedOn(present);
  const features = present.features.map((feature, at) => {
    const told = read.features[at];
    const isNews = told !== undefined && told.status !== 'pending' && told.text === feature.text;
    if (!isNews || feature.status !== 'pending' || feature.uncertain === true) return feature;
    return markDoubtful(feature, read.updated_at);
  });
  const legacy = { ...legacyOf(present), ...legacyOf(read) };
  return ok(withOrigins({ ...present, features }, [...originsOf(present), origin], legacy));
}

/** A batch that the original was given and has changed. Refused `moved-on` where it has changed here too. */
export function takeInReturned(present: Batch | null, { base, batch }: ExportedBatch): Result<Batch> {
  if (present === null) return ok(arrived(batch, null));
  if (batch === base || isState(present, batch)) return ok(present);
  return isState(present, base) ? ok(arrived(batch, present)) : movedOn(present);
}

/** A batch out of a bundle. Refused `moved-on` where there is another state of it. */
export function takeInBundled(present: Batch | null, batch: Batch): Result<Batch> {
  if (present === null) return ok(arrived(batch, null));
  return isState(present, batch) ? ok(present) : movedOn(present);
}

/** Leases of elsewhere do not count here, and tokens go on above theirs. */
function arrived(batch: Batch, present: Batch | null): Batch {
  const next_token = Math.max(present?.next_token ?? 1, batch.next_token) + 1;
  return { ...withoutLeases(batch), next_token };
}

/** Whether a batch is in this state, with its leases or as it would be after an import. */
function isState(present: Batch, state: Batch): boolean {
  const [here, there, imported] = [present, state, withoutLeases(state)].map((batch) =>
    canonical({ ...batch, next_token: 0 }),
  );
  return here === there || here === imported;
}

function withoutLeases(batch: Batch): Batch {
  return dropLeases(batch, batch.updated_at).batch;
}

function movedOn({ batch_id }: Batch): Result<never> {
  return refuse('moved-on', `batch ${batch_id} is here already and has been worked on; it stays as it is`);
}
