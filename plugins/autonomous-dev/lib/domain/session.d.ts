import type { EventOf, SessionEvent } from './event.js';
export type NumberedEvent = Readonly<{
    number: number;
    event: SessionEvent;
}>;
export type Client = EventOf<'session-started'>['client'];
/** One client's stay in the session, from a session-started to the session-ended of the same client. */
export type Stay = Readonly<{
    client: Client;
    source: string;
    since: string;
    cwd: string;
    worktree?: string;
    head?: string;
    ended?: Readonly<{
        at: string;
        reason: string;
    }>;
}>;
/** One execution of an agent. Without a start it was seen only at its end; without an end it may be running or lost. */
export type AgentRun = Readonly<{
    agent: string;
    agentId?: string;
    label?: string;
    startedAt?: string;
    finished?: Readonly<{
        at: string;
        status: string;
        message: string;
        toolsUsed: readonly string[];
    }>;
}>;
export type CheckpointEntry = Readonly<{
    at: string;
    agent: string;
    message: string;
    toolsUsed: readonly string[];
    kind: string;
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
export declare function foldSession(events: readonly SessionEvent[]): Session;
/** The stay that began last: the client that the session was last in. */
export declare function lastStay(session: Session): Stay | undefined;
export declare function isSameClient(one: Client, other: Client): boolean;
