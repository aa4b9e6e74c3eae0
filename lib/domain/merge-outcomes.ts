// A batch that was changed by hand since it was read, merged into the batch as it is now: outcomes only.
import type { Batch, Feature } from './batch.ts';
import type { Outcomes } from './batch-arguments.ts';
import type { Context } from './owners.ts';
import type { Reporter } from './ownership.ts';
import { completeFeature, failFeature, skipFeature } from './report-outcome.ts';
import { ok, refuse, type Result } from './result.ts';

/**
 * Applies every outcome that `edited` has and `base`, the batch as it was read, has not, as a report of this reporter.
 * Refused `stale-revision` where the feature has come to another outcome since, `outcomes-only` for any other change
 * of status, and as the single reports are; then none of them is applied.
 */
export function mergeOutcomes(
  base: Batch,
  edited: Outcomes,
  present: Batch,
  reporter: Reporter & Readonly<{ head?: string | undefined }>,
  context: Context,
): Result<Batch> {
  let merged = present;
  for (const feature of edited.features) {
    const before = base.features[feature.number - 1];
    if (before === undefined || before.status === feature.status) continue;
    const now = present.features[feature.number - 1];
    const applied = applyOutcome(merged, feature, before, now ?? before, reporter, context);
    if (!applied.ok) return applied;
    merged = applied.value;
  }
  return ok(merged);
}

function applyOutcome(
  batch: Batch,
  edited: Outcomes['features'][number],
  before: Feature,
  now: Feature,
  { head, ...reporter }: Parameters<typeof mergeOutcomes>[3],
  context: Context,
): Result<Batch> {
  const { number, error, skip } = edited;
  const hasMovedOn = now.status !== before.status && isOutcome(now.status);
  if (hasMovedOn && now.status !== edited.status) {
    return refuse(
      'stale-revision',
      `Feature ${number} has become ${now.status} since this state was read: read it again, then decide. ` +
        `See adev batch show ${batch.batch_id}.`,
    );
  }
  const report = { ...reporter, number, evidence: { ...edited.evidence, head } };
  const reported = (() => {
    switch (edited.status) {
      case 'completed':
        return completeFeature(batch, report, context);
      case 'failed':
        return failFeature(batch, { ...report, error: error?.message }, context);
      case 'skipped':
        return skipFeature(batch, { ...report, reason: skip?.reason, category: skip?.category }, context);
      case 'pending':
      case 'in_progress':
        return refuse(
          'outcomes-only',
          `Feature ${number} cannot be saved as ${edited.status}: only outcomes are. ` +
            'Use claimNextFeature, retryFeature or releaseFeature.',
        );
    }
  })();
  return reported.ok ? ok(reported.value.batch) : reported;
}

function isOutcome(status: Feature['status']): boolean {
  return status === 'completed' || status === 'failed' || status === 'skipped';
}
