// The bundle that export writes and import takes: batches, sessions and the user's preferences in one JSON document.
import * as v from 'valibot';
import type { Batch } from '../batch.ts';
import { parseBatch } from '../check-batch.ts';
import { isBatchId } from '../ids.ts';
import { ok, refuse, type Result } from '../result.ts';
import { userSchema, type User } from '../user-schema.ts';
import type { Entry } from './session-events.ts';
import { damaged, ourVersion, readAs, text } from './reading.ts';

export const BUNDLE_KIND = 'autonomous-dev-bundle';
export const BUNDLE_VERSION = '2.0.0';

export type BundledSession = Readonly<{ session_id: string; entries: readonly Entry[] }>;

export type Bundle = Readonly<{
  kind: typeof BUNDLE_KIND;
  version: string;
  exported_at: string;
  batches: readonly Batch[];
  sessions: readonly BundledSession[];
  user: User | null;
  /** Schema versions of what a newer program wrote than the one that exported it, by `batch/ID` and `user`. */
  newer_versions: Readonly<Record<string, string>>;
}>;

const frameSchema = v.looseObject({
  version: text,
  exported_at: text,
  batches: v.array(v.unknown()),
  sessions: v.array(
    v.looseObject({
      session_id: v.pipe(text, v.minLength(1)),
      entries: v.array(v.looseObject({ version: ourVersion, data: v.looseObject({ event: text }) })),
    }),
  ),
  user: v.nullable(userSchema),
  newer_versions: v.optional(v.record(text, ourVersion), {}),
});

/** Refused `newer-version` for another major version, and `damaged` as a whole when any part of it is. */
export function readBundle(data: unknown): Result<Bundle> {
  const read = readAs(frameSchema, data);
  if (!read.ok) return read;
  const { version, exported_at, sessions, user, newer_versions } = read.value;
  if (!/^2\.\d+\.\d+$/.test(version))
    return refuse('newer-version', 'its version is not one that is known here');
  const batches: Batch[] = [];
  for (const [at, each] of read.value.batches.entries()) {
    const batch = parseBatch(each);
    if (!batch.ok || !isBatchId(batch.value.batch_id)) return damaged(`batches.${at} is no batch`);
    batches.push(batch.value);
  }
  return ok({ kind: BUNDLE_KIND, version, exported_at, batches, sessions, user, newer_versions });
}
