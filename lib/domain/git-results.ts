// What committing, pushing or opening a pull request for a feature came to.
import { findFeature, replaceFeatures, type Batch, type Feature } from './batch.ts';
import { ok, refuse, type Result } from './result.ts';
import { cutText, plainLine } from './text.ts';

const OPERATIONS = ['commit', 'push', 'pr'] as const;

/** Besides `success` whatever is known: sha, branch, remote, number, url, error … It has to survive JSON. */
export type GitResult = Readonly<{ success: boolean; [detail: string]: unknown }>;

/**
 * The batch with the result of one operation of a feature; a later result of the same operation replaces it, other
 * operations and features stay. Refused: `unknown-feature`, `unknown-git-operation`.
 */
export function recordGitResult(
  batch: Batch,
  number: number,
  operation: string,
  result: GitResult,
  now: string,
): Result<Readonly<{ batch: Batch; feature: Feature }>> {
  const found = findFeature(batch, number);
  if (!found.ok) return found;
  if (!OPERATIONS.some((known) => known === operation)) {
    return refuse(
      'unknown-git-operation',
      `"${cutText(plainLine(operation), 60)}" is not recorded: name one of ${OPERATIONS.join(', ')}.`,
    );
  }
  const git = { ...found.value.git, [operation]: { ...result, at: now } };
  const feature: Feature = { ...found.value, git };
  return ok({ batch: replaceFeatures(batch, [feature], now), feature });
}
