import type { Liveness } from './owners.js';
export type Limits = Readonly<{
    days: number;
    sessions: number;
    bytes: number;
}>;
/** A session, or a batch. */
export type Stored = Readonly<{
    kind: 'session' | 'batch';
    name: string;
    /** When it changed last, in milliseconds since 1970. */
    writtenMs: number;
    /** 0 while it has not been measured. */
    bytes: number;
}>;
/** - `age`: older than the limit · `count`: too many sessions are newer · `bytes`: there is no room for it */
export type WhyItGoes = 'age' | 'count' | 'bytes';
export type Going = Readonly<{
    what: Stored;
    why: WhyItGoes;
}>;
/**
 * What goes, oldest first, one by one: the next is chosen as if the one before had gone. `otherBytes` is what is there
 * besides. `mayGo` may be slow: it is asked only about what some limit is against, and at most once. At the end every
 * limit holds, unless nothing is left that may go.
 */
export declare function chooseGoing(stored: readonly Stored[], limits: Limits, now: number, otherBytes: number, mayGo: (what: Stored) => boolean): Generator<Going>;
/** Whether a client that did not say that it left may still be there. */
export declare function mayLive(liveness: Liveness, lastHeardMs: number, now: number): boolean;
/** A removed batch is refused by name for so long before its folder goes: whoever slept finds out what became of it. */
export declare const REMOVED_STAYS_MS: number;
