// Documents of known kinds, changed by compare-and-swap on their revisions.
import { ok, type Result } from '../domain/result.ts';
import type { Deadline } from './deadline.ts';
import { KEPT_REVISIONS, RECENT_COMMITS, type Address, type Engine, type Latest } from './engine.ts';
import { encodeEnvelope, type Header } from './envelope.ts';
import { StateError } from './errors.ts';
import { untilItCounts } from './overtaken.ts';
import { interpret, nameOf, type Document, type Kind } from './kind.ts';
import { higherVersion } from './migrations.ts';
import { uniqueName } from './unique.ts';

/**
 * A pure change of a document; null means there is none yet. Returning what it was given changes nothing. `version` is
 * that of data from elsewhere; the document is marked with the highest there is.
 */
export type Change<T, R> = (
  data: T | null,
  now: number,
) => Result<Readonly<{ data: T; answer: R; version?: string }>>;

export type Updated<T, R> = Readonly<{
  data: T;
  revision: number;
  answer: R;
  /** The size of the new revision; 0 when nothing had to be written. */
  committedBytes: number;
  /** An older revision had to serve, and the damaged ones above it have been copied aside. */
  fellBack: boolean;
}>;

/**
 * Reads, changes and commits a document, again from the start whenever somebody else committed first.
 * `change` may run several times and must be pure. Throws a StateError when the place fails, `conflict` when the
 * deadline comes before a commit, `unknown` when it cannot be told whether the commit counts.
 */
export async function update<T, R>(
  engine: Engine,
  kind: Kind<T>,
  id: string,
  change: Change<T, R>,
  deadline: Deadline,
): Promise<Result<Updated<T, R>>> {
  const address = { kind: kind.name, id };
  return untilItCounts(engine, address, deadline, nameOf(kind, id), async () => {
    const latest = await engine.latest(address);
    const current = interpret(kind, id, latest);
    if (!current.ok) return current;
    const now = await engine.now();
    const changed = change(current.value?.data ?? null, now);
    if (!changed.ok) return changed;
    const { data, answer, version = kind.version } = changed.value;
    if (current.value !== null && data === current.value.data && latest.damaged.length === 0) {
      return ok({ data, revision: current.value.revision, answer, committedBytes: 0, fellBack: false });
    }

    const kept = kind.isKept?.(current.value?.data ?? null, data) ?? false;
    const header = nextHeader(kind, latest, now, { isKept: kept, version });
    const bytes = encode(kind, id, header, current.value?.data ?? null, data);
    if (latest.damaged.length > 0) await engine.quarantine(address, latest.damaged, deadline);
    const result = await engine.append(address, header, bytes, deadline);
    if (result === 'conflict') return 'conflict';
    if (result === 'unknown') {
      throw new StateError(
        'unknown',
        `${nameOf(kind, id)}: it cannot be told whether this change counts; look before you repeat it`,
      );
    }
    await tidy(engine, address, header);
    return ok({
      data,
      revision: header.number,
      answer,
      committedBytes: bytes.length,
      fellBack: latest.damaged.length > 0,
    });
  });
}

/**
 * Commits a tombstone: from then on every update is refused `removed`. Removing twice is no error. Throws as update
 * does, for a document of a newer version too. With `mayGo`, false where that says no to what there is at the end.
 */
export async function remove<T>(
  engine: Engine,
  kind: Kind<T>,
  id: string,
  deadline: Deadline,
  mayGo?: (document: Document<T>) => boolean,
): Promise<boolean> {
  const address = { kind: kind.name, id };
  return untilItCounts(engine, address, deadline, nameOf(kind, id), async () => {
    const latest = await engine.latest(address);
    if (latest.next === 1) return true;
    const current = interpret(kind, id, latest);
    if (!current.ok && current.refusal.code === 'removed') return true;
    if (mayGo !== undefined && !(current.ok && current.value !== null && mayGo(current.value))) return false;
    const header = { ...nextHeader(kind, latest, await engine.now()), tombstone: true };
    const result = await engine.append(address, header, encodeEnvelope(header, null), deadline);
    return result === 'committed' ? true : 'conflict';
  });
}

function nextHeader<T>(
  kind: Kind<T>,
  latest: Latest,
  now: number,
  { isKept, version }: Readonly<{ isKept: boolean; version: string }> = {
    isKept: false,
    version: kind.version,
  },
): Header {
  const before = latest.revision?.header;
  const nonce = uniqueName();
  const kept = [...(isKept ? [latest.next] : []), ...(before?.kept ?? [])].slice(0, KEPT_REVISIONS);
  return {
    kind: kind.name,
    version: [version, before?.version ?? version].reduce(higherVersion, kind.version),
    number: latest.next,
    written_at: new Date(now).toISOString(),
    nonce,
    recent: [nonce, ...(before?.recent ?? [])].slice(0, RECENT_COMMITS),
    ...(kept.length > 0 ? { kept } : {}),
  };
}

function encode<T>(kind: Kind<T>, id: string, header: Header, before: T | null, data: T): Buffer {
  const checked = kind.check?.(before, data) ?? kind.parse(data);
  if (!checked.ok) {
    throw new StateError(
      'unknown',
      `${nameOf(kind, id)} would become unreadable: ${checked.refusal.message}`,
    );
  }
  try {
    return encodeEnvelope(header, data);
  } catch (error) {
    // Data that JSON.parse takes can be nested too deeply for JSON.stringify.
    const why = error instanceof Error ? error.message : String(error);
    throw new StateError('unknown', `${nameOf(kind, id)} cannot be written: ${why}`, { cause: error });
  }
}

/** Housekeeping after an acknowledged commit, which it must not take back. */
async function tidy(engine: Engine, address: Address, header: Header): Promise<void> {
  try {
    await engine.prune(address, header);
  } catch {
    // The next commit prunes again.
  }
}
