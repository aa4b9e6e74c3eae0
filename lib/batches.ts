// Batches as documents: how one is read and changed, who the caller is in it, and what is published of it.
import { hostname } from 'node:os';
import { clientLiveness, type Liveness } from './client.ts';
import type { Batch, Owner } from './domain/batch.ts';
import { batchStatus, isUnfinished, recordsOutcome } from './domain/batch-queries.ts';
import { checkChangedBatch, parseBatch } from './domain/check-batch.ts';
import { markAllInProgressUncertain } from './domain/end-of-owner.ts';
import { BATCH_MIGRATIONS } from './domain/migrations/batch.ts';
import type { Context } from './domain/owners.ts';
import type { Reporter } from './domain/ownership.ts';
import { ok, refuse, type Result } from './domain/result.ts';
import type { Settings } from './domain/settings.ts';
import { lastStay } from './domain/session.ts';
import { cutText, plainLine } from './domain/text.ts';
import { BATCH_VERSION } from './domain/versions.ts';
import { noteDamage } from './damage-line.ts';
import { readSession } from './sessions.ts';
import { documentIdOf, type Document, type Kind } from './store/store.ts';
import { batchHint } from './unfinished-hint.ts';
import { readSettings } from './user-settings.ts';
import type { Workspace } from './workspace.ts';

export const BATCH: Kind<Batch> = {
  name: 'batch',
  version: BATCH_VERSION,
  parse: parseBatch,
  check: checkChangedBatch,
  migrations: BATCH_MIGRATIONS,
  afterFallback: markAllInProgressUncertain,
  isKept: recordsOutcome,
  view: (batch, revision) => ({ revision, ...batch }),
};

/** What a change answers beside the batch as it is afterwards. */
export type Changed<R> = Readonly<{ batch: Batch; answer: R }>;

/** Refused `unknown-batch` when there is none of this id, `removed`, `damaged`. */
export async function readBatch({ store }: Workspace, batchId: string): Promise<Result<Document<Batch>>> {
  const read = await store.read(BATCH, documentIdOf(batchId));
  if (!read.ok) return read;
  return read.value === null ? unknownBatch(batchId) : ok(read.value);
}

/**
 * Changes a batch that exists, again from its newest state whenever somebody else was first; then publishes its view
 * and its hint. A change that returns the batch it was given writes nothing.
 */
export async function changeBatch<R>(
  workspace: Workspace,
  batchId: string,
  change: (batch: Batch, context: Context) => Result<Changed<R>>,
): Promise<Result<Changed<R> & Readonly<{ revision: number }>>> {
  const { store, surroundings } = workspace;
  const contextAt = contextOf(workspace);
  const updated = await store.update<Batch, R>(
    BATCH,
    documentIdOf(batchId),
    (batch, now) => {
      if (batch === null) return unknownBatch(batchId);
      const changed = change(batch, contextAt(now));
      return changed.ok ? ok({ data: changed.value.batch, answer: changed.value.answer }) : changed;
    },
    surroundings.deadline,
  );
  if (!updated.ok) return updated;
  const { data, revision, answer, fellBack } = updated.value;
  hintAt(workspace, data);
  if (fellBack) noteDamage(workspace, data.batch_id);
  return ok({ batch: data, revision, answer });
}

/** Stores a batch under an id that was free; refused `batch-exists`. */
export async function storeNewBatch(workspace: Workspace, batch: Batch): Promise<Result<number>> {
  const updated = await workspace.store.update(
    BATCH,
    batch.batch_id,
    (existing) =>
      existing === null
        ? ok({ data: batch, answer: null })
        : refuse(
            'batch-exists',
            `There is a batch ${batch.batch_id} already: choose another --id, or add to it with adev batch add.`,
          ),
    workspace.surroundings.deadline,
  );
  if (!updated.ok) return updated;
  hintAt(workspace, batch);
  return ok(updated.value.revision);
}

/** The caller as an owner: its session and agent, in its client as far as that is known. */
export function ownerOf(workspace: Workspace, agent?: string): Owner {
  const { sessionId, client, sessionIsDefault } = workspace;
  // Where the client cannot be measured from here, the session's log knows what its own hook measured.
  const known = client ?? (sessionIsDefault ? undefined : lastClientOf(workspace)) ?? {};
  return { ...known, session_id: sessionId, host: hostname(), ...(agent === undefined ? {} : { agent }) };
}

export function reporterOf(
  { sessionId, sessionIsDefault }: Workspace,
  given: Pick<Reporter, 'agent' | 'token'>,
): Reporter {
  return { sessionId, sessionIsDefault, ...given };
}

/** What transitions have to know of the world; every client is looked at once, and the settings only if they matter. */
export function contextOf({ surroundings }: Workspace): (now: number) => Context {
  const known = new Map<string, Liveness>();
  let settings: Settings | undefined;
  return (now) => ({
    now: new Date(now).toISOString(),
    get leaseHours() {
      settings ??= readSettings(surroundings);
      return settings.lease_hours;
    },
    liveness(owner) {
      const key = `${owner.boot_id}/${owner.pid_namespace}/${owner.pid}/${owner.pid_started}`;
      const liveness = known.get(key) ?? clientLiveness(owner);
      known.set(key, liveness);
      return liveness;
    },
  });
}

function lastClientOf({ store, sessionId }: Workspace): Partial<Owner> | undefined {
  const reading = readSession(store, sessionId);
  const stay = reading === null ? undefined : lastStay(reading.session);
  // A client that is gone would end the lease before it began; without one, time decides.
  const isGone = stay?.ended !== undefined || clientLiveness(stay?.client ?? {}) === 'dead';
  return isGone ? undefined : stay?.client;
}

/** Keeps the batch's hint as it has to be. */
export function hintAt({ store }: Pick<Workspace, 'store'>, batch: Batch): void {
  const hint = batchHint(batch.batch_id);
  if (isUnfinished(batchStatus(batch))) store.markOpen(hint);
  else store.unmarkOpen(hint);
}

function unknownBatch(batchId: string): Result<never> {
  return refuse(
    'unknown-batch',
    `There is no batch ${cutText(plainLine(batchId), 100)} in this project: adev batch list shows those there are.`,
  );
}
