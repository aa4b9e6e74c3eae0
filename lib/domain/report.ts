// What all reports on a feature have in common: how they are checked, and how they are recorded.
import {
  findFeature,
  replaceFeatures,
  requireNotCancelled,
  without,
  type Batch,
  type Evidence,
  type Feature,
} from './batch.ts';
import { cleanEvidence, type GivenEvidence } from './evidence.ts';
import { addLine, type HistoryEvent } from './history.ts';
import type { Context } from './owners.ts';
import { standingOf, type Reporter, type Standing } from './ownership.ts';
import { ok, refuse, type Refusal, type Result } from './result.ts';

/** Who reports on which feature; `evidence` may also go along with a failure or a skip. */
export type Report = Reporter & Readonly<{ number: number; evidence?: GivenEvidence | undefined }>;

export type Reported = Readonly<{ batch: Batch; feature: Feature }>;

export type Examined = Readonly<{ report: Report; feature: Feature; standing: Standing; evidence: Evidence }>;

/** Refused: `cancelled`, `unknown-feature`, `lease-lost`, `too-long`. A stranger may still be right: the report tells. */
export function examine(
  batch: Batch,
  report: Report,
  event: HistoryEvent,
  context: Context,
): Result<Examined> {
  const open = requireNotCancelled(batch);
  if (!open.ok) return open;
  const found = findFeature(batch, report.number);
  if (!found.ok) return found;
  const standing = standingOf(batch, found.value, event, report, context);
  if (!standing.ok) return standing;
  const evidence = cleanEvidence(report.evidence ?? {});
  if (!evidence.ok) return evidence;
  return ok({ report, feature: found.value, standing: standing.value, evidence: evidence.value });
}

/** The feature without what its last outcome, or the lack of one, left behind. */
export function settle(feature: Feature, evidence: Evidence = {}): Feature {
  const settled = without(feature, 'lease', 'uncertain', 'error', 'skip', 'finished_at', 'evidence');
  return Object.keys(evidence).length === 0 ? settled : { ...settled, evidence };
}

/** The line names the token only if the report was made under it. */
export function record(
  batch: Batch,
  after: Feature,
  event: HistoryEvent,
  { report, feature: before, standing, evidence }: Examined,
  { now }: Context,
): Result<Reported> {
  const agent = report.agent ?? (standing.as === 'owner' ? before.lease?.owner.agent : undefined);
  const token = standing.as === 'owner' ? before.lease?.token : undefined;
  const feature = addLine(after, {
    event,
    at: now,
    session_id: report.sessionId,
    ...(agent === undefined ? {} : { agent }),
    ...(token === undefined ? {} : { token }),
    ...(evidence.head === undefined ? {} : { head: evidence.head }),
  });
  return ok({ batch: replaceFeatures(batch, [feature], now), feature });
}

export function unchanged(batch: Batch, feature: Feature): Result<Reported> {
  return ok({ batch, feature });
}

export function refused(refusal: Refusal): Result<never> {
  return { ok: false, refusal };
}

export function alreadyCompleted(batch: Batch, feature: Feature): Result<never> {
  return refuse(
    'already-completed',
    `Feature ${feature.number} is completed, and stays so. What was recorded: adev batch show ${batch.batch_id}. ` +
      'For more work add a feature: adev batch add.',
  );
}

/** A command line for this feature, as a refusal names it. */
export function command(batch: Batch, verb: string, feature: Feature): string {
  return `adev batch ${verb} ${feature.number} --batch ${batch.batch_id}`;
}
