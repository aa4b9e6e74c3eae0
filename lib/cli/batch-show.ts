// Batches as they stand: all of them, one in full, and what came of one.
import {
  BATCH,
  batchStatus,
  contextOf,
  countFeatures,
  countRemaining,
  formatSummary,
  generateCompletionSummary,
  isHeld,
  loadBatchState,
  plainLine,
  type Batch,
  type Context,
  type Feature,
} from '../index.ts';
import { done, skipped, type Answer } from './answer.ts';
import { answerOf, BATCH_OPTION, featureJson, inBatch } from './batch-answer.ts';
import { alignColumns } from './columns.ts';
import { command } from './command.ts';
import { inProject } from './in-project.ts';
import { styled, type Line, type Span, type Style } from './output.ts';
import { agoOf } from './times.ts';

export const batchList = command({
  name: 'batch list',
  group: 'every day',
  summary: 'Show all batches of the project',
  options: {},

  run: (call) =>
    inProject(call, async ({ store, surroundings }) => {
      const batches: Batch[] = [];
      const notes: string[] = [];
      for (const id of await store.list(BATCH)) {
        const loaded = await loadBatchState(id, surroundings);
        if (loaded.ok) batches.push(loaded.value.batch);
        else if ('skipped' in loaded) {
          if (loaded.skipped.reason === 'disabled') return skipped(loaded.skipped);
          notes.push(`adev: batch ${id} cannot be shown: ${loaded.skipped.detail}`);
        } else if (loaded.refused.code !== 'removed')
          notes.push(`adev: batch ${id} cannot be shown: ${loaded.refused.message}`);
      }
      const sorted = batches.toSorted((one, other) => (one.created_at < other.created_at ? 1 : -1));
      const rows = sorted.map((batch) => batchRow(batchJson(batch), surroundings.now()));
      const lines =
        rows.length === 0
          ? ['No batches here. To make one: adev batch create FILE']
          : alignColumns(rows, call.width());
      return done({ batches: sorted.map(batchJson) }, lines, notes);
    }),
});

export const batchShow = command({
  name: 'batch show',
  group: 'every day',
  summary: 'Show a batch and each of its features',
  arguments: ['[ID]'],
  options: BATCH_OPTION,

  run: (call) =>
    inBatch(call, { place: call.arguments[0], option: call.options.batch }, async (workspace, batchId) =>
      answerOf(await loadBatchState(batchId, call.surroundings), ({ batch, revision }) =>
        showAnswer(batch, revision, call.width(), contextOf(workspace)(call.surroundings.now())),
      ),
    ),
});

export const batchSummary = command({
  name: 'batch summary',
  group: 'every day',
  summary: 'Tell what came of a batch and what to do next',
  arguments: ['[ID]'],
  options: BATCH_OPTION,

  run: (call) =>
    inBatch(call, { place: call.arguments[0], option: call.options.batch }, async (_, batchId) =>
      answerOf(await generateCompletionSummary(batchId, call.surroundings), (summary) =>
        done(summary, formatSummary(summary).trimEnd().split('\n')),
      ),
    ),
});

/** A batch without its features, as lists and status tell of it. */
export type BatchJson = ReturnType<typeof batchJson>;

export function batchJson(batch: Batch) {
  const counts = countFeatures(batch);
  return {
    batch_id: batch.batch_id,
    title: batch.title ?? null,
    status: batchStatus(batch, counts),
    counts,
    remaining: countRemaining(counts),
    created_at: batch.created_at,
    updated_at: batch.updated_at,
  };
}

export function batchRow(batch: BatchJson, now: number): Span[] {
  const { batch_id, status, counts, updated_at, title } = batch;
  const parts = [
    `${counts.completed} of ${counts.total} done`,
    ...(counts.in_progress > 0 ? [`${counts.in_progress} in progress`] : []),
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
    ...(counts.uncertain > 0 ? [`${counts.uncertain} uncertain`] : []),
  ];
  return [
    styled('bold', batch_id),
    styled(styleOfBatch(status), status.replaceAll('_', ' ')),
    parts.join(', '),
    styled('dim', agoOf(updated_at, now)),
    title ?? '',
  ];
}

function showAnswer(batch: Batch, revision: number, width: number, context: Context): Answer {
  const counts = countFeatures(batch);
  const status = batchStatus(batch, counts);
  const json = {
    batch_id: batch.batch_id,
    status,
    counts,
    features: batch.features.map(featureJson),
    revision,
  };
  const lines: Line[] = [
    ...alignColumns([batchRow(batchJson(batch), Date.parse(context.now))]),
    ...(batch.paused === undefined ? [] : [`Paused: ${plainLine(batch.paused.reason) || 'no reason given'}`]),
    '',
    ...alignColumns(
      batch.features.map((feature) => featureRow(feature, context)),
      width,
      '  ',
    ),
  ];
  return done(json, lines);
}

function featureRow({ number, text, status, uncertain, lease, error }: Feature, context: Context): Span[] {
  const marks = [
    ...(uncertain === true ? ['uncertain'] : []),
    ...(lease?.parked_until === undefined ? [] : ['parked']),
    ...(status === 'in_progress' && !isHeld(lease, context) ? ['its owner is gone'] : []),
    ...(status === 'failed' && error !== undefined ? [plainLine(error.message).slice(0, 60)] : []),
  ];
  const mark = marks.length === 0 ? '' : ` (${marks.join(', ')})`;
  return [String(number), styled(FEATURE_STYLES[status], status.replace('_', ' ')), `${text}${mark}`];
}

function styleOfBatch(status: string): Style {
  if (status === 'completed') return 'green';
  return status === 'cancelled' || status === 'completed_with_failures' ? 'red' : 'cyan';
}

const FEATURE_STYLES: Readonly<Record<Feature['status'], Style>> = {
  pending: 'dim',
  in_progress: 'cyan',
  completed: 'green',
  failed: 'red',
  skipped: 'yellow',
};
