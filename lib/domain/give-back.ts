// A feature that becomes pending again because somebody says so.
import { without, type Batch, type Feature } from './batch.ts';
import { lapse } from './end-of-owner.ts';
import { isHeld, type Context } from './owners.ts';
import {
  alreadyCompleted,
  command,
  examine,
  record,
  refused,
  settle,
  unchanged,
  type Examined,
  type Report,
  type Reported,
} from './report.ts';
import { assertNever, refuse, type Result } from './result.ts';

/**
 * Back to the start, attempts and all; a feature whose owner is gone keeps its count, and is uncertain.
 * Refused `already-completed`; while somebody holds it `not-owner` or `release-first`.
 */
export function retryFeature(batch: Batch, report: Report, context: Context): Result<Reported> {
  const read = examine(batch, report, 'retried', context);
  if (!read.ok) return read;
  const { feature, standing } = read.value;
  if (standing.as === 'repeated') return unchanged(batch, feature);
  switch (feature.status) {
    case 'completed':
      return alreadyCompleted(batch, feature);
    case 'failed':
    case 'skipped':
      return record(
        batch,
        { ...settle(feature), status: 'pending', attempts: 0 },
        'retried',
        read.value,
        context,
      );
    case 'pending':
      if (feature.uncertain !== true) return unchanged(batch, feature);
      return record(batch, without(feature, 'uncertain'), 'retried', read.value, context);
    case 'in_progress':
      return startOver(batch, read.value, context);
    default:
      return assertNever(feature.status);
  }
}

/** Given back untouched: no attempt is counted. Refused `not-held` for a feature that is finished. */
export function releaseFeature(batch: Batch, report: Report, context: Context): Result<Reported> {
  const read = examine(batch, report, 'released', context);
  if (!read.ok) return read;
  const { feature, standing } = read.value;
  if (standing.as === 'repeated' || feature.status === 'pending') return unchanged(batch, feature);
  if (feature.status !== 'in_progress') {
    return refuse(
      'not-held',
      `Feature ${feature.number} is ${feature.status}: there is nothing to release. ` +
        `See adev batch show ${batch.batch_id}.`,
    );
  }
  if (standing.as === 'stranger') return refused(standing.refusal);
  const released: Feature = { ...without(feature, 'lease'), status: 'pending' };
  return record(batch, released, 'released', read.value, context);
}

function startOver(batch: Batch, examined: Examined, context: Context): Result<Reported> {
  const { feature, standing } = examined;
  if (!isHeld(feature.lease, context)) {
    const left = settle(lapse(feature, batch.max_attempts, context.now));
    return record(batch, { ...left, status: 'pending', uncertain: true }, 'retried', examined, context);
  }
  if (standing.as === 'stranger' && standing.refusal.code === 'not-owner') return refused(standing.refusal);
  return refuse(
    'release-first',
    `Feature ${feature.number} is in progress. To start it over, first ${command(batch, 'release', feature)}.`,
  );
}
