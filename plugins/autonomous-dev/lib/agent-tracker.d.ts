import { type StateErrorCode } from './store/store.js';
import type { Surroundings } from './workspace.js';
export type CheckpointRequest = Readonly<{
    /** 1 to 255 of `A-Z a-z 0-9 _ . : -`. */
    agentName: string;
    /** At most 10,000 characters; control characters other than tab and line breaks are refused. */
    message: string;
    toolsUsed?: readonly string[];
    githubIssue?: number;
    /** When the work began, a Date or ISO 8601. */
    startedAt?: string | Date;
    /** `progress` unless told otherwise. */
    kind?: 'progress' | 'completed' | 'failed';
    /** How long the save may take; at most, and by default, 4,000 ms. */
    deadlineMs?: number;
}>;
/**
 * Why nothing was saved: switched off, an argument that cannot be taken, no project around the current folder, or
 * what the disk said. `unknown` covers a commit that could not be confirmed.
 */
export type SkipReason = 'disabled' | 'invalid-input' | 'no-project' | StateErrorCode;
export type CheckpointOutcome = Readonly<{
    saved: true;
    number: number;
    sessionId: string;
}> | Readonly<{
    saved: false;
    reason: SkipReason;
    detail: string;
}>;
export declare const AgentTracker: {
    /**
     * Saves a checkpoint and answers whether it is durable. Never throws, whatever the arguments, the environment or
     * the disk; takes about 2 ms, and 4 s at the most unless the disk itself hangs.
     */
    readonly saveAgentCheckpoint: (request: CheckpointRequest) => boolean;
    /** As saveAgentCheckpoint, and says under which number it was saved, or why it was not. */
    readonly saveAgentCheckpointResult: (request: CheckpointRequest) => CheckpointOutcome;
};
/** The same for a caller with surroundings of its own: another session, start folder, environment or clock. */
export declare function saveCheckpoint(request: CheckpointRequest, surroundings?: Surroundings): CheckpointOutcome;
/** What a never-throwing call answers after an error of any kind, even one that throws when it is looked at. */
export declare function skippedBy(error: unknown): Readonly<{
    saved: false;
    reason: SkipReason;
    detail: string;
}>;
