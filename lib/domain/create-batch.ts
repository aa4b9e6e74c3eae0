// Makes a batch, and adds to one. Refuses what would have to be cut: nothing is shortened silently.
import { replaceFeatures, requireNotCancelled, type Batch, type Feature } from './batch.ts';
import { resolveDependencies, type Dependency } from './dependencies.ts';
import type { FeatureItem } from './feature-list.ts';
import { isBatchId } from './ids.ts';
import { checkLength, MAX_FEATURES, MAX_TEXT_BYTES } from './limits.ts';
import { ok, refuse, type Result } from './result.ts';
import { plainLine } from './text.ts';

export type NewBatch = Readonly<{
  batchId: string;
  title?: string | undefined;
  source: Batch['source'];
  items: readonly FeatureItem[];
  dependencies?: readonly Dependency[];
  maxAttempts: number;
  origin: Batch['origin'];
}>;

/**
 * A batch at its beginning. Texts become one line each, without control characters.
 * Refused: `invalid-batch-id`, `invalid-max-attempts`, `no-features`, `empty-feature`, `too-long`,
 * `too-many-features`, `too-much-text`, `unknown-dependency`, `duplicate-dependency`, `cyclic-dependency`.
 */
export function createBatch(wanted: NewBatch, now: string): Result<Batch> {
  const { batchId, source, items, dependencies = [], maxAttempts, origin } = wanted;
  if (!isBatchId(batchId)) {
    return refuse(
      'invalid-batch-id',
      'A batch id is 1 to 64 of the characters a-z 0-9 _ -, begins with a letter or digit, and is no device name: ' +
        'choose another --id, or leave it out.',
    );
  }
  if (!Number.isSafeInteger(maxAttempts) || maxAttempts < 1) {
    return refuse(
      'invalid-max-attempts',
      'The number of attempts is a whole number from 1: correct --max-attempts.',
    );
  }
  const title = plainLine(wanted.title ?? '');
  const titleFits = checkLength(title, 'The title');
  if (!titleFits.ok) return titleFits;
  const features = newFeatures(items, [], now);
  if (!features.ok) return features;
  const dependsOn = resolveDependencies(features.value.length, dependencies);
  if (!dependsOn.ok) return dependsOn;

  return ok({
    batch_id: batchId,
    ...(title === '' ? {} : { title }),
    source,
    features: features.value.map((feature, index) => ({
      ...feature,
      depends_on: dependsOn.value[index] ?? [],
    })),
    next_token: 1,
    created_at: now,
    updated_at: now,
    max_attempts: maxAttempts,
    origin,
  });
}

/** The batch with more features at its end, numbered on. Refused as createBatch does, and `cancelled`. */
export function addFeatures(batch: Batch, items: readonly FeatureItem[], now: string): Result<Batch> {
  const open = requireNotCancelled(batch);
  if (!open.ok) return open;
  const features = newFeatures(items, batch.features, now);
  return features.ok ? ok(replaceFeatures(batch, features.value, now)) : features;
}

/** One item for each issue. Refused: `invalid-issue`, `duplicate-issue`. */
export function issueItems(issueNumbers: readonly number[]): Result<readonly FeatureItem[]> {
  const items: FeatureItem[] = [];
  const seen = new Set<number>();
  for (const issueNumber of issueNumbers) {
    if (!Number.isSafeInteger(issueNumber) || issueNumber < 1) {
      return refuse(
        'invalid-issue',
        `${issueNumber} is no issue number: give whole numbers from 1, as in 72,73.`,
      );
    }
    if (seen.has(issueNumber)) {
      return refuse('duplicate-issue', `Issue ${issueNumber} is named twice: name each issue once.`);
    }
    seen.add(issueNumber);
    items.push({ text: `Issue #${issueNumber}`, issueNumber });
  }
  return ok(items);
}

function newFeatures(
  items: readonly FeatureItem[],
  existing: readonly Feature[],
  now: string,
): Result<readonly Feature[]> {
  const total = existing.length + items.length;
  if (items.length === 0) {
    return refuse('no-features', 'There is no feature in what was given: name at least one, one per line.');
  }
  if (total > MAX_FEATURES) {
    return refuse(
      'too-many-features',
      `The batch would have ${total} features; at most ${MAX_FEATURES} are taken. Make several batches of them.`,
    );
  }
  const features: Feature[] = [];
  let bytes = existing.reduce((sum, { text }) => sum + bytesOf(text), 0);
  for (const { text: given, completed = false, issueNumber } of items) {
    const number = existing.length + features.length + 1;
    const text = plainLine(given);
    if (text === '') return refuse('empty-feature', `Feature ${number} has no text: say what is to be done.`);
    const fits = checkLength(text, `Feature ${number}`);
    if (!fits.ok) return fits;
    bytes += bytesOf(text);
    features.push({
      number,
      text,
      status: completed ? 'completed' : 'pending',
      attempts: 0,
      refunds: 0,
      depends_on: [],
      ...(issueNumber === undefined ? {} : { issue_number: issueNumber }),
      ...(completed ? { finished_at: now } : {}),
      history: [],
    });
  }
  if (bytes > MAX_TEXT_BYTES) {
    return refuse(
      'too-much-text',
      `The batch would hold ${bytes} bytes of text; at most ${MAX_TEXT_BYTES} are taken. Shorten it, or make several batches.`,
    );
  }
  return ok(features);
}

const encoder = new TextEncoder();

function bytesOf(text: string): number {
  return encoder.encode(text).length;
}
