import { type SkipReason } from './agent-tracker.js';
import type { Refusal, Result } from './domain/result.js';
import type { Surroundings, Workspace } from './workspace.js';
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
/** Runs an operation in the caller's workspace and turns whatever comes of it into an outcome. */
export declare function settle<T>(surroundings: Surroundings | undefined, operation: (workspace: Workspace) => Promise<Result<T>>): Promise<BatchOutcome<T>>;
