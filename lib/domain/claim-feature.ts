// Hands the next feature to an owner, under a token that is never handed out again.
import {
  replaceFeatures,
  requireNotCancelled,
  type Batch,
  type Feature,
  type Lease,
  type Owner,
} from './batch.ts';
import { isReady } from './dependencies.ts';
import { lapse } from './end-of-owner.ts';
import { addLine } from './history.ts';
import { isHeld, type Context } from './owners.ts';
import { ok, refuse, type Result } from './result.ts';
import { addMs } from './time.ts';

const LONGEST_TTL_MS = 366 * 24 * 3_600_000;

export type Claim = Readonly<{
  owner: Owner;
  /** Ends the lease after this time even while its owner lives. */
  ttlMs?: number | undefined;
  /** The commit that the work starts from, where it is known. */
  head?: string | undefined;
}>;

/** `feature` is null when nothing can be claimed; `gaveUp` names those that failed as their last owner had gone. */
export type Claimed = Readonly<{
  batch: Batch;
  feature: (Feature & { readonly lease: Lease }) | null;
  gaveUp: readonly number[];
}>;

/**
 * Claims the lowest-numbered feature that nobody holds and whose dependencies are completed. Taking one over from an
 * owner that is gone counts that owner's attempt; one without attempts left fails, and the next is offered.
 * A paused batch offers nothing. Refused: `cancelled`, `invalid-ttl`.
 */
export function claimFeature(batch: Batch, claim: Claim, context: Context): Result<Claimed> {
  const open = requireNotCancelled(batch);
  if (!open.ok) return open;
  const { ttlMs } = claim;
  if (ttlMs !== undefined && !(ttlMs >= 1 && ttlMs <= LONGEST_TTL_MS)) {
    return refuse(
      'invalid-ttl',
      'A claim lasts from a millisecond to 366 days: give --ttl as in 90m, or leave it out.',
    );
  }
  const { feature, gaveUp } = findNext(batch, context);
  const numbers = gaveUp.map(({ number }) => number);
  const swept = replaceFeatures(batch, gaveUp, context.now);
  if (feature === null) return ok({ batch: swept, feature, gaveUp: numbers });

  const token = batch.next_token;
  const claimed = take(feature, claim, token, context.now);
  const after = replaceFeatures({ ...swept, next_token: token + 1 }, [claimed], context.now);
  return ok({ batch: after, feature: claimed, gaveUp: numbers });
}

/** The feature that a claim would hand out now, as it stands; null when there is none. */
export function nextFeature(batch: Batch, context: Context): Feature | null {
  const { feature } = findNext(batch, context);
  return feature === null ? null : (batch.features[feature.number - 1] ?? null);
}

function findNext(
  batch: Batch,
  context: Context,
): Readonly<{ feature: Feature | null; gaveUp: readonly Feature[] }> {
  const gaveUp: Feature[] = [];
  if (batch.paused !== undefined || batch.cancelled_at !== undefined) return { feature: null, gaveUp };
  for (const feature of batch.features) {
    const isFree =
      feature.status === 'pending' || (feature.status === 'in_progress' && !isHeld(feature.lease, context));
    if (!isFree || !isReady(feature, batch.features)) continue;
    const free = feature.status === 'pending' ? feature : lapse(feature, batch.max_attempts, context.now);
    if (free.status === 'pending') return { feature: free, gaveUp };
    gaveUp.push(free);
  }
  return { feature: null, gaveUp };
}

function take(
  feature: Feature,
  claim: Claim,
  token: number,
  now: string,
): Feature & { readonly lease: Lease } {
  const { owner, ttlMs, head } = claim;
  const seen = head === undefined ? {} : { head };
  const lease: Lease = {
    owner,
    token,
    taken_at: now,
    ...(ttlMs === undefined ? {} : { expires_at: addMs(now, ttlMs) }),
    ...seen,
  };
  const agent = owner.agent === undefined ? {} : { agent: owner.agent };
  const line = { event: 'claimed' as const, at: now, session_id: owner.session_id, ...agent, token, ...seen };
  return { ...addLine(feature, line), status: 'in_progress', started_at: feature.started_at ?? now, lease };
}
