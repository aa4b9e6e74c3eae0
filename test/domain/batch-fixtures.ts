// Batches, owners and a clock for the tests of the batch rules. Everything made here is frozen: a transition that
// changed what it was given would throw.
import assert from 'node:assert/strict';
import type { Batch, Feature, Lease, Owner } from '../../lib/domain/batch.ts';
import { claimFeature, type Claim } from '../../lib/domain/claim-feature.ts';
import { createBatch, type NewBatch } from '../../lib/domain/create-batch.ts';
import type { Context, Liveness } from '../../lib/domain/owners.ts';
import type { Report } from '../../lib/domain/report.ts';
import type { Result } from '../../lib/domain/result.ts';

export const START = '2026-11-22T10:00:00.000Z';

/** The time so many minutes after the batch was made. */
export function minute(minutes: number): string {
  return new Date(Date.parse(START) + minutes * 60_000).toISOString();
}

export const ADA: Owner = owner('ada', 100);
export const BOB: Owner = owner('bob', 200);

export function owner(session_id: string, pid: number): Owner {
  return { session_id, host: 'h', boot_id: 'b', pid_namespace: '1', pid, pid_started: `${pid}0` };
}

/** The world at a minute, in which these owners' clients are dead or out of sight and all others live. */
export function world(
  minutes: number,
  { dead = [], unseen = [] }: Readonly<{ dead?: readonly Owner[]; unseen?: readonly Owner[] }> = {},
): Context {
  const isOneOf = (owners: readonly Owner[], { pid }: Owner) => owners.some((other) => other.pid === pid);
  return {
    now: minute(minutes),
    leaseHours: 2,
    liveness: (asked): Liveness =>
      isOneOf(dead, asked) ? 'dead' : isOneOf(unseen, asked) ? 'unknown' : 'alive',
  };
}

export function batchOf(texts: readonly string[], wanted: Partial<NewBatch> = {}): Batch {
  const items = texts.map((text) => ({ text }));
  const origin = { session_id: 'ada', host: 'h' };
  const base = { batchId: 'b1', source: { type: 'inline' }, items, maxAttempts: 3, origin };
  return freeze(valueOf(createBatch({ ...base, ...wanted }, START)));
}

export type Taken = Feature & { readonly lease: Lease };

/** The batch after a claim that must find something, and what it found. */
export function claim(
  batch: Batch,
  by: Owner,
  context: Context,
  more: Partial<Claim> = {},
): { batch: Batch; feature: Taken; token: number } {
  const { batch: after, feature } = valueOf(claimFeature(freeze(batch), { owner: by, ...more }, context));
  assert.ok(feature);
  return { batch: freeze(after), feature, token: feature.lease.token };
}

/** A report on feature 1 by this owner's session, without a token. */
export function by({ session_id }: Owner, more: Partial<Report> = {}): Report {
  return { number: 1, sessionId: session_id, sessionIsDefault: false, ...more };
}

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) assert.fail(`refused ${result.refusal.code}: ${result.refusal.message}`);
  return freeze(result.value);
}

/** The refusal's code; every refusal has to say what to do in a sentence. */
export function codeOf(result: Result<unknown>): string {
  if (result.ok) assert.fail('was not refused');
  assert.match(result.refusal.code, /^[a-z]+(-[a-z]+)*$/);
  assert.match(result.refusal.message, /[.]$/);
  return result.refusal.code;
}

export function featureIn(batch: Batch, number: number): Feature {
  const feature = batch.features[number - 1];
  assert.ok(feature);
  return feature;
}

export function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) freeze(inner);
  }
  return value;
}
