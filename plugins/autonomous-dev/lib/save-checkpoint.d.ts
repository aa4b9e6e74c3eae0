import { type SaveOutcome } from './save-event.js';
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
export type CheckpointOutcome = SaveOutcome;
/**
 * Saves a checkpoint and says under which number, or why not. A caller may have surroundings of its own: another
 * session, start folder, environment or clock.
 */
export declare function saveCheckpoint(request: CheckpointRequest, surroundings?: Surroundings): CheckpointOutcome;
