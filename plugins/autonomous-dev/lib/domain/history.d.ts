import type { Feature, HistoryLine } from './batch.js';
export type HistoryEvent = 'claimed' | 'transferred' | Outcome | 'retried' | 'released'
/** The owner was gone when somebody else looked. */
 | 'vanished' | 'session-ended'
/** The batch was restored from an older revision. */
 | 'lease-dropped'
/** Newer revisions of the batch were damaged. */
 | 'state-damaged';
export type Outcome = 'completed' | 'failed' | 'skipped';
/** The feature with one more line. The oldest one makes room, but never the last one that tells of doubt. */
export declare function addLine(feature: Feature, line: HistoryLine & {
    readonly event: HistoryEvent;
}): Feature;
/** Whether the feature is, or ever was, uncertain. */
export declare function wasUncertain(feature: Feature): boolean;
/** How many times the session has held the feature since its last outcome. */
export declare function timesHeld(feature: Feature, sessionId: string): number;
/** Whether the owner under this token reported just that. */
export declare function isRecorded(feature: Feature, event: HistoryEvent, token: number): boolean;
export declare function isOutcome(line: HistoryLine): boolean;
/** The last claim's line, also after its lease has gone. */
export declare function lastClaim(feature: Feature): HistoryLine | undefined;
