// Every session as the doctor reads it, and what is wrong with its log.
import { join } from 'node:path';
import type { Diagnosis } from './diagnosis.ts';
import type { SessionEvent } from '../domain/event.ts';
import { finding } from '../domain/findings.ts';
import { foldSession, type Session } from '../domain/session.ts';
import { eventsOf, SESSION } from '../session-events.ts';
import { isNewerMajor, StateError, type LogReading, type Store } from '../store/store.ts';

export type SeenSession = Readonly<{ folder: string; events: readonly SessionEvent[]; session: Session }>;

export type SeenSessions = Readonly<{ sessions: readonly SeenSession[]; diagnoses: readonly Diagnosis[] }>;

/** Reads every entry of every session. */
export function readAllSessions(store: Store): SeenSessions {
  const sessions: SeenSession[] = [];
  const diagnoses: Diagnosis[] = [];
  for (const folder of store.sessionFolders()) {
    const path = join(store.stateDir.path, 'sessions', folder);
    try {
      const log = store.logIn(folder);
      if (log === null) continue;
      const entries = log.entries.filter(({ version }) => !isNewerMajor(version, SESSION));
      const events = eventsOf({ ...log, entries });
      sessions.push({ folder, events, session: foldSession(events) });
      diagnoses.push(...problemsIn(log, path));
    } catch (error) {
      // What is no folder of ours shows by itself.
      if (!(error instanceof StateError)) throw error;
      if (error.code !== 'unsafe-path')
        diagnoses.push({
          finding: finding('unreadable', path, `This session cannot be read: ${error.message}.`),
        });
    }
  }
  return { sessions, diagnoses };
}

function problemsIn({ entries, damaged }: LogReading, path: string): Diagnosis[] {
  const newer = entries.filter(({ version }) => isNewerMajor(version, SESSION)).length;
  const numbers = damaged.length > 10 ? `${damaged.slice(0, 10).join(', ')} …` : damaged.join(', ');
  const left = `${entries.length} sound ${entries.length === 1 ? 'entry is' : 'entries are'} left`;
  return [
    ...(damaged.length === 0
      ? []
      : [
          finding(
            'damaged-entry',
            path,
            `Of this session ${damaged.length === 1 ? 'entry' : 'entries'} ${numbers} cannot be told any more; ${left}, and all of them count.`,
            'Nothing is to be done: the session goes on, and the damaged bytes stay where they are.',
          ),
        ]),
    ...(newer === 0
      ? []
      : [
          finding(
            'newer-version',
            path,
            `Of this session ${newer} ${newer === 1 ? 'entry was' : 'entries were'} written by a newer version.`,
            'Update the plugin.',
          ),
        ]),
  ].map((each) => ({ finding: each }));
}
