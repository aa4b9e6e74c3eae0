// State as many days of work leave it, written straight onto the disk: a save of its own for each event would take hours.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SessionEvent } from '../../lib/domain/event.ts';
import { encodeEnvelope } from '../../lib/store/envelope.ts';

export const DAY_MS = 24 * 60 * 60 * 1000;

/** A client whose end is certain: its boot is over. */
export const DEAD_CLIENT = { pid: 4_000_000, pid_started: '1', boot_id: 'f'.repeat(8), pid_namespace: '1' };

export type OldSession = Readonly<{
  id: string;
  /** When it began, in milliseconds since 1970; its events follow a second apart. */
  at: number;
  client?: Extract<SessionEvent, { event: 'session-started' }>['client'];
  /** Said by its client as it left; null where it went without a word. */
  reason?: string | null;
  /** Texts of its checkpoints, or the bytes of such a file. */
  notes?: readonly (string | Uint8Array)[];
}>;

/** Writes the files that the events of such a session make, and the hint that it leaves while it is open. */
export function plantSession(stateDir: string, session: OldSession): void {
  const { id, at, client = DEAD_CLIENT, reason = 'other', notes = ['done'] } = session;
  const time = (step: number) => new Date(at + step * 1000).toISOString();
  const entries: (SessionEvent | Uint8Array)[] = [
    { event: 'session-started', at: time(0), source: 'startup', client, cwd: '/' },
    ...notes.map((note, index) => (typeof note === 'string' ? checkpoint(time(index + 1), note) : note)),
  ];
  if (reason !== null) entries.push({ event: 'session-ended', at: time(notes.length + 1), reason, client });
  const folder = path.join(stateDir, 'sessions', id);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [index, entry] of entries.entries()) writeEntry(folder, index + 1, entry);
  if (reason !== null) return;
  mkdirSync(path.join(stateDir, 'open'), { recursive: true, mode: 0o700 });
  writeFileSync(path.join(stateDir, 'open', `session.${id}`), '', { mode: 0o600 });
}

export function writeEntry(folder: string, number: number, entry: SessionEvent | Uint8Array): void {
  const bytes = entry instanceof Uint8Array ? entry : bytesOf(number, entry);
  writeFileSync(path.join(folder, `e${String(number).padStart(10, '0')}.json`), bytes, { mode: 0o600 });
}

export function bytesOf(number: number, event: SessionEvent): Uint8Array {
  const header = {
    kind: 'session',
    version: '2.0.0',
    number,
    written_at: event.at,
    nonce: `planted${number}`,
  };
  return encodeEnvelope(header, event);
}

export function checkpoint(at: string, message: string): SessionEvent {
  return { event: 'checkpoint', at, agent: 'main', message, tools_used: [], kind: 'progress' };
}
