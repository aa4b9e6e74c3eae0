import type { AgentRun } from './domain/agent-run.js';
import { type SaveOutcome, type SkipReason } from './save-event.js';
import { type Surroundings } from './workspace.js';
export type RunRequest = Readonly<{
    /** 1 to 255 of `A-Z a-z 0-9 _ . : -`. */
    agentName: string;
    /** What it sets out to do, or what came of it: at most 10,000 characters. */
    message: string;
    toolsUsed?: readonly string[];
    /**
     * Which run is meant, as the client names it: at most 255 characters. Without it, the newest one of this name that
     * was told of without it too; runs that hooks recorded are left alone.
     */
    agentId?: string;
    /** How long the save may take; at most, and by default, 4,000 ms. */
    deadlineMs?: number;
}>;
export type RunEndRequest = RunRequest & Readonly<{
    /** When the run began, a Date or ISO 8601, where that is better known than by its recorded start. */
    startedAt?: string | Date;
}>;
export type AutoTrackOutcome = SaveOutcome | Readonly<{
    saved: false;
    reason: SkipReason | 'not-set' | 'already-tracked';
    detail: string;
}>;
export declare function saveRunStart(request: RunRequest, surroundings?: Surroundings): SaveOutcome;
export declare function saveRunEnd(status: 'completed' | 'failed', request: RunEndRequest, surroundings?: Surroundings): SaveOutcome;
export declare function saveIssueLink(issue: number, surroundings?: Surroundings): SaveOutcome;
/** Says of a lost run that it need not be offered again. How it went is left open, and its end may still come. */
export declare function saveDismissal(run: AgentRun, surroundings?: Surroundings): SaveOutcome;
/** Starts a run of the agent that `CLAUDE_AGENT_NAME` names, unless the session has one that is not lost. */
export declare function autoTrack(message?: string, surroundings?: Surroundings): AutoTrackOutcome;
