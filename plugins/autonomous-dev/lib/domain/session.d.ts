import { type AgentRun } from './agent-run.js';
import type { SessionEvent } from './event.js';
import { type Stay } from './stay.js';
export type { AgentRun } from './agent-run.js';
export { isSameClient, type Client, type Stay } from './stay.js';
export type CheckpointEntry = Readonly<{
    at: string;
    agent: string;
    message: string;
    toolsUsed: readonly string[];
    kind: string;
    /** How long what it tells of took, where it said when that began, or its run's start is known. */
    durationMs?: number;
}>;
/** Whether the session works a batch off by itself, and how far it was when it last went on. */
export type Drive = Readonly<{
    batchId: string;
    on: boolean;
    since: string;
    until?: string;
    continued?: Readonly<{
        at: string;
        progress: number;
    }>;
}>;
export type Session = Readonly<{
    stays: readonly Stay[];
    /** In the order in which they began. */
    runs: readonly AgentRun[];
    /** Checkpoints and the results of finished runs, oldest first. */
    checkpoints: readonly CheckpointEntry[];
    /** What the person or the model has been told once. */
    told: ReadonlySet<string>;
    /** The batch that the session created, claimed from or adopted last. */
    activeBatch?: string;
    drive?: Drive;
    githubIssue?: number;
    parent?: string;
    sessionId?: string;
}>;
/** The session of these events, which come in the order of their numbers. Cost: linear, but for the sorting. */
export declare function foldSession(events: readonly SessionEvent[]): Session;
/** The stay that began last: the client that the session was last in. */
export declare function lastStay(session: Session): Stay | undefined;
