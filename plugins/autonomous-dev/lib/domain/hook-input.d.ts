export type HookInput = Readonly<{
    sessionId?: string;
    /** Absent before the session's first prompt in this client. */
    promptId?: string;
    cwd?: string;
    source?: string;
    reason?: string;
    trigger?: string;
    prompt?: string;
    error?: string;
    agentId?: string;
    agentType?: string;
    lastAssistantMessage?: string;
    agentTranscriptPath?: string;
    toolName?: string;
    toolInput?: Readonly<Record<string, unknown>>;
    backgroundTasks?: readonly unknown[];
}>;
/** Null when the input is no JSON object. Everything else is taken as far as it goes. */
export declare function parseHookInput(text: string): HookInput | null;
