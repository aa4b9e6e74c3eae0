// Adds entries to a log for somebody who has to have read it first: unlike an append, it decides again when another
// writer was faster, so that two who add the same do not add it twice.
import { commitFile } from './commit-file.ts';
import { isOver, type Deadline } from './deadline.ts';
import { encodeEnvelope } from './envelope.ts';
import { StateError } from './errors.ts';
import { ensureFolders, syncFoldersUpFrom, type StateDir } from './folders.ts';
import { readLog, SESSION_KIND, type LogEntry } from './log.ts';
import { numberedName } from './numbered-folder.ts';
import { uniqueName } from './unique.ts';

export type NewEntry = Readonly<{ version: string; data: unknown }>;

/**
 * Appends what `missing` finds the log to lack, in that order, and returns how many entries that were. A killed call
 * leaves the first of them; the next one adds the rest. Reads the log once, and again after a conflict. Throws a
 * StateError when not all could be saved.
 */
export function extendLog(
  stateDir: StateDir,
  sessionFolder: string,
  missing: (present: readonly LogEntry[]) => readonly NewEntry[],
  options: Readonly<{ now: () => number; deadline: Deadline }>,
): number {
  let added = 0;
  do {
    const { entries = [], damaged = [] } = readLog(stateDir, sessionFolder) ?? {};
    const wanted = missing(entries);
    if (wanted.length === 0) return added;
    let number = Math.max(0, ...entries.slice(-1).map((entry) => entry.number), ...damaged);
    const folder = ensureFolders(stateDir, ['sessions', sessionFolder]);
    if (number === 0) syncFoldersUpFrom(folder, stateDir);
    let isAlone = true;
    for (const { version, data } of wanted) {
      number += 1;
      const written_at = new Date(options.now()).toISOString();
      const header = { kind: SESSION_KIND, version, number, written_at, nonce: uniqueName() };
      const bytes = encodeEnvelope(header, data);
      isAlone = commitFile(folder, numberedName('e', number), bytes, options.deadline) === 'created';
      if (!isAlone) break;
      added += 1;
    }
    if (isAlone) return added;
  } while (!isOver(options.deadline));
  throw new StateError('conflict', 'others kept taking the next number; try again');
}
