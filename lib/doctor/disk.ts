// What the doctor finds about the disk: whether a save would work now, and whether there is room for more.
import type { Diagnosis } from './diagnosis.ts';
import { finding, type Finding } from '../domain/findings.ts';
import { bytesBelow, freeSpace, probeSave } from '../store/care.ts';
import { StateError, type Store } from '../store/store.ts';
import { readSettings } from '../user-settings.ts';
import type { Workspace } from '../workspace.ts';

/** So little is used up within an hour by other programs. */
const LOW_BYTES = 100_000_000;
const LOW_FILES = 1000;

export function diagnoseDisk({ store, surroundings }: Workspace): readonly Diagnosis[] {
  const { keep_sessions, max_state_mb } = readSettings(surroundings);
  return [
    ...saveFindings(store),
    ...spaceFindings(store),
    ...limitFindings(store, keep_sessions, max_state_mb),
  ].map((each) => ({ finding: each }));
}

function saveFindings(store: Store): Finding[] {
  const { stateDir } = store;
  if (!isThere(store)) return [];
  try {
    if (probeSave(stateDir) !== 'no-links') return [];
    const meaning =
      'This file system has no hard links: a lock takes their place, and a writer that is suspended inside it for more ' +
      'than two seconds may lose its save.';
    const fix = 'Put the state on another disk: AUTONOMOUS_DEV_STATE_DIR names its folder.';
    return [finding('no-hard-links', stateDir.path, meaning, fix)];
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    return [finding('cannot-save', stateDir.path, `Nothing can be saved (${error.code}): ${error.message}.`)];
  }
}

function spaceFindings({ stateDir }: Store): Finding[] {
  const free = freeSpace(stateDir);
  if (free === null) return [];
  const fix = 'Free some; adev gc drops old sessions.';
  const megabytes = Math.floor(free.bytes / 1_000_000);
  return [
    ...(free.bytes < LOW_BYTES
      ? [finding('disk-space-low', stateDir.path, `Only ${megabytes} MB are free on this disk.`, fix)]
      : []),
    ...(free.files !== null && free.files < LOW_FILES
      ? [finding('disk-space-low', stateDir.path, `Only ${free.files} more files fit on this disk.`, fix)]
      : []),
  ];
}

function limitFindings(store: Store, keepSessions: number, maxStateMb: number): Finding[] {
  const { stateDir } = store;
  // What goes on stays beyond the limits, and what comes within the hour is not dropped yet.
  const sessions = isThere(store) ? store.sessionFolders().length : 0;
  const megabytes = bytesBelow(stateDir.path) / 1_000_000;
  if (sessions <= 2 * keepSessions && megabytes <= 1.5 * maxStateMb) return [];
  const meaning = `${sessions} sessions and ${Math.round(megabytes)} MB are kept here, more than keep_sessions (${keepSessions}) or max_state_mb (${maxStateMb}) say.`;
  return [finding('over-limits', stateDir.path, meaning, 'adev gc drops what may go.')];
}

function isThere(store: Store): boolean {
  try {
    return store.exists();
  } catch {
    return false;
  }
}
