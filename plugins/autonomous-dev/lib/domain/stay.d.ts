import type { EventOf, SessionEvent } from './event.js';
export type Client = EventOf<'session-started'>['client'];
/** One client's stay in the session, from a session-started to the session-ended of the same client. */
export type Stay = Readonly<{
    client: Client;
    source: string;
    since: string;
    cwd: string;
    worktree?: string;
    head?: string;
    ended?: Readonly<{
        at: string;
        reason: string;
    }>;
}>;
/** The stays, in the order in which their clients entered last. `events` come in the order in which they happened. */
export declare function foldStays(events: readonly SessionEvent[]): readonly Stay[];
export declare function isSameClient(one: Client, other: Client): boolean;
