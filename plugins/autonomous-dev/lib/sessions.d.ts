import { type Liveness } from './client.js';
import { type AgentRun, type Client, type Session } from './domain/session.js';
import type { Store } from './store/store.js';
export type SessionReading = Readonly<{
    session: Session;
    damaged: readonly number[];
}>;
/** How a caller finds out whether a client lives; the real processes by default. */
export type LivenessOf = (client: Client) => Liveness;
/** The session of this id; null when it has no log. Costs one small read per entry of its log. */
export declare function readSession(store: Store, sessionId: string): SessionReading | null;
/** The session in one of `store.sessionFolders()`. */
export declare function readSessionIn(store: Store, sessionFolder: string): SessionReading | null;
/**
 * Whether the client that was last in the session is gone without having ended it: killed, crashed, or out of
 * sight. A session that no client ever entered (a script's) has not lost one.
 */
export declare function hasVanished(session: Session, livenessOf?: LivenessOf): boolean;
/** Runs that were started and can no longer finish: no client of the session lives that could run them. */
export declare function lostRuns(session: Session, livenessOf?: LivenessOf): readonly AgentRun[];
