// What came of a batch, for the person who looks at it: a document, and the same as text.
import type { Batch, Feature } from './batch.ts';
import {
  batchStatus,
  countFeatures,
  countRemaining,
  type BatchStatus,
  type Counts,
} from './batch-queries.ts';
import { blockedNumbers } from './dependencies.ts';
import { lastClaim, wasUncertain } from './history.ts';
import { cutText, plainLine } from './text.ts';

type Item = Readonly<{ number: number; text: string }>;

export type CompletionSummary = Readonly<{
  batch_id: string;
  title?: string;
  status: BatchStatus;
  counts: Counts;
  completed: readonly Item[];
  failed: readonly (Item & Readonly<{ error: string; class: string }>)[];
  skipped: readonly (Item & Readonly<{ reason: string; category: string }>)[];
  /** Without an outcome yet, whether or not somebody is at it. */
  pending: readonly (Item & Readonly<{ status: string; blocked: boolean }>)[];
  /** In doubt now or once: whatever came of them, part of the work may have been done twice or by halves. */
  uncertain: readonly (Item & Readonly<{ status: string }>)[];
  /** Reported as done, while no commit was named, recorded or seen since the claim. */
  done_without_commit: readonly Item[];
  issues_completed: readonly number[];
  issues_pending: readonly number[];
  next_steps: readonly string[];
  /** Null when no work is left. */
  resume_command: string | null;
}>;

export function completionSummary(batch: Batch): CompletionSummary {
  const { features } = batch;
  const counts = countFeatures(batch);
  const status = batchStatus(batch, counts);
  const blocked = blockedNumbers(features);
  const withStatus = (wanted: Feature['status']) => features.filter(({ status }) => status === wanted);
  const completed = withStatus('completed');
  const failed = withStatus('failed');
  const uncertain = features.filter(wasUncertain);
  const uncommitted = completed.filter(hasNoCommit);
  const issues = features.filter(({ issue_number }) => issue_number !== undefined);

  return {
    batch_id: batch.batch_id,
    ...(batch.title === undefined ? {} : { title: batch.title }),
    status,
    counts,
    completed: completed.map(itemOf),
    failed: failed.map((feature) => ({
      ...itemOf(feature),
      error: feature.error?.message ?? '',
      class: feature.error?.class ?? 'permanent',
    })),
    skipped: withStatus('skipped').map((feature) => ({
      ...itemOf(feature),
      reason: feature.skip?.reason ?? '',
      category: feature.skip?.category ?? '',
    })),
    pending: features
      .filter(({ status }) => status === 'pending' || status === 'in_progress')
      .map((feature) => ({
        ...itemOf(feature),
        status: feature.status,
        blocked: blocked.has(feature.number),
      })),
    uncertain: uncertain.map((feature) => ({ ...itemOf(feature), status: feature.status })),
    done_without_commit: uncommitted.map(itemOf),
    issues_completed: issueNumbers(issues.filter(({ status }) => status === 'completed')),
    issues_pending: issueNumbers(
      issues.filter(({ status }) => status !== 'completed' && status !== 'skipped'),
    ),
    next_steps: nextSteps(batch, status, counts, { failed, uncertain, uncommitted }),
    resume_command: resumeCommand(batch, status, counts, failed[0]),
  };
}

