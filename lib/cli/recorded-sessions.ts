// The sessions that a command shows: all of the project, or the one it acts for.
import { readSession, readSessionIn } from '../index.ts';
import type { Session, Workspace } from '../index.ts';

export type RecordedSession = Readonly<{ id: string; session: Session; damaged: number }>;

/** Costs one small read per entry of every log that is read. */
export function readSessions(workspace: Workspace, which: 'all' | 'own'): readonly RecordedSession[] {
  const { store, sessionId } = workspace;
  if (!store.exists()) return [];
  if (which === 'own') {
    const reading = readSession(store, sessionId);
    return reading === null
      ? []
      : [{ id: sessionId, session: reading.session, damaged: reading.damaged.length }];
  }
  return store.sessionFolders().flatMap((folder) => {
    const reading = readSessionIn(store, folder);
    if (reading === null) return [];
    const { session, damaged } = reading;
    return [{ id: session.sessionId ?? folder, session, damaged: damaged.length }];
  });
}

export function damageIn(sessions: readonly RecordedSession[]): string[] {
  return sessions
    .filter(({ damaged }) => damaged > 0)
    .map(({ id, damaged }) => {
      const entries = damaged === 1 ? 'One damaged entry' : `${damaged} damaged entries`;
      return `${entries} of session ${id} cannot be shown; what was recorded before and after still counts.`;
    });
}
