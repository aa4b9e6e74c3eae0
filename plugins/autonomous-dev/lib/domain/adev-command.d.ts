export type AdevCommand = Readonly<{
    /** The words behind `adev`. */
    args: readonly string[];
    /** Those that may name a file to read: relative, without `..`. Where links lead is still to be looked at. */
    files: readonly string[];
    stdin?: string;
}>;
/** The command, if it is plainly one of those; null for everything else. */
export declare function parseAdevCommand(command: string): AdevCommand | null;
/** Each agent-facing command by its full name, with its options and whether each takes a value. */
export declare function agentCommands(): ReadonlyMap<string, ReadonlyMap<string, boolean>>;
