import type { Liveness } from './domain/owners.js';
export type { Liveness } from './domain/owners.js';
/** As stored. `pid_started` counts clock ticks since boot; `pid_namespace` is an inode number. */
export type ClientIdentity = Readonly<{
    pid?: number;
    pid_started?: string;
    boot_id?: string;
    pid_namespace?: string;
}>;
type IdentifyOptions = Readonly<{
    /** `process.ppid`, in a hook: the client itself starts those. Left out where a shell lies between. */
    parentPid?: number;
    env: Readonly<Record<string, string | undefined>>;
    /** The proc file system; `/proc` by default. */
    proc?: string;
}>;
type LivenessOptions = Readonly<{
    proc?: string;
    kill?: (pid: number, signal: 0) => unknown;
}>;
/**
 * The client this process works for: a hook's parent, or CLAUDE_PID where that has gone; without a `parentPid`
 * CLAUDE_PID, else what the SessionStart hook exported as AUTONOMOUS_DEV_CLIENT. In a pid namespace other than
 * the client's nothing is measured: there CLAUDE_PID names nobody or somebody else, and only an exported identity
 * with that pid is passed on. Null: unknown. Never throws.
 */
export declare function identifyClient({ parentPid, env, proc }: IdentifyOptions): ClientIdentity | null;
/**
 * `alive` and `dead` are certain; `unknown` is whatever cannot be seen from here: another pid namespace, a start
 * time or boot that was not recorded. Without a proc file system only the end of a process can be told. Another
 * boot is `dead`. Never throws.
 */
export declare function clientLiveness(client: ClientIdentity, { proc, kill }?: LivenessOptions): Liveness;
/**
 * One line for AUTONOMOUS_DEV_CLIENT, `pid,started,boot,namespace`: digits, hex, dashes and commas, safe in any
 * shell quotes. Empty for an identity that holds anything else.
 */
export declare function formatClient(client: ClientIdentity): string;
/** What formatClient wrote; null for anything else, an identity without pid included. */
export declare function parseClient(text: string): ClientIdentity | null;
/** The words that a process was started with, its program first; none where they cannot be seen. Never throws. */
export declare function commandLineOf(pid: number, proc?: string): readonly string[];
/** An executable file; of one that is larger than 16 KB the bytes are not read. */
export type Program = Readonly<{
    path: string;
    bytes: () => Uint8Array;
}>;
/** The programs of this name in the folders of PATH, in the order in which a shell in the folder `cwd` looks. */
export declare function programsOnPath(name: string, cwd: string, env: IdentifyOptions['env']): readonly Program[];
/**
 * Whether a path, taken from the folder `from`, lies inside `folder`, all links on its way resolved. What is absent
 * lies where it would be made; a link that leads nowhere lies nowhere. Throws where the system does not let it look.
 */
export declare function isInside(folder: string, path: string, from?: string): boolean;
