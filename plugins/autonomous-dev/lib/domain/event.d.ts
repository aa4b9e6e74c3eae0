export type SessionEvent = {
    readonly [x: string]: unknown;
    readonly at: string;
    readonly event: "session-started";
    readonly source: string;
    readonly client: {
        [x: string]: unknown;
        pid?: number;
        pid_started?: string;
        boot_id?: string;
        pid_namespace?: string;
    };
    readonly cwd: string;
    readonly worktree?: string;
    readonly head?: string;
    readonly parent?: string;
    readonly session_id?: string;
} | {
    readonly [x: string]: unknown;
    readonly at: string;
    readonly event: "session-ended";
    readonly reason: string;
    readonly client: {
        [x: string]: unknown;
        pid?: number;
        pid_started?: string;
        boot_id?: string;
        pid_namespace?: string;
    };
} | {
    readonly [x: string]: unknown;
    readonly at: string;
    readonly agent: string;
    readonly agent_id?: string;
    readonly reported?: boolean;
    readonly event: "agent-started";
    readonly label?: string;
    readonly message?: string;
    readonly tools_used?: string[];
    readonly client?: {
        [x: string]: unknown;
        pid?: number;
        pid_started?: string;
        boot_id?: string;
        pid_namespace?: string;
    };
} | {
    readonly [x: string]: unknown;
    readonly at: string;
    readonly agent: string;
    readonly agent_id?: string;
    readonly reported?: boolean;
    readonly event: "agent-finished";
    readonly status: string;
    readonly message: string;
    readonly tools_used: string[];
    readonly started_at?: string;
    readonly transcript_path?: string;
} | {
    readonly [x: string]: unknown;
    readonly at: string;
    readonly agent: string;
    readonly agent_id?: string;
    readonly reported?: boolean;
    readonly event: "checkpoint";
    readonly message: string;
    readonly tools_used: string[];
    readonly kind: string;
    readonly github_issue?: number;
    readonly started_at?: string;
} | {
    readonly [x: string]: unknown;
    readonly at: string;
    readonly event: "issue-linked";
    readonly github_issue: number;
} | {
    readonly [x: string]: unknown;
    readonly at: string;
    readonly event: "batch-activated";
    readonly batch_id: string;
} | {
    readonly [x: string]: unknown;
    readonly at: string;
    readonly event: "drive";
    readonly batch_id: string;
    readonly on: boolean;
    readonly until?: string;
} | {
    readonly [x: string]: unknown;
    readonly at: string;
    readonly event: "drive-continued";
    readonly batch_id: string;
    readonly progress: number;
} | {
    readonly [x: string]: unknown;
    readonly at: string;
    readonly agent: string;
    readonly agent_id?: string;
    readonly reported?: boolean;
    readonly event: "orphan-dismissed";
    readonly started_at: string;
} | {
    readonly [x: string]: unknown;
    readonly at: string;
    readonly event: "told";
    readonly what: string;
} | {
    readonly [x: string]: unknown;
    readonly at: string;
    readonly event: "hook-failed";
    readonly hook?: string;
    readonly message?: string;
};
export type EventOf<Name extends SessionEvent['event']> = Extract<SessionEvent, {
    event: Name;
}>;
/** An event of this or a compatible version, null for one that this program does not know. */
export declare function parseEvent(data: unknown): SessionEvent | null;
