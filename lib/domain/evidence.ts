// What an owner gives to show that work was done.
import type { Evidence } from './batch.ts';
import { checkLength } from './limits.ts';
import { ok, type Result } from './result.ts';
import { plainLine } from './text.ts';

/** `head`, where the work stands, is found out for the agent; the rest it says itself. */
export type GivenEvidence = Readonly<{ [Key in 'head' | 'commit' | 'pr' | 'note']?: string | undefined }>;

/** The evidence as it is stored: one line each, empty ones left out. Refused: `too-long`. */
export function cleanEvidence(given: GivenEvidence): Result<Evidence> {
  let evidence: Evidence = {};
  for (const key of ['head', 'commit', 'pr', 'note'] as const) {
    const text = plainLine(given[key] ?? '');
    const fits = checkLength(text, `The ${key}`);
    if (!fits.ok) return fits;
    if (text !== '') evidence = { ...evidence, [key]: text };
  }
  return ok(evidence);
}

/** Whether commit, pr and note, as far as given, are the recorded ones; so too when none is given. */
export function isSameEvidence(given: Evidence, recorded: Evidence | undefined): boolean {
  return (['commit', 'pr', 'note'] as const).every(
    (key) => given[key] === undefined || given[key] === recorded?.[key],
  );
}
