import { type ClientIdentity, type Liveness } from './client.js';
import { type TrackedRun } from './domain/agent-run.js';
import type { AgentRun, Client, Session } from './domain/session.js';
import type { Store } from './store/store.js';
export type SessionReading = Readonly<{
    session: Session;
    damaged: readonly number[];
}>;
/** How a caller finds out whether a client lives; the real processes by default. */
export type LivenessOf = (client: Client) => Liveness;
/** Whether a client lives. The one that asks does, even where its process is out of sight. */
export declare function livenessSeenBy(own: ClientIdentity | null): LivenessOf;
/** The session of this id; null when it has no log. Costs one small read per entry of its log. */
export declare function readSession(store: Store, sessionId: string): SessionReading | null;
/**
 * Whether the session has been told this. Costs one small read per entry up to the one that says so, which is among the
 * first as a rule, and one for each where none does.
 */
export declare function wasTold(store: Store, sessionId: string, what: string): boolean;
/** The session in one of `store.sessionFolders()`. */
export declare function readSessionIn(store: Store, sessionFolder: string): SessionReading | null;
/**
 * Whether the client that was last in the session is gone without having ended it: killed, crashed, or out of
 * sight. A session that no client ever entered (a script's) has not lost one.
 */
export declare function hasVanished(session: Session, livenessOf?: LivenessOf): boolean;
/**
 * Runs that were started and can no longer finish: no client lives in the session that could run them. Those that
 * somebody dismissed are not among them.
 */
export declare function lostRuns(session: Session, livenessOf?: LivenessOf): readonly AgentRun[];
/** All runs, and how each of them stands. */
export declare function trackedRuns(session: Session, livenessOf?: LivenessOf): readonly TrackedRun[];
