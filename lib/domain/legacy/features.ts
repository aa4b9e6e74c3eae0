// The features of a batch of the original: 0-based there, numbered from 1 here.
import type { Feature } from '../batch.ts';
import { classifyFailure } from '../failure.ts';
import { MAX_FEATURES, MAX_TEXT_CHARACTERS } from '../limits.ts';
import { isObject } from '../json.ts';
import { looksLikeCredential } from '../redact.ts';
import { ok, type Result } from '../result.ts';
import type { Outcome } from './outcomes.ts';
import { damaged, itemText, keptAside, storedText } from './reading.ts';

export type FeatureParts = Readonly<{
  texts: readonly string[];
  /** All maps are by 0-based index. */
  outcomes: ReadonlyMap<number, Outcome>;
  retries: ReadonlyMap<number, number>;
  dependencies: readonly (readonly number[])[];
  issues: readonly (number | null)[];
  git: ReadonlyMap<number, Feature['git']>;
  at: string;
}>;

/** Refused `damaged` where a batch would not take that many, or so long a text. */
export function importedFeatures(parts: FeatureParts): Result<readonly Feature[]> {
  const { texts } = parts;
  if (texts.length > MAX_FEATURES)
    return damaged(`features: ${texts.length}, and a batch takes ${MAX_FEATURES}`);
  const tooLong = texts.findIndex((text) => text.length > MAX_TEXT_CHARACTERS);
  if (tooLong >= 0) return damaged(`features.${tooLong} is longer than ${MAX_TEXT_CHARACTERS} characters`);
  return ok(texts.map((text, at) => importedFeature(text, at, parts)));
}

/** One note for each text that looks like a credential; the text itself is left as it is. */
export function credentialNotes(features: readonly Feature[]): string[] {
  return features
    .filter(({ text }) => looksLikeCredential(text) !== null)
    .map(({ number }) => `feature ${number} looks as if it held a credential`);
}

function importedFeature(text: string, index: number, parts: FeatureParts): Feature {
  const { outcomes, retries, dependencies, issues, git, at } = parts;
  const outcome = outcomes.get(index);
  const results = git.get(index);
  const issue = issues[index];
  const failures = outcome?.status === 'failed' ? Math.max(1, outcome.retries) : 0;
  const feature: Feature = {
    number: index + 1,
    text: itemText(text),
    status: 'pending',
    attempts: Math.max(retries.get(index) ?? 0, failures),
    refunds: 0,
    depends_on: dependencies[index] ?? [],
    ...(typeof issue === 'number' && issue > 0 ? { issue_number: issue } : {}),
    ...(results === undefined ? {} : { git: results }),
    history: [],
  };
  if (outcome !== undefined) return { ...feature, ...fieldsOf(outcome, at) };
  // A commit or a push without an outcome: somebody was at it when the batch stopped.
  return results === undefined ? feature : markDoubtful(feature, at);
}

/** Pending, but work on it may have begun, or even been finished. */
export function markDoubtful(feature: Feature, at: string): Feature {
  return {
    ...feature,
    uncertain: true,
    history: [...feature.history, { event: 'imported', at, uncertain: true }],
  };
}

/** What has no place of its own stays beside the rest of it. */
function fieldsOf(outcome: Outcome, at: string): Partial<Feature> {
  switch (outcome.status) {
    case 'completed':
      return { status: 'completed' };
    case 'skipped': {
      const why = { reason: itemText(storedText(outcome.reason)), category: itemText(outcome.category) };
      const skip = { ...restOf(outcome.more), ...why };
      return { status: 'skipped', skip, finished_at: outcome.at ?? at };
    }
    case 'failed': {
      const message = storedText(outcome.message) || 'No error was given.';
      return {
        status: 'failed',
        error: { ...restOf(outcome.more), message, class: classifyFailure(message) },
        finished_at: outcome.at ?? at,
      };
    }
  }
}

function restOf(more: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const kept = keptAside(more);
  return isObject(kept) ? kept : {};
}
