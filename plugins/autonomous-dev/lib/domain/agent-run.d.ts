import type { SessionEvent } from './event.js';
import { type Client } from './stay.js';
/** One execution of an agent. Without a start it was seen only at its end; without an end it may be running or lost. */
export type AgentRun = Readonly<{
    agent: string;
    agentId?: string;
    label?: string;
    /** An agent or a person told of it; otherwise a hook saw it. */
    isReported?: true;
    startedAt?: string;
    /** The client that it was started in, where that was recorded. */
    client?: Client;
    /** It has not finished and no longer can: its client left the session, or its agent was started anew. */
    isCutOff?: true;
    /** What it set out to do, and with which tools. */
    message?: string;
    toolsUsed?: readonly string[];
    /** The last checkpoint saved under its id; or under its name, while it was the newest of that name to run. */
    lastNote?: Readonly<{
        at: string;
        message: string;
    }>;
    /** When somebody said that it is lost and need not be offered again. */
    dismissedAt?: string;
    finished?: Readonly<{
        at: string;
        status: string;
        message: string;
        toolsUsed: readonly string[];
    }>;
}>;
/** A run, and how it stands: `running`, `lost`, `dismissed`, or how it finished, which may be any text. */
export type TrackedRun = Readonly<{
    run: AgentRun;
    status: string;
}>;
export declare function runStatus({ finished, dismissedAt }: AgentRun, isLost: boolean): string;
/** How long a finished run took; null where its start is not known, and while it has not finished. */
export declare function runDurationMs({ startedAt, finished }: AgentRun): number | null;
/** The name without the plugin that an agent comes from: `planner` for `autonomous-dev:planner`. */
export declare function shortAgentName(agent: string): string;
export type RunReading = Readonly<{
    run: AgentRun;
    end?: SessionEvent;
}>;
/**
 * The runs in the order in which they began, each with the event that ended it. `events` come in the order in which
 * they happened. What is reported of a run's end is final; what a hook sees gives way to a report and to what a hook
 * sees later.
 */
export declare function foldRuns(events: readonly SessionEvent[]): readonly RunReading[];