/** The summary in plain text; texts of features are cut to a line each. */
export function formatSummary(summary: CompletionSummary): string {
  const { batch_id, title, status, counts } = summary;
  const list = (heading: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', `${heading}:`, ...lines.map((line) => `  ${line}`)];
  const name = ({ number, text }: Item) => `${number}. ${cutText(plainLine(text), 100)}`;
  const because = (reason: string) => (reason === '' ? '' : ` (${cutText(plainLine(reason), 200)})`);
  return [
    `Batch ${batch_id}${title === undefined ? '' : `, ${cutText(plainLine(title), 100)}`}: ${status}`,
    `${counts.completed} of ${counts.total} completed, ${counts.failed} failed, ${counts.skipped} skipped, ` +
      `${counts.in_progress} in progress, ${counts.pending} pending (${counts.blocked} blocked)`,
    ...list('Completed', summary.completed.map(name)),
    ...list(
      'Failed',
      summary.failed.map((item) => name(item) + because(item.error)),
    ),
    ...list(
      'Skipped',
      summary.skipped.map((item) => name(item) + because(item.reason)),
    ),
    ...list(
      'Left',
      summary.pending.map((item) => name(item) + because(item.blocked ? 'blocked' : '')),
    ),
    ...list(
      'Uncertain, now or once',
      summary.uncertain.map((item) => name(item) + because(item.status)),
    ),
    ...list('Done, no commit seen', summary.done_without_commit.map(name)),
    ...list('Issues completed', joined(summary.issues_completed)),
    ...list('Issues pending', joined(summary.issues_pending)),
    ...list('Next', summary.next_steps),
    '',
  ].join('\n');
}

function nextSteps(
  { batch_id, origin }: Batch,
  status: BatchStatus,
  counts: Counts,
  {
    failed,
    uncertain,
    uncommitted,
  }: Readonly<Record<'failed' | 'uncertain' | 'uncommitted', readonly Feature[]>>,
): string[] {
  const steps: string[] = [];
  const remaining = countRemaining(counts);
  const open = status !== 'cancelled';
  if (open && status === 'paused') steps.push(`Let it go on: adev batch unpause ${batch_id}`);
  if (open && remaining > counts.blocked) {
    steps.push(`Go on with ${featuresOf(remaining - counts.blocked)}: adev batch next ${batch_id} --claim`);
  }
  if (uncertain.length > 0) steps.push(`Check what was left in doubt: ${named(uncertain)}`);
  if (open && failed.length > 0) {
    steps.push(`Try again what failed: adev batch retry NUMBER --batch ${batch_id}, for ${named(failed)}`);
  }
  if (open && counts.blocked > 0) {
    steps.push(`${featuresOf(counts.blocked)} cannot start: what they wait for failed or was skipped`);
  }
  if (uncommitted.length > 0) steps.push(`Look for the commit of ${named(uncommitted)}`);
  if (remaining === 0 || !open) {
    const where = origin.worktree === undefined ? '' : ` in ${plainLine(origin.worktree)}`;
    if (counts.completed > 0) steps.push(`Review the work${where} and merge it`);
    if (status === 'completed' || !open)
      steps.push('Nothing is left to do here: adev gc tidies up old state');
  }
  return steps;
}

function resumeCommand(
  { batch_id }: Batch,
  status: BatchStatus,
  counts: Counts,
  failed: Feature | undefined,
): string | null {
  if (status === 'cancelled') return null;
  if (countRemaining(counts) > counts.blocked) return `adev batch adopt ${batch_id}`;
  return failed === undefined ? null : `adev batch retry ${failed.number} --batch ${batch_id}`;
}

/** What was done before the batch began is not looked at, nor is work whose place in git is not known. */
function hasNoCommit(feature: Feature): boolean {
  const { evidence, git, history } = feature;
  if (history.length === 0 || evidence?.head === undefined) return false;
  if (evidence.commit !== undefined || evidence.pr !== undefined || git?.commit?.success === true)
    return false;
  const begun = lastClaim(feature)?.head;
  return begun === undefined || begun === evidence.head;
}

function itemOf({ number, text }: Feature): Item {
  return { number, text };
}

function issueNumbers(features: readonly Feature[]): number[] {
  return features.flatMap(({ issue_number }) => issue_number ?? []);
}

function joined(numbers: readonly number[]): string[] {
  return numbers.length === 0 ? [] : [numbers.map((number) => `#${number}`).join(', ')];
}

/** Names the first few. */
function named(features: readonly Feature[]): string {
  const numbers = features.slice(0, 10).map(({ number }) => number);
  const more = features.length - numbers.length;
  return `${features.length === 1 ? 'feature' : 'features'} ${numbers.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function featuresOf(count: number): string {
  return count === 1 ? '1 feature' : `${count} features`;
}
