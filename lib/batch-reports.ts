// What is reported on a feature of a batch, and by whom.
import { settle, type BatchOutcome } from './batch-outcome.ts';
import { changeBatch, reporterOf } from './batches.ts';
import type { Batch, Feature } from './domain/batch.ts';
import { checkGitOperation, checkReport } from './domain/batch-arguments.ts';
import type { ReportOptions } from './domain/batch-arguments.ts';
import { countAttempt } from './domain/count-attempt.ts';
import { recordGitResult, type GitResult } from './domain/git-results.ts';
import { releaseFeature as release, retryFeature as retry } from './domain/give-back.ts';
import type { Context } from './domain/owners.ts';
import type { Report, Reported } from './domain/report.ts';
import { completeFeature, failFeature, skipFeature } from './domain/report-outcome.ts';
import { ok, type Result } from './domain/result.ts';
import { placeOf } from './place.ts';
import type { Surroundings, Workspace } from './workspace.ts';

export type { ReportOptions } from './domain/batch-arguments.ts';

/** A batch as it was read, with the number of the revision that it was read from. */
export type BatchState = Readonly<{ batch: Batch; revision: number }>;

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
  options: ReportOptions = {},
  here?: Surroundings,
): ReportOutcome {
  return report(batchId, number, options, failFeature, here);
}

export function markSkipped(
  batchId: string,
  number: number,
  options: ReportOptions = {},
  here?: Surroundings,
): ReportOutcome {
  return report(batchId, number, options, skipFeature, here);
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
  return settle(here, checkReport, { batchId, number, options: {} }, (workspace, given) =>
    change(workspace, given.batchId, (batch, { now }) => countAttempt(batch, given.number, now)),
  );
}

/** Records what committing, pushing or opening a pull request for a feature came to: `commit`, `push` or `pr`. */
export function recordGitOperation(
  batchId: string,
  number: number,
  operation: string,
  result: GitResult,
  here?: Surroundings,
): ReportOutcome {
  return settle(here, checkGitOperation, { batchId, number, operation, result }, (workspace, given) =>
    change(workspace, given.batchId, (batch, { now }) =>
      recordGitResult(batch, given.number, given.operation, given.result, now),
    ),
  );
}

type ReportTransition = (
  batch: Batch,
  report: Report & Readonly<Pick<ReportOptions, 'error' | 'reason' | 'category'>>,
  context: Context,
) => Result<Reported>;

/** Applies one report on a feature, with HEAD as it stands as part of the evidence. */
function report(
  batchId: string,
  number: number,
  options: ReportOptions,
  transition: ReportTransition,
  here?: Surroundings,
): ReportOutcome {
  return settle(here, checkReport, { batchId, number, options }, (workspace, given) => {
    const { token, agent, evidence = {}, ...said } = given.options;
    const { head } = placeOf(workspace);
    const commit = evidence.commit?.toUpperCase() === 'HEAD' ? head : evidence.commit;
    const made = {
      ...said,
      ...reporterOf(workspace, { agent, token }),
      number: given.number,
      evidence: { ...evidence, head, commit },
    };
    return change(workspace, given.batchId, (batch, context) => transition(batch, made, context));
  });
}

async function change(
  workspace: Workspace,
  batchId: string,
  transition: (batch: Batch, context: Context) => Result<Reported>,
): Promise<Result<BatchState & Readonly<{ feature: Feature }>>> {
  const changed = await changeBatch(workspace, batchId, (batch, context) => {
    const result = transition(batch, context);
    return result.ok ? ok({ batch: result.value.batch, answer: result.value.feature }) : result;
  });
  if (!changed.ok) return changed;
  const { batch, revision, answer } = changed.value;
  return ok({ batch, revision, feature: answer });
}
