import { type SkipReason } from './save-event.js';
import type { Parser, Refusal, Result } from './domain/result.js';
import { type Surroundings, type Workspace } from './workspace.js';
/**
 * Done, with what it answers; refused, with a stable code; or skipped, because the state could not be read or saved.
 */
export type BatchOutcome<T> = Readonly<{
    ok: true;
    value: T;
}> | Readonly<{
    ok: false;
    refused: Refusal;
}> | Readonly<{
    ok: false;
    skipped: Readonly<{
        reason: SkipReason;
        detail: string;
    }>;
}>;
/**
 * Checks what was given, runs an operation on it in the caller's workspace, and turns whatever comes of it into an
 * outcome.
 */
export declare function settle<A, T>(surroundings: Surroundings | undefined, check: Parser<A>, given: unknown, operation: (workspace: Workspace, checked: A) => Promise<Result<T>>): Promise<BatchOutcome<T>>;
