// What is stored of a batch. Schemas are loose at every depth, so that what a newer version adds survives a
// rewrite by this one; what can be derived (counts, progress, next feature, the batch's status) is never stored.
import * as v from 'valibot';
import { clientSchema } from './event.ts';
import { ok, refuse, type Result } from './result.ts';

const text = v.string();
const optionalText = v.exactOptional(text);
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const ordinal = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const flag = v.exactOptional(v.boolean());

const ownerSchema = v.looseObject({
  ...clientSchema.entries,
  session_id: text,
  agent: optionalText,
  host: text,
});

const leaseSchema = v.looseObject({
  owner: ownerSchema,
  token: ordinal,
  taken_at: text,
  expires_at: optionalText,
  head: optionalText,
  parked_until: optionalText,
  refunded: flag,
});

const lineSchema = v.looseObject({
  event: text,
  at: text,
  session_id: optionalText,
  agent: optionalText,
  token: v.exactOptional(ordinal),
  head: optionalText,
  uncertain: flag,
});

const gitResultSchema = v.exactOptional(v.looseObject({ success: v.boolean(), at: text }));

export const featureSchema = v.looseObject({
  number: ordinal,
  text,
  status: v.picklist(['pending', 'in_progress', 'completed', 'failed', 'skipped']),
  attempts: count,
  refunds: count,
  depends_on: v.array(ordinal),
  issue_number: v.exactOptional(ordinal),
  uncertain: flag,
  lease: v.exactOptional(leaseSchema),
  started_at: optionalText,
  finished_at: optionalText,
  error: v.exactOptional(v.looseObject({ message: text, class: v.picklist(['transient', 'permanent']) })),
  skip: v.exactOptional(v.looseObject({ reason: text, category: text })),
  git: v.exactOptional(
    v.looseObject({ commit: gitResultSchema, push: gitResultSchema, pr: gitResultSchema }),
  ),
  evidence: v.exactOptional(
    v.looseObject({ head: optionalText, commit: optionalText, pr: optionalText, note: optionalText }),
  ),
  history: v.array(lineSchema),
});

export const batchSchema = v.looseObject({
  batch_id: text,
  title: optionalText,
  source: v.looseObject({ type: text, path: optionalText }),
  features: v.pipe(
    v.array(featureSchema),
    v.check(
      (features) => features.every((feature, index) => feature.number === index + 1),
      'features are not numbered 1, 2, 3 …',
    ),
    v.check(
      (features) => features.every((feature) => feature.depends_on.every((n) => n <= features.length)),
      'a feature depends on one that does not exist',
    ),
  ),
  next_token: ordinal,
  created_at: text,
  updated_at: text,
  paused: v.exactOptional(v.looseObject({ reason: text, at: text })),
  cancelled_at: optionalText,
  max_attempts: ordinal,
  origin: v.looseObject({ session_id: optionalText, worktree: optionalText, host: text }),
});

/** The declared keys alone, readonly at every depth: a misspelt key does not compile. */
type Known<T> = T extends readonly (infer Item)[]
  ? readonly Known<Item>[]
  : T extends object
    ? { readonly [Key in keyof T as string extends Key ? never : Key]: Known<T[Key]> }
    : T;

export type Batch = Known<v.InferOutput<typeof batchSchema>>;
export type Feature = Batch['features'][number];
export type Lease = NonNullable<Feature['lease']>;
export type Owner = Lease['owner'];
export type HistoryLine = Feature['history'][number];
export type Evidence = NonNullable<Feature['evidence']>;

/** The feature of this number; refused `unknown-feature` when there is none. */
export function findFeature(batch: Batch, number: number): Result<Feature> {
  const feature = batch.features[number - 1];
  if (feature !== undefined) return ok(feature);
  return refuse(
    'unknown-feature',
    `Batch ${batch.batch_id} has no feature ${number}: its features are numbered 1 to ${batch.features.length}, ` +
      `see adev batch show ${batch.batch_id}.`,
  );
}

/** The batch itself, unless it was cancelled: then `cancelled`. */
export function requireNotCancelled(batch: Batch): Result<Batch> {
  if (batch.cancelled_at === undefined) return ok(batch);
  return refuse(
    'cancelled',
    `Batch ${batch.batch_id} was cancelled at ${batch.cancelled_at}: nothing is claimed or reported any more. ` +
      'Create a new batch for what is left: adev batch create.',
  );
}

/** The batch with these features in the place of those with their numbers; the same batch when there are none. */
export function replaceFeatures(batch: Batch, changed: readonly Feature[], now: string): Batch {
  if (changed.length === 0) return batch;
  const features = [...batch.features];
  for (const feature of changed) features[feature.number - 1] = feature;
  return { ...batch, features, updated_at: now };
}

/** The value without these keys: an absent key is stored as nothing, an undefined one would be a difference. */
export function without<T extends object, Key extends keyof T>(
  value: T,
  ...keys: readonly Key[]
): Omit<T, Key> {
  const rest = { ...value };
  for (const key of keys) delete rest[key];
  return rest;
}
