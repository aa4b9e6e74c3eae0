import { type Result } from './result.js';
export declare const MAX_MESSAGE_CHARACTERS = 10000;
export declare const CHECKPOINT_KINDS: readonly ['progress', 'completed', 'failed'];
export type CheckpointKind = (typeof CHECKPOINT_KINDS)[number];
export type Checkpoint = Readonly<{
    agent: string;
    message: string;
    toolsUsed: readonly string[];
    kind: CheckpointKind;
    githubIssue?: number;
    startedAt?: string;
}>;
/** Checks arguments of any type; the refusal's code is always `invalid-input` and its message names the argument. */
export declare function checkCheckpoint(request: unknown): Result<Checkpoint>;
/** A message as it is kept: trimmed, not empty, at most 10,000 characters, no controls but tab and line breaks. */
export declare function checkText(message: unknown): Result<string>;
/** A GitHub issue's number, 1 to 999,999; undefined where none is given. */
export declare function checkIssue(issue: unknown): Result<number | undefined>;
