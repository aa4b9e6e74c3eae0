// The one module through which a program reads and changes its state: checked by a schema, migrated, turn by turn, and
// with a copy to look at. Copy it with revision-store-template.ts, atomic-write-template.ts and file-lock-template.ts;
// needs valibot, write-file-atomic 7 and proper-lockfile 4. SPDX-License-Identifier: MIT-0
import * as v from 'valibot';
import { writeAtomically } from './atomic-write-template.ts';
import { acquireFileLock } from './file-lock-template.ts';
import { openRevisionStore, type Stored } from './revision-store-template.ts';

export type StateKind<T> = Readonly<{
  /** Where the revisions go; the folder above it has to be there. */
  folder: string;
  /** What the state is before anything was saved. */
  initial: T;
  /** Loose objects keep what a newer program of the same version has added. */
  schema: v.GenericSchema<unknown, T>;
  /** `migrations[0]` makes version 2 of version 1, and so on: their number and 1 is the version that is written. */
  migrations: readonly ((old: unknown) => unknown)[];
}>;

export type StateManager<T> = Readonly<{
  read: () => Stored<T>;
  /**
   * Durable when it resolves; when it rejects, it may be saved or not. `change` may run again, on newer data, so it must
   * have no effects of its own. Keep lists in it bounded: all of the state is written each time.
   */
  update: (change: (state: T) => T) => Promise<Stored<T>>;
  /** The same without waiting for a turn, for a program that is about to end. */
  updateNow: (change: (state: T) => T) => Stored<T>;
}>;

/** Waiting in turn spares a crowd work. Whoever is not let in goes on without: the store decides who was first. */
const TURN = { waitMs: 300, staleMs: 5000 };
const MAX_COPIES = 20;

export function openState<T>(kind: StateKind<T>): StateManager<T> {
  const { folder, initial, schema, migrations } = kind;
  const store = openRevisionStore({
    folder,
    version: migrations.length + 1,
    parse: (data, version) =>
      v.parse(
        schema,
        migrations.slice(version - 1).reduce((old, step) => step(old), data),
      ),
  });
  const check = (state: T) => v.parse(schema, state);

  function updateNow(change: (state: T) => T): Stored<T> {
    const stored = store.update((state) => check(change(state ?? initial)));
    try {
      publishCopy(`${folder}.json`, stored, store.read);
    } catch {
      // The copy is for people. What is saved is saved.
    }
    return stored;
  }

  return {
    read: () => store.read() ?? { data: initial, revision: 0 },
    updateNow,
    async update(change) {
      const turn = await acquireFileLock(folder, TURN).catch(() => null);
      try {
        return updateNow(change);
      } finally {
        await turn?.release();
      }
    },
  };
}

/** Until the newest one is out: a slower writer of an older state must not have the last word. Nothing reads it back. */
function publishCopy<T>(file: string, first: Stored<T>, newest: () => Stored<T> | null): void {
  let copy = first;
  for (let round = 1; round <= MAX_COPIES; round += 1) {
    writeAtomically(file, `${JSON.stringify(copy, null, 2)}\n`);
    const now = newest();
    if (now === null || now.revision <= copy.revision) return;
    copy = now;
  }
}
