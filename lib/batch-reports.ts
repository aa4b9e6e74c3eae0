// What is reported on a feature of a batch, and by whom.
import { settle, type BatchOutcome } from './batch-outcome.ts';
import { changeBatch, headOf, reporterOf } from './batches.ts';
import type { Batch, Feature } from './domain/batch.ts';
import { countAttempt } from './domain/count-attempt.ts';
import type { GivenEvidence } from './domain/evidence.ts';
import { recordGitResult, type GitResult } from './domain/git-results.ts';
import { releaseFeature as release, retryFeature as retry } from './domain/give-back.ts';
import type { Context } from './domain/owners.ts';
import type { Report, Reported } from './domain/report.ts';
import { completeFeature, failFeature, skipFeature } from './domain/report-outcome.ts';
import { ok, type Result } from './domain/result.ts';
import type { Surroundings } from './workspace.ts';

/** A batch as it was read, with the number of the revision that it was read from. */
export type BatchState = Readonly<{ batch: Batch; revision: number }>;

/** How a report proves whose it is, and what shows the work; the token is the one that claiming handed out. */
export type ReportOptions = Readonly<{ token?: number; agent?: string; evidence?: GivenEvidence }>;

export type ReportOutcome = Promise<BatchOutcome<BatchState & Readonly<{ feature: Feature }>>>;

export function markCompleted(
  batchId: string,
  number: number,
  options: ReportOptions = {},
  here?: Surroundings,
): ReportOutcome {
  return report(batchId, number, options, completeFeature, here);
}

/** A transient failure (rate limit, timeout …) leaves the feature pending while it has attempts left. */
export function markFailed(
  batchId: string,
  number: number,
  options: ReportOptions & Readonly<{ error?: string }> = {},
  here?: Surroundings,
): ReportOutcome {
  const { error } = options;
  return report(
    batchId,
    number,
    options,
    (batch, given, context) => failFeature(batch, { ...given, error }, context),
    here,
  );
}

export function markSkipped(
  batchId: string,
  number: number,
  options: ReportOptions & Readonly<{ reason?: string; category?: string }> = {},
  here?: Surroundings,
): ReportOutcome {
  const { reason, category } = options;
  const skip: ReportTransition = (batch, given, context) =>
    skipFeature(batch, { ...given, reason, category }, context);
  return report(batchId, number, options, skip, here);
}

/** Back to pending, attempts and all. */
export function retryFeature(
  batchId: string,
  number: number,
  options: ReportOptions = {},
  here?: Surroundings,
): ReportOutcome {
  return report(batchId, number, options, retry, here);
}

/** Given back untouched: no attempt is counted. */
export function releaseFeature(
  batchId: string,
  number: number,
  options: ReportOptions = {},
  here?: Surroundings,
): ReportOutcome {
  return report(batchId, number, options, release, here);
}

/** Counts one more attempt of a feature, and leaves the rest of it as it is. */
export function incrementRetryCount(batchId: string, number: number, here?: Surroundings): ReportOutcome {
  return report(batchId, number, {}, (batch, _, { now }) => countAttempt(batch, number, now), here);
}

/** Records what committing, pushing or opening a pull request for a feature came to: `commit`, `push` or `pr`. */
export function recordGitOperation(
  batchId: string,
  number: number,
  operation: string,
  result: GitResult,
  here?: Surroundings,
): ReportOutcome {
  return report(
    batchId,
    number,
    {},
    (batch, _, { now }) => recordGitResult(batch, number, operation, result, now),
    here,
  );
}

type ReportTransition = (batch: Batch, report: Report, context: Context) => Result<Reported>;

/** Applies one report on a feature, with HEAD as it stands as part of the evidence. */
function report(
  batchId: string,
  number: number,
  { evidence = {}, ...given }: ReportOptions,
  transition: ReportTransition,
  here?: Surroundings,
): ReportOutcome {
  return settle(here, async (workspace) => {
    const head = headOf(workspace);
    const commit = evidence.commit?.toUpperCase() === 'HEAD' ? head : evidence.commit;
    const { agent, token } = given;
    const reporter = reporterOf(workspace, { agent, token });
    const reported = await changeBatch(workspace, batchId, (batch, context) => {
      const result = transition(
        batch,
        { ...reporter, number, evidence: { ...evidence, head, commit } },
        context,
      );
      return result.ok ? ok({ batch: result.value.batch, answer: result.value.feature }) : result;
    });
    if (!reported.ok) return reported;
    const { batch, revision, answer } = reported.value;
    return ok({ batch, revision, feature: answer });
  });
}
