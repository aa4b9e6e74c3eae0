import { type TrackedRun } from './domain/agent-run.js';
import { type Overlap } from './domain/overlap.js';
import type { Pipeline } from './domain/pipeline.js';
import { type Surroundings } from './workspace.js';
export type AgentStatusOptions = Readonly<{
    /** The session to look at, instead of the one in the environment. */
    sessionId?: string;
    /** The agents that the work is expected to pass, in their order; the seven of EXPECTED_AGENTS by default. */
    expectedAgents?: readonly string[];
    /** Agents of which `together` tells whether they worked at the same time. */
    together?: readonly string[];
}>;
export type AgentStatus = Readonly<{
    sessionId: string;
    /** When the client that was last in the session entered it. */
    since?: string;
    githubIssue?: number;
    pipeline: Pipeline;
    /** In the order in which they began. */
    runs: readonly RunView[];
    /** Those that go on, the one that was started last first. */
    running: readonly RunView[];
    /** Whether any two runs went on at the same time. */
    overlapped: boolean;
    together?: Overlap;
}>;
export type RunView = Readonly<{
    agent: string;
    /** `Test Master` for `test-master`. */
    displayName: string;
    agentId?: string;
    label?: string;
    /**
     * `running`; `lost`: its client is gone; `dismissed`: lost, and somebody has seen to it; or how it finished:
     * `completed` or `failed`. Of a run that a hook saw end, `completed` says that it ended, not how well.
     */
    status: string;
    /** What came of it; until then, what it set out to do. */
    message?: string;
    toolsUsed: readonly string[];
    startedAt?: string;
    finishedAt?: string;
    /** Null while it has not finished, and where its start is not known. */
    durationMs: number | null;
    /** The last checkpoint of a run that has not finished: how far it is known to have come. */
    lastNote?: Readonly<{
        at: string;
        message: string;
    }>;
}>;
/** Null when nothing is recorded of the session, and when it cannot be read. Never throws. */
export declare function agentStatus(options?: AgentStatusOptions, surroundings?: Surroundings): AgentStatus | null;
export declare function runView({ run, status }: TrackedRun): RunView;
