// Whether a session that drives a batch goes on at the end of a turn, and with what words. Decides; claims nothing.
import type { Batch, Feature, Owner } from './batch.ts';
import { batchStatus, countFeatures, heldHere, isDoubtful } from './batch-queries.ts';
import { nextFeature } from './claim-feature.ts';
import { isOutcome } from './history.ts';
import type { Context } from './owners.ts';
import type { Drive } from './session.ts';
import { quotedLine } from './text.ts';

export type DriveDecision =
  | Readonly<{ next: 'go-on'; progress: number; say: string }>
  /** `why` names the kind of reason, so that the person is told of each but once. */
  | Readonly<{ next: 'stop'; why: string; say: string }>
  /** Agents still work in the background: the turn is not over. */
  | Readonly<{ next: 'wait' }>;

export type DriveFacts = Readonly<{
  drive: Drive;
  batch: Batch;
  owner: Owner;
  hasRunningAgents: boolean;
  context: Context;
  /** A time as the person's clock shows it. */
  clock: (time: string) => string;
}>;

const SHOWN_CHARACTERS = 1000;

export function decideDrive({
  drive,
  batch,
  owner,
  hasRunningAgents,
  context,
  clock,
}: DriveFacts): DriveDecision {
  if (hasRunningAgents) return { next: 'wait' };
  const { total, completed, skipped, failed } = countFeatures(batch);
  const at = `${completed + skipped + failed} of ${total}`;
  const stop = (why: string, because: string): DriveDecision => ({
    next: 'stop',
    why,
    say: `Batch stopped at ${at}: ${because}.`,
  });

  const status = batchStatus(batch);
  if (status === 'completed')
    return { next: 'stop', why: 'finished', say: `Batch ${batch.batch_id} is finished: ${at} done.` };
  if (status === 'cancelled') return stop('cancelled', 'it was cancelled');
  if (status === 'paused') return stop('paused', 'it is paused');
  if (drive.until !== undefined && context.now >= drive.until)
    return stop('time', `the time is up (${clock(drive.until)})`);

  const held = heldHere(batch, owner, context).find(({ lease }) => lease?.parked_until === undefined);
  const feature = held ?? nextFeature(batch, context);
  if (feature === null) return stop('nothing', nothingToDo(batch, status));
  const progress = outcomesOf(batch, owner.session_id);
  const { continued } = drive;
  if (continued !== undefined && progress <= continued.progress) {
    return stop('no-progress', `no progress since ${clock(continued.at)}`);
  }
  const isUncertain = feature.uncertain === true || isDoubtful(feature, context);
  return {
    next: 'go-on',
    progress,
    say: instruction(batch, feature, { isHeld: held !== undefined, isUncertain, at }),
  };
}

/** How many outcomes this session has reported on the batch. */
export function outcomesOf(batch: Batch, sessionId: string): number {
  let outcomes = 0;
  for (const { history } of batch.features) {
    for (const line of history) if (line.session_id === sessionId && isOutcome(line)) outcomes += 1;
  }
  return outcomes;
}

function nothingToDo(batch: Batch, status: string): string {
  if (status === 'completed_with_failures') return 'what is left failed, or waits for what failed';
  const others = batch.features.filter(({ status: is }) => is === 'in_progress').length;
  return others === 1
    ? 'the one feature left is with another owner'
    : `the ${others} features left are with other owners`;
}

function instruction(
  batch: Batch,
  feature: Feature,
  { isHeld, isUncertain, at }: Readonly<{ isHeld: boolean; isUncertain: boolean; at: string }>,
): string {
  const { batch_id } = batch;
  const text = quotedLine(feature.text, SHOWN_CHARACTERS);
  const doubt = isUncertain
    ? ' It is uncertain: somebody may have begun it, so look at the files first.'
    : '';
  const head = `autonomous-dev: batch ${batch_id} goes on (${at} done).`;
  if (!isHeld) {
    return `${head} Next is feature ${feature.number}: ${text}.${doubt} Claim it, then do it: adev batch next ${batch_id} --claim`;
  }
  const token = feature.lease?.token ?? 0;
  const report = (verb: string) =>
    `adev batch ${verb} ${feature.number} --batch ${batch_id} --token ${token}`;
  return (
    `${head} You hold feature ${feature.number}: ${text}.${doubt} Finish it and report it: ` +
    `${report('complete')} --commit HEAD, or ${report('fail')} --error 'what went wrong'`
  );
}
