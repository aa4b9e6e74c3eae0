// Which sessions and batches go: those that are too old, those that are too many, and as many as it takes until the rest
// fits. Always the oldest first, and never one that may not go.
import type { Liveness } from './owners.ts';

export type Limits = Readonly<{ days: number; sessions: number; bytes: number }>;

/** A session, or a batch. */
export type Stored = Readonly<{
  kind: 'session' | 'batch';
  name: string;
  /** When it changed last, in milliseconds since 1970. */
  writtenMs: number;
  /** 0 while it has not been measured. */
  bytes: number;
}>;

/** - `age`: older than the limit · `count`: too many sessions are newer · `bytes`: there is no room for it */
export type WhyItGoes = 'age' | 'count' | 'bytes';

export type Going = Readonly<{ what: Stored; why: WhyItGoes }>;

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * What goes, oldest first, one by one: the next is chosen as if the one before had gone. `otherBytes` is what is there
 * besides. `mayGo` may be slow: it is asked only about what some limit is against, and at most once. At the end every
 * limit holds, unless nothing is left that may go.
 */
export function* chooseGoing(
  stored: readonly Stored[],
  limits: Limits,
  now: number,
  otherBytes: number,
  mayGo: (what: Stored) => boolean,
): Generator<Going> {
  let sessions = stored.filter(({ kind }) => kind === 'session').length;
  let bytes = stored.reduce((sum, what) => sum + what.bytes, otherBytes);
  for (const what of stored.toSorted(byAge)) {
    const isTooOld = now - what.writtenMs > limits.days * DAY_MS;
    const isTooMany = what.kind === 'session' && sessions > limits.sessions;
    const isTooLarge = bytes > limits.bytes;
    if (!(isTooOld || isTooMany || isTooLarge) || !mayGo(what)) continue;
    if (what.kind === 'session') sessions -= 1;
    bytes -= what.bytes;
    yield { what, why: isTooOld ? 'age' : isTooMany ? 'count' : 'bytes' };
  }
}

function byAge(one: Stored, other: Stored): number {
  return one.writtenMs - other.writtenMs || (one.name < other.name ? -1 : 1);
}

/** How long one that cannot be seen counts as living after the last that was heard of it: 3 days, a weekend. */
const UNSEEN_LIVES_MS = 3 * DAY_MS;

/** Whether a client that did not say that it left may still be there. */
export function mayLive(liveness: Liveness, lastHeardMs: number, now: number): boolean {
  return liveness === 'alive' || (liveness === 'unknown' && now - lastHeardMs < UNSEEN_LIVES_MS);
}

/** A removed batch is refused by name for so long before its folder goes: whoever slept finds out what became of it. */
export const REMOVED_STAYS_MS = 3 * DAY_MS;
