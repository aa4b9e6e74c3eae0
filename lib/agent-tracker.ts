// Checkpoints and runs of agents. No call throws, exits or prints: each answers what was saved, or why it was not.
import { autoTrack, saveIssueLink, saveRunEnd, saveRunStart } from './agent-runs.ts';
import type { AutoTrackOutcome, RunEndRequest, RunRequest } from './agent-runs.ts';
import { agentStatus, type AgentStatus, type AgentStatusOptions } from './agent-status.ts';
import { saveCheckpoint, type CheckpointOutcome, type CheckpointRequest } from './save-checkpoint.ts';
import type { SaveOutcome } from './save-event.ts';

/**
 * Every call is for the project around the current folder and the session in the environment. What is saved is durable
 * when the call returns. A save takes about 2 ms, and 4 s at the most unless the disk itself hangs.
 */
export const AgentTracker = {
  /** Saves a checkpoint and answers whether it is durable, whatever the arguments, the environment or the disk. */
  saveAgentCheckpoint(request: CheckpointRequest): boolean {
    return saveCheckpoint(request).saved;
  },

  /** As saveAgentCheckpoint, and says under which number it was saved, or why it was not. */
  saveAgentCheckpointResult(request: CheckpointRequest): CheckpointOutcome {
    return saveCheckpoint(request);
  },

  /** Says that a run begins. Every start is a new run, after a failed one too. */
  startAgent(request: RunRequest): SaveOutcome {
    return saveRunStart(request);
  },

  /** Says that a run has completed. The first end that is told of a run stays; a run never told of begins and ends. */
  completeAgent(request: RunEndRequest): SaveOutcome {
    return saveRunEnd('completed', request);
  },

  /** Says that a run has failed; otherwise as completeAgent. */
  failAgent(request: RunEndRequest): SaveOutcome {
    return saveRunEnd('failed', request);
  },

  /** Says which GitHub issue, 1 to 999,999, the session works on; the last one counts. */
  linkGithubIssue(issue: number): SaveOutcome {
    return saveIssueLink(issue);
  },

  /**
   * Starts a run of the agent that `CLAUDE_AGENT_NAME` names. Nothing is saved where that is `not-set`, where the
   * session has a run of it that is not lost (`already-tracked`), or where the name is none (`invalid-input`).
   */
  autoTrackFromEnvironment(message?: string): AutoTrackOutcome {
    return autoTrack(message);
  },

  /**
   * How the runs of the session stand. Null when nothing of it is recorded or can be read. Costs one small read per
   * event of the session.
   */
  getAgentStatus(options?: AgentStatusOptions): AgentStatus | null {
    return agentStatus(options);
  },
} as const;
