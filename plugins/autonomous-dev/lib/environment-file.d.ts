import type { HookInput } from './domain/hook-input.js';
import type { Surroundings } from './workspace.js';
type Environment = Surroundings['env'];
/**
 * The fork that a client begins under the id of the session it came from, as 2.1.197 does; null for every other
 * session. One that is continued there (`--continue`, `/resume`) comes with the same input and another's file too:
 * only the client's command line tells them apart.
 */
export declare function forkOf({ sessionId, source, promptId }: HookInput, { env, parentPid }: Surroundings): {
    sessionId: string;
    parent: string;
} | null;
/**
 * Where the variables of the session's Bash tool go; nowhere without an environment file. Of a continued session
 * 2.1.197 reads those in the folder of its id, where an earlier client's may lie, whatever file it names.
 */
export declare function environmentFiles(env: Environment, sessionId: string): readonly string[];
export {};
