// The clients of a session: when each entered it, where it stood, and whether it said that it left.
import type { EventOf, SessionEvent } from './event.ts';

export type Client = EventOf<'session-started'>['client'];

/** One client's stay in the session, from a session-started to the session-ended of the same client. */
export type Stay = Readonly<{
  client: Client;
  source: string;
  since: string;
  cwd: string;
  worktree?: string;
  head?: string;
  ended?: Readonly<{ at: string; reason: string }>;
}>;

/** The stays, in the order in which their clients entered last. `events` come in the order in which they happened. */
export function foldStays(events: readonly SessionEvent[]): readonly Stay[] {
  const stays: Stay[] = [];
  for (const event of events) {
    if (event.event === 'session-started') start(stays, event);
    else if (event.event === 'session-ended') end(stays, event);
  }
  return stays;
}

export function isSameClient(one: Client, other: Client): boolean {
  if (one.pid === undefined || other.pid === undefined) return one.pid === other.pid;
  return one.pid === other.pid && one.pid_started === other.pid_started && one.boot_id === other.boot_id;
}

function start(stays: Stay[], event: EventOf<'session-started'>): void {
  // A client that compacts or resumes its own session goes on with its stay: what it began still runs.
  const open = event.client.pid === undefined ? -1 : openStayOf(stays, event.client);
  const [known] = open < 0 ? [] : stays.splice(open, 1);
  stays.push({
    client: event.client,
    source: event.source,
    since: known?.since ?? event.at,
    cwd: event.cwd,
    ...(event.worktree === undefined ? {} : { worktree: event.worktree }),
    ...(event.head === undefined ? {} : { head: event.head }),
  });
}

function end(stays: Stay[], { client, at, reason }: EventOf<'session-ended'>): void {
  const open = openStayOf(stays, client);
  const stay = stays[open];
  if (stay !== undefined) stays[open] = { ...stay, ended: { at, reason } };
}

function openStayOf(stays: readonly Stay[], client: Client): number {
  return stays.findLastIndex((stay) => stay.ended === undefined && isSameClient(stay.client, client));
}
