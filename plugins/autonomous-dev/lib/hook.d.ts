import { type HookInput } from './domain/hook-input.js';
import type { Surroundings, Workspace } from './workspace.js';
export { forkOf } from './environment-file.js';
export type { HookInput } from './domain/hook-input.js';
/** What a hook tells the client; null says nothing. */
export type HookOutput = Readonly<Record<string, unknown>> | null;
export type HookHandler = (input: HookInput, surroundings: Surroundings) => HookOutput | Promise<HookOutput>;
export type HookOptions = Readonly<{
    /** The file's name, for the record of failures. */
    name: string;
    /** How long it takes at most, from its own first step on: 2,000 ms unless told otherwise. */
    limitMs?: number;
    /** When the person is told of a failure: `once` a session at most, which a hook that runs `each-session` need not check. */
    onFailure?: 'silent' | 'once' | 'each-session';
}>;
/** Reads the event from stdin, runs the handler, prints what it answers, and ends within `limitMs` either way. */
export declare function runHook(options: HookOptions, handler: HookHandler): Promise<void>;
/** Where the event happened; null without a session id, a project, or where the plugin is off: then it is nobody's. */
export declare function workspaceOf({ sessionId }: HookInput, surroundings: Surroundings): Workspace | null;
/**
 * Exports variables to the Bash tool of the session. Where that is not possible, commands find the project by the folder
 * they run in.
 */
export declare function exportToBash({ sessionId, surroundings }: Workspace, variables: Readonly<Record<string, string>>): void;
