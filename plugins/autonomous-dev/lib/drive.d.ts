import { type DriveDecision } from './domain/drive.js';
import { type Result } from './domain/result.js';
import type { Workspace } from './workspace.js';
export type Driven = Readonly<{
    decision: DriveDecision;
    batchId: string;
    /** When the session last went on, or began to drive: what has been told since then is not told again. */
    since: string;
    told: ReadonlySet<string>;
}>;
/** Refused `no-session` for the day's default: nothing asks that one to go on. */
export declare function requireSession({ sessionId, sessionIsDefault }: Workspace): Result<string>;
/** Null unless this session drives a batch that is there. */
export declare function driveOn(workspace: Workspace, backgroundTasks: readonly unknown[]): Driven | null;
