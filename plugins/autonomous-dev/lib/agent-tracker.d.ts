import type { AutoTrackOutcome, RunEndRequest, RunRequest } from './agent-runs.js';
import { type AgentStatus, type AgentStatusOptions } from './agent-status.js';
import { type CheckpointOutcome, type CheckpointRequest } from './save-checkpoint.js';
import type { SaveOutcome } from './save-event.js';
/**
 * Every call is for the project around the current folder and the session in the environment. What is saved is durable
 * when the call returns. A save takes about 2 ms, and 4 s at the most unless the disk itself hangs.
 */
export declare const AgentTracker: {
    /** Saves a checkpoint and answers whether it is durable, whatever the arguments, the environment or the disk. */
    readonly saveAgentCheckpoint: (request: CheckpointRequest) => boolean;
    /** As saveAgentCheckpoint, and says under which number it was saved, or why it was not. */
    readonly saveAgentCheckpointResult: (request: CheckpointRequest) => CheckpointOutcome;
    /** Says that a run begins. Every start is a new run, after a failed one too. */
    readonly startAgent: (request: RunRequest) => SaveOutcome;
    /** Says that a run has completed. The first end that is told of a run stays; a run never told of begins and ends. */
    readonly completeAgent: (request: RunEndRequest) => SaveOutcome;
    /** Says that a run has failed; otherwise as completeAgent. */
    readonly failAgent: (request: RunEndRequest) => SaveOutcome;
    /** Says which GitHub issue, 1 to 999,999, the session works on; the last one counts. */
    readonly linkGithubIssue: (issue: number) => SaveOutcome;
    /**
     * Starts a run of the agent that `CLAUDE_AGENT_NAME` names. Nothing is saved where that is `not-set`, where the
     * session has a run of it that is not lost (`already-tracked`), or where the name is none (`invalid-input`).
     */
    readonly autoTrackFromEnvironment: (message?: string) => AutoTrackOutcome;
    /**
     * How the runs of the session stand. Null when nothing of it is recorded or can be read. Costs one small read per
     * event of the session.
     */
    readonly getAgentStatus: (options?: AgentStatusOptions) => AgentStatus | null;
};
