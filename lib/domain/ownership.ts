// Whether who reports on a feature may: the token proves it from anywhere; without one it has to be plain who works
// on the feature.
import type { Batch, Feature } from './batch.ts';
import { isRecorded, timesHeld, type HistoryEvent } from './history.ts';
import { isHeld, type Context } from './owners.ts';
import { ok, refuse, type Refusal, type Result } from './result.ts';

export type Reporter = Readonly<{
  sessionId: string;
  /** The session id stands for nobody in particular: it proves nothing. */
  sessionIsDefault: boolean;
  agent?: string | undefined;
  token?: number | undefined;
}>;

/**
 * - `owner`: the feature's lease is the reporter's
 * - `free`: nobody has a lease on the feature
 * - `repeated`: the reporter reported just this before, under the same token
 * - `stranger`: somebody else's, or not told apart; `isHeld` says whether that owner is still there
 */
export type Standing =
  | Readonly<{ as: 'owner' | 'free' | 'repeated' }>
  | Readonly<{ as: 'stranger'; isHeld: boolean; refusal: Refusal }>;

/** Refused `lease-lost` for any token but the current lease's; a stranger's refusal is `not-owner` or `token-required`. */
export function standingOf(
  batch: Batch,
  feature: Feature,
  event: HistoryEvent,
  reporter: Reporter,
  context: Context,
): Result<Standing> {
  const { lease, number } = feature;
  const { token } = reporter;
  if (token !== undefined) {
    if (lease?.token === token) return ok({ as: 'owner' });
    if (isRecorded(feature, event, token)) return ok({ as: 'repeated' });
    // The work is known to be done: there is nothing to lose.
    if (feature.status === 'completed' && isRecorded(feature, 'completed', token)) return ok({ as: 'free' });
    return refuse(
      'lease-lost',
      `Token ${token} is not the current claim on feature ${number} (${feature.status}), so nothing was changed. ` +
        (lease === undefined && feature.status !== 'completed'
          ? 'Nobody holds it now: if your report still stands, repeat it without --token.'
          : `Leave it as it is, and take the next: adev batch next ${batch.batch_id} --claim.`),
    );
  }
  if (lease === undefined) return ok({ as: 'free' });
  const held = isHeld(lease, context);
  const refusal = whyNotOwner(batch, feature, lease.owner.session_id, reporter, held);
  return ok(refusal === null ? { as: 'owner' } : { as: 'stranger', isHeld: held, refusal });
}

function whyNotOwner(
  batch: Batch,
  feature: Feature,
  holder: string,
  { sessionId, sessionIsDefault }: Reporter,
  held: boolean,
): Refusal | null {
  const { number } = feature;
  const withToken = 'repeat this with the --token that adev batch next --claim printed';
  if (!sessionIsDefault && sessionId !== holder) {
    return {
      code: 'not-owner',
      message: held
        ? `Feature ${number} is being worked on by another session. Leave it, or if the claim is yours ${withToken}.`
        : `Feature ${number} was claimed by another session, which is gone. Take it over with ` +
          `adev batch next ${batch.batch_id} --claim, or if the claim is yours ${withToken}.`,
    };
  }
  const why = sessionIsDefault
    ? `Feature ${number} is claimed, and without a session id only its token tells whose it is`
    : !held
      ? `The claim of this session on feature ${number} has run out`
      : timesHeld(feature, sessionId) === 1
        ? null
        : `This session has claimed feature ${number} more than once, so only the token tells which claim is meant`;
  return why === null ? null : { code: 'token-required', message: `${why}: ${withToken}.` };
}
