// What a project's state is made of: how old each part is, and how much room it takes.
import { join } from 'node:path';
import { BATCH } from './batches.ts';
import type { Batch } from './domain/batch.ts';
import type { Stored } from './domain/retention.ts';
import { batchAges, bytesBelow, sessionAge, type BatchAge, type SessionAge } from './store/care.ts';
import { isOver, type Deadline, type Store } from './store/store.ts';

export type StateSurvey = Readonly<{
  /** Sessions, and batches that have not been removed. */
  stored: readonly Stored[];
  sessions: ReadonlyMap<string, SessionAge>;
  /** Batches that have been, with what they still take. */
  removed: readonly Readonly<BatchAge & { bytes: number }>[];
  /** What there is besides. */
  otherBytes: number;
  /** Every session and batch was found; it may be that not all were measured. */
  isComplete: boolean;
}>;

/**
 * Costs a few looks for each session and batch, and one for each file. Sessions are measured from the newest back until
 * `measureUntil`; older ones count as nothing, so the sum is never too high.
 */
export function surveyState(
  { stateDir, sessionFolders }: Store,
  deadline: Deadline,
  measureUntil: Deadline,
): StateSurvey {
  const sessions = new Map<string, SessionAge>();
  let isComplete = true;
  for (const folder of sessionFolders()) {
    isComplete = !isOver(deadline);
    if (!isComplete) break;
    const age = sessionAge(stateDir, folder);
    if (age !== null) sessions.set(folder, age);
  }
  const sizeOf = (...below: readonly string[]) => bytesBelow(join(stateDir.path, ...below));
  const batches = batchAges(stateDir).map((age) => ({
    ...age,
    bytes: sizeOf('batches', age.id) + sizeOf('batches', `${age.id}.json`),
  }));
  const newestFirst = [...sessions.values()].toSorted((a, b) => b.writtenMs - a.writtenMs);
  return {
    stored: [
      ...newestFirst.map(({ folder, writtenMs }): Stored => {
        const bytes = isOver(measureUntil) ? 0 : sizeOf('sessions', folder);
        return { kind: 'session', name: folder, writtenMs, bytes };
      }),
      ...batches
        .filter(({ isRemoved }) => !isRemoved)
        .map(({ id, writtenMs, bytes }): Stored => ({ kind: 'batch', name: id, writtenMs, bytes })),
    ],
    sessions,
    removed: batches.filter(({ isRemoved }) => isRemoved),
    otherBytes: sizeOf('project') + sizeOf('open'),
    isComplete,
  };
}

/** Every batch that can be read. */
export function readableBatches(store: Store): readonly Batch[] {
  return batchAges(store.stateDir).flatMap(({ id }) => {
    try {
      const read = store.readNow(BATCH, id);
      return read.ok && read.value !== null ? [read.value.data] : [];
    } catch {
      return [];
    }
  });
}
