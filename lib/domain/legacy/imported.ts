// What a batch remembers of where it came from. `imported_as_of` is the batch's time of change as it was imported:
// while the two are equal, nobody has worked on it here.
import * as v from 'valibot';
import type { Batch } from '../batch.ts';

export type Origin = Readonly<{ kind: string; sha256: string }>;

export type Imported = Readonly<{
  imported_from: readonly Origin[];
  imported_as_of: string;
  /** Fields of the original that have no place here; `loop` and `marker` hold what those files said. */
  legacy: Readonly<Record<string, unknown>>;
}>;

const importedSchema = v.looseObject({
  imported_from: v.array(v.looseObject({ kind: v.string(), sha256: v.string() })),
  imported_as_of: v.string(),
});
const legacySchema = v.looseObject({ legacy: v.looseObject({}) });

/** The files that a batch was imported from, oldest first; none for one that was made here. */
export function originsOf(batch: Batch): readonly Origin[] {
  const parsed = v.safeParse(importedSchema, batch);
  return parsed.success ? parsed.output.imported_from : [];
}

export function isFrom(batch: Batch, { sha256 }: Origin): boolean {
  return originsOf(batch).some((origin) => origin.sha256 === sha256);
}

/** Whether nobody has worked on an imported batch here. */
export function isUntouched(batch: Batch): boolean {
  const parsed = v.safeParse(importedSchema, batch);
  return parsed.success && parsed.output.imported_as_of === batch.updated_at;
}

export function legacyOf(batch: Batch): Imported['legacy'] {
  const parsed = v.safeParse(legacySchema, batch);
  return parsed.success ? parsed.output.legacy : {};
}

export function withOrigins(
  batch: Batch,
  origins: readonly Origin[],
  legacy: Imported['legacy'],
): Batch & Imported {
  return { ...batch, imported_from: origins, imported_as_of: batch.updated_at, legacy };
}
