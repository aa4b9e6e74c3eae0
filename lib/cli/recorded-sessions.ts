// The sessions that a command shows: all of the project, or the one it acts for.
import { foldSession, readSession, readSessionIn, StateError } from '../index.ts';
import type { Session, Workspace } from '../index.ts';

/** `unreadable`: why nothing of it can be shown; the session is empty then. */
export type RecordedSession = Readonly<{
  id: string;
  session: Session;
  damaged: number;
  unreadable?: string;
}>;

/**
 * Costs one small read per entry of every log that is read. Among all, one that cannot be read does not keep the others;
 * of the own one, what the disk or its version says is thrown.
 */
export function readSessions(workspace: Workspace, which: 'all' | 'own'): readonly RecordedSession[] {
  const { store, sessionId } = workspace;
  if (!store.exists()) return [];
  if (which === 'own') {
    const reading = readSession(store, sessionId);
    return reading === null
      ? []
      : [{ id: sessionId, session: reading.session, damaged: reading.damaged.length }];
  }
  return store.sessionFolders().flatMap((folder): RecordedSession[] => {
    try {
      const reading = readSessionIn(store, folder);
      if (reading === null) return [];
      const { session, damaged } = reading;
      return [{ id: session.sessionId ?? folder, session, damaged: damaged.length }];
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      return [{ id: folder, session: foldSession([]), damaged: 0, unreadable: error.message }];
    }
  });
}

/** A sentence on each session of which something is missing. */
export function damageIn(sessions: readonly RecordedSession[]): string[] {
  return sessions.flatMap(({ id, damaged, unreadable }) => {
    if (unreadable !== undefined) return [`Session ${id} cannot be shown: ${unreadable}.`];
    if (damaged === 0) return [];
    const entries = damaged === 1 ? 'One damaged entry' : `${damaged} damaged entries`;
    return [`${entries} of session ${id} cannot be shown; what was recorded before and after still counts.`];
  });
}
