import type { SessionEvent } from '../event.js';
import { type Given } from './reading.js';
export type ImportedEvent = SessionEvent & Readonly<{
    imported_key: string;
}>;
/** An entry of a log, with the schema version of its data. */
export type Entry = Readonly<{
    version: string;
    data: unknown;
}>;
export type SessionReading = Readonly<{
    sessionId: string;
    entries: readonly Entry[];
    notes: readonly string[];
}>;
type Extra = Readonly<Record<string, unknown>>;
/** The session `legacy-<stamp>`. */
export declare function legacySession(stamp: string, events: readonly ImportedEvent[]): SessionReading;
export declare function entryOf(data: ImportedEvent): Entry;
/** No client is known to have been in it: `late`, as for every session that was not seen to start. */
export declare function startEvent(from: string, at: string, { worktree }: Given, extra: Extra): ImportedEvent;
export declare function checkpointEvent(key: string, at: string, given: Readonly<{
    agent: string;
    message: string;
    kind?: string;
    agentId?: string;
    tools?: readonly string[];
    legacy?: unknown;
}>): ImportedEvent;
/** Those entries that a log lacks, as often as it lacks them. */
export declare function missingEntries(present: readonly Entry[], wanted: readonly Entry[]): readonly Entry[];
/** The key is stored beside the event, and may have a name in it that is a credential. */
export declare function keyOf(key: string): string;
export {};
