// What a kind of document is, and what the files of one of them say.
import { ok, refuse, type Parser, type Result } from '../domain/result.ts';
import type { Latest } from './engine.ts';
import { StateError } from './errors.ts';
import { higherVersion, migrate, type Newest } from './migrations.ts';

/** What the store has to know of a kind of document; the rules of its data are the domain's. */
export type Kind<T> = Newest &
  Readonly<{
    name: string;
    parse: Parser<T>;
    /** As parse, for data that a change has made of sound data: may look at the difference alone. */
    check?: (before: T | null, after: T) => Result<T>;
    /** What changes when the newest revision was damaged and an older one has to serve. */
    afterFallback?: (data: T) => T;
    /** What is published of the newest revision for people and other tools. */
    view?: (data: T, revision: number) => unknown;
    /** Whether the revision that this change makes is worth keeping for longer than the newest eight. */
    isKept?: (before: T | null, after: T) => boolean;
  }>;

export type Document<T> = Readonly<{
  data: T;
  /** The schema version that the file says: this program's, or a newer one of the same major version. */
  version: string;
  revision: number;
  writtenAt: string;
  bytes: number;
}>;

/** The document's newest sound revision, null when there is none; `removed` and `damaged` are refusals. */
export function interpret<T>(kind: Kind<T>, id: string, latest: Latest): Result<Document<T> | null> {
  const { revision, damaged } = latest;
  if (revision === null) {
    if (damaged.length === 0) return ok(null);
    return refuse(
      'damaged',
      `${nameOf(kind, id)} has no sound revision left: adev doctor shows what there is`,
    );
  }
  if (revision.header.tombstone === true) return refuse('removed', `${nameOf(kind, id)} has been removed`);
  const { version, written_at: writtenAt } = revision.header;
  const migrated = migrate({ data: revision.data, version, writtenAt }, kind);
  const parsed = kind.parse(migrated);
  if (!parsed.ok) {
    const what = `${nameOf(kind, id)}, revision ${revision.header.number}`;
    throw new StateError('unreadable', `${what}: ${parsed.refusal.message}. Nothing was changed`);
  }
  const data = damaged.length > 0 && kind.afterFallback ? kind.afterFallback(parsed.value) : parsed.value;
  return ok({
    data,
    version: higherVersion(version, kind.version),
    revision: revision.header.number,
    writtenAt,
    bytes: revision.bytes,
  });
}

export function nameOf<T>(kind: Kind<T>, id: string): string {
  return id === '' ? `the ${kind.name} document` : `${kind.name} ${id}`;
}
