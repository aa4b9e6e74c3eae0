// What a report tells of one batch: what came of its features, and what there is to do. Bounded however large it is. Pure.
import {
  completionSummary,
  cutText,
  isDoubtful,
  plainLine,
  type Batch,
  type Context,
  type Feature,
} from '../index.ts';
import { batchJson, type BatchJson } from './batch-show.ts';

export type BatchReport = BatchJson &
  Readonly<{
    worktree?: string;
    paused?: Readonly<{ reason: string; at: string }>;
    /** Those with an outcome, in doubt or in work; what went wrong first, the last outcomes after it. */
    features: readonly FeatureReport[];
    /** How many more there would be. */
    more_features: number;
  }>;

export type FeatureReport = Readonly<{
  number: number;
  text: string;
  status: Feature['status'];
  attempts: number;
  /** `now`: begun by an owner that is gone, without an outcome. `once`: it was so before it got its outcome. */
  uncertain?: 'now' | 'once';
  finished_at?: string;
  /** Done, and no commit was named, recorded or seen since the claim. */
  without_commit?: true;
  error?: string;
  reason?: string;
  commit?: string;
  pr?: string;
  note?: string;
}>;

/** Something to do next; without a command it takes more than one. */
export type Step = Readonly<{ code: string; message: string; command?: string }>;

const MAX_FEATURES = 60;
const MAX_NUMBERS = 10;
const MAX_CHARACTERS = 300;

export function batchReport(batch: Batch, context: Context): BatchReport {
  const { done_without_commit, uncertain } = completionSummary(batch);
  const [uncommitted, doubted] = [done_without_commit, uncertain].map(
    (items) => new Set(items.map(({ number }) => number)),
  );
  const reports = batch.features
    .filter((feature) => feature.status !== 'pending' || isDoubtful(feature, context))
    .map((feature): FeatureReport => {
      const { number, status, attempts, text, finished_at, error, skip, evidence } = feature;
      const doubt = isDoubtful(feature, context) ? 'now' : doubted?.has(number) === true ? 'once' : undefined;
      return {
        number,
        text: cutText(text, MAX_CHARACTERS),
        status,
        attempts,
        ...(doubt === undefined ? {} : { uncertain: doubt }),
        ...(uncommitted?.has(number) === true ? { without_commit: true } : {}),
        ...cutTexts({
          finished_at,
          error: error?.message,
          reason: skip?.reason,
          commit: evidence?.commit,
          pr: evidence?.pr,
          note: evidence?.note,
        }),
      };
    })
    .toSorted((one, other) => rankOf(one) - rankOf(other) || endOf(other).localeCompare(endOf(one)));
  const { origin, paused } = batch;
  return {
    ...batchJson(batch),
    ...cutTexts({ worktree: origin.worktree }),
    ...(paused === undefined
      ? {}
      : { paused: { reason: cutText(paused.reason, MAX_CHARACTERS), at: paused.at } }),
    features: reports.slice(0, MAX_FEATURES),
    more_features: Math.max(0, reports.length - MAX_FEATURES),
  };
}

/** What a person has to look at or to decide. */
export function needsOf(batch: Batch, context: Context): Step[] {
  const { batch_id: id, features, paused, origin } = batch;
  const { counts, status, done_without_commit, uncertain, failed, skipped } = completionSummary(batch);
  const isOpen = status !== 'cancelled';
  const doubtful = features.filter((feature) => isDoubtful(feature, context));
  const doubtedOnce = uncertain.filter(
    ({ number }) => !doubtful.some((feature) => feature.number === number),
  );
  const show = `adev batch show ${id}`;
  const retry = (items: readonly Numbered[]) =>
    isOpen ? { command: `adev batch retry ${items[0]?.number} --batch ${id}` } : {};
  const about = (code: string, items: readonly Numbered[], what: string, more: Partial<Step>): Step[] =>
    items.length === 0 ? [] : [{ code, message: `Batch ${id}: ${named(items)} ${what}`, ...more }];
  const where =
    origin.worktree === undefined ? '' : ` in ${cutText(plainLine(origin.worktree), MAX_CHARACTERS)}`;
  const isOver = counts.pending + counts.in_progress === 0;
  return [
    ...(paused === undefined || !isOpen
      ? []
      : [{ code: 'paused', message: `Batch ${id} is paused`, command: `adev batch unpause ${id}` }]),
    ...about(
      'uncertain',
      doubtful,
      'left by an owner that is gone: look at the tree before that is done again',
      { command: show },
    ),
    ...about('failed', failed, 'failed: try again, or leave it', retry(failed)),
    ...about('skipped', skipped, 'skipped, see why; to do it after all', retry(skipped)),
    ...(counts.blocked === 0
      ? []
      : [
          {
            code: 'blocked',
            message: `Batch ${id}: ${counts.blocked} cannot start, as what they wait for failed or was skipped`,
            command: show,
          },
        ]),
    ...about(
      'was-uncertain',
      doubtedOnce,
      'in doubt before the outcome came: look for work done twice or by halves',
      { command: show },
    ),
    ...about('without-commit', done_without_commit, 'reported as done, and no commit was seen', {
      command: show,
    }),
    ...(isOver && counts.completed > 0
      ? [{ code: 'review', message: `Batch ${id} is through: review the work${where} and merge it` }]
      : []),
  ];
}

/** The command by which an agent goes on with it, if anything may be claimed. */
export function goOn(batch: Batch): Step[] {
  const { counts, status } = completionSummary(batch);
  const left = counts.pending + counts.in_progress - counts.blocked;
  if (left === 0 || status === 'cancelled' || status === 'paused') return [];
  const { batch_id: id } = batch;
  return [
    { code: 'go-on', message: `Go on with batch ${id}, ${left} left`, command: `adev batch adopt ${id}` },
  ];
}

type Numbered = Readonly<{ number: number }>;

function named(items: readonly Numbered[]): string {
  const numbers = items.slice(0, MAX_NUMBERS).map(({ number }) => number);
  const more = items.length - numbers.length;
  const rest = more === 0 ? '' : ` and ${more} more`;
  return `${items.length === 1 ? 'feature' : 'features'} ${numbers.join(', ')}${rest}`;
}

function cutTexts<Name extends string>(
  texts: Readonly<Record<Name, string | undefined>>,
): { [Key in Name]?: string } {
  const cut: { [Key in Name]?: string } = {};
  for (const [name, text] of Object.entries<string | undefined>(texts)) {
    if (text !== undefined && text !== '') cut[name as Name] = cutText(text, MAX_CHARACTERS);
  }
  return cut;
}

function rankOf({ status, uncertain }: FeatureReport): number {
  if (status === 'failed') return 0;
  if (uncertain === 'now') return 1;
  return status === 'in_progress' ? 2 : status === 'skipped' ? 3 : 4;
}

function endOf({ finished_at = '' }: FeatureReport): string {
  return finished_at;
}
