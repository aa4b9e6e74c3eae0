import type { SessionEvent } from './event.js';
import type { Liveness } from './owners.js';
import { type AgentRun } from './session.js';
/**
 * - `running`: its client lives
 * - `clean`: its client said that it left
 * - `cleared`: the person cleared it, and went on in another session
 * - `vanished`: its client is gone without a word: killed, crashed, cut off; or out of sight
 * - `compaction`: so it is, and a compaction was the last that was heard of it
 * - `usage-limit`: a usage limit or an outage cut it off, and it has not gone on since
 * - `hook-failure`: a hook failed, and nothing was recorded after it
 * - `scripted`: no client was ever in it, only commands
 * - `unknown`: nothing of it tells
 */
export type Ending = 'running' | 'clean' | 'cleared' | 'vanished' | 'compaction' | 'usage-limit' | 'hook-failure' | 'scripted' | 'unknown';
export type EndingFacts = Readonly<{
    sessionId: string;
    events: readonly SessionEvent[];
    /** Of the client that was last in the session. */
    liveness: Liveness;
    /** Runs that can no longer finish. */
    lostRuns: readonly AgentRun[];
    /** What it still has in batches. */
    claims: readonly Claim[];
}>;
export type Claim = Readonly<{
    batchId: string;
    number: number;
    parkedUntil?: string;
    isUncertain: boolean;
}>;
export type EndingStory = Readonly<{
    ending: Ending;
    /** At most five lines, oldest first, each with its time where it has one. */
    story: readonly string[];
    began?: string;
    ended?: string;
    lastHeard?: string;
    reason?: string;
}>;
export declare function tellEnding({ sessionId, events, liveness, lostRuns, claims }: EndingFacts): EndingStory;
