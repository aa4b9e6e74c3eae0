// What `batch next` says to whoever works: the feature, the exact lines to report with, doubt, or what it waits for.
import {
  leaseEnd,
  minuteOf,
  placeOf,
  shellWord,
  type Batch,
  type Context,
  type Feature,
  type Workspace,
} from '../index.ts';
import { featureLine } from './batch-answer.ts';
import { styled, type Line } from './output.ts';

export function headline(batch: Batch, feature: Feature): Line {
  return [
    styled('bold', `Feature ${feature.number} of ${batch.features.length}`),
    `: ${featureLine(feature).replace(/^\d+\. /, '')}`,
  ];
}

export function linesOfClaim(batch: Batch, feature: Feature, workspace: Workspace): Line[] {
  const token = feature.lease?.token ?? 0;
  const report = (verb: string, more: string) =>
    `adev batch ${verb} ${feature.number} --batch ${batch.batch_id} --token ${token} ${more}${rootOption(workspace)}`;
  return [
    headline(batch, feature),
    `Claimed under token ${token}.`,
    ...linesOfDoubt(feature, workspace, token),
    `When done:   ${report('complete', '--commit HEAD')}`,
    `If it fails: ${report('fail', "--error 'what went wrong'")}`,
  ];
}

/** `claimed` is the token of the claim that was just made, which is no trace of the owner before. */
export function linesOfDoubt(
  { uncertain, started_at, history }: Feature,
  workspace: Workspace,
  claimed?: number,
): Line[] {
  if (uncertain !== true) return [];
  const before = history.findLast(({ head, token }) => head !== undefined && token !== claimed)?.head;
  const heads =
    before === undefined
      ? ''
      : ` HEAD was ${before.slice(0, 12)} then and is ${placeOf(workspace).head?.slice(0, 12) ?? 'unknown'} now.`;
  const since = started_at === undefined ? '' : ` It was begun ${minuteOf(started_at)}.`;
  return [
    [
      styled('yellow', 'Uncertain'),
      `: its owner went without a word, so part of it may be done. Look before you redo it.${since}${heads}`,
    ],
  ];
}

/** What was named for this command is needed for the next one too. */
export function rootOption({ surroundings }: Workspace): string {
  const { start } = surroundings;
  return start === undefined ? '' : ` --root ${shellWord(start)}`;
}

export function linesOfNothing(
  batch: Batch,
  status: string,
  held: readonly Feature[],
  others: readonly Feature[],
  context: Context,
): Line[] {
  const { batch_id } = batch;
  if (status === 'paused')
    return [`Batch ${batch_id} is paused. To let it go on: adev batch unpause ${batch_id}`];
  if (status === 'cancelled') return [`Batch ${batch_id} was cancelled: nothing is claimed any more.`];
  if (status === 'completed')
    return [`Batch ${batch_id} is finished. What came of it: adev batch summary ${batch_id}`];
  if (status === 'completed_with_failures') {
    return [`Batch ${batch_id} is finished, with failures. To see them: adev batch summary ${batch_id}`];
  }
  const waits = others.map(({ number, lease }) => {
    const end = lease === undefined ? null : leaseEnd(lease, context);
    const parked = lease?.parked_until === undefined ? '' : ', parked';
    return `feature ${number} (session ${lease?.owner.session_id.slice(0, 8) ?? ''}${parked}${end === null ? '' : `, until ${minuteOf(end)}`})`;
  });
  return [
    `Nothing to claim in batch ${batch_id} now.`,
    ...(held.length === 0
      ? []
      : [
          `This session holds ${held.map(({ number }) => `feature ${number}`).join(', ')}: report on it first.`,
        ]),
    ...(waits.length === 0
      ? []
      : [`It waits for ${waits.slice(0, 10).join(', ')}${waits.length > 10 ? ' and others' : ''}.`]),
  ];
}
