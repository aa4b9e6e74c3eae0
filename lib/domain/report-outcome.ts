// What came of a feature. A report that changes nothing returns the very batch it was given.
import type { Batch, Feature } from './batch.ts';
import { lapse } from './end-of-owner.ts';
import { isSameEvidence } from './evidence.ts';
import { classifyFailure } from './failure.ts';
import { checkLength } from './limits.ts';
import type { Context } from './owners.ts';
import {
  alreadyCompleted,
  command,
  examine,
  record,
  refused,
  settle,
  unchanged,
  type Report,
  type Reported,
} from './report.ts';
import { refuse, type Result } from './result.ts';
import { plainLine, plainText } from './text.ts';

/** Done; also for a feature that failed or was skipped before. Refused `already-completed` with other evidence. */
export function completeFeature(batch: Batch, report: Report, context: Context): Result<Reported> {
  const read = examine(batch, report, 'completed', context);
  if (!read.ok) return read;
  const { feature, standing, evidence } = read.value;
  if (feature.status === 'completed') {
    return isSameEvidence(evidence, feature.evidence)
      ? unchanged(batch, feature)
      : alreadyCompleted(batch, feature);
  }
  if (standing.as === 'stranger') return refused(standing.refusal);
  if (standing.as === 'repeated') return unchanged(batch, feature);
  const completed: Feature = { ...settle(feature, evidence), status: 'completed', finished_at: context.now };
  return record(batch, completed, 'completed', read.value, context);
}

/**
 * Did not work; the attempt is counted. An owner's transient failure leaves the feature pending while there are
 * attempts left. Refused `already-completed`, `already-skipped`.
 */
export function failFeature(
  batch: Batch,
  report: Report & Readonly<{ error?: string | undefined }>,
  context: Context,
): Result<Reported> {
  const read = examine(batch, report, 'failed', context);
  if (!read.ok) return read;
  const { feature, standing, evidence } = read.value;
  if (standing.as === 'repeated' || feature.status === 'failed') return unchanged(batch, feature);
  if (feature.status === 'completed') return alreadyCompleted(batch, feature);
  if (feature.status === 'skipped') {
    return refuse(
      'already-skipped',
      `Feature ${feature.number} was skipped. To try it after all: ${command(batch, 'retry', feature)}.`,
    );
  }
  if (standing.as === 'stranger') return refused(standing.refusal);

  const message = plainText(report.error ?? '').trim();
  const fits = checkLength(message, 'The error');
  if (!fits.ok) return fits;
  const error = {
    message: message === '' ? 'No error was given.' : message,
    class: classifyFailure(message),
  };
  const attempts = feature.attempts + 1;
  const again = standing.as === 'owner' && error.class === 'transient' && attempts < batch.max_attempts;
  const failed: Feature = {
    ...settle(feature, evidence),
    attempts,
    error,
    ...(again ? { status: 'pending' } : { status: 'failed', finished_at: context.now }),
  };
  return record(batch, failed, 'failed', read.value, context);
}

/** Left out on purpose. Takes a feature from an owner that is gone, never from a living one. */
export function skipFeature(
  batch: Batch,
  report: Report & Readonly<{ reason?: string | undefined; category?: string | undefined }>,
  context: Context,
): Result<Reported> {
  const read = examine(batch, report, 'skipped', context);
  if (!read.ok) return read;
  const { feature, standing, evidence } = read.value;
  if (standing.as === 'repeated' || feature.status === 'skipped') return unchanged(batch, feature);
  if (feature.status === 'completed') return alreadyCompleted(batch, feature);
  const isStranger = standing.as === 'stranger';
  if (isStranger && standing.isHeld) return refused(standing.refusal);

  const skip = {
    reason: plainLine(report.reason ?? ''),
    category: plainLine(report.category ?? '') || 'manual',
  };
  const fits = checkLength(skip.reason + skip.category, 'The reason with its category');
  if (!fits.ok) return fits;
  const left = isStranger ? lapse(feature, batch.max_attempts, context.now) : feature;
  const skipped: Feature = { ...settle(left, evidence), status: 'skipped', finished_at: context.now, skip };
  return record(batch, skipped, 'skipped', read.value, context);
}
