import { type DriveDecision } from './domain/drive.js';
import type { Workspace } from './workspace.js';
export type Driven = Readonly<{
    decision: DriveDecision;
    batchId: string;
    since: string;
    told: ReadonlySet<string>;
}>;
/** Null unless this session drives a batch that is there. */
export declare function driveOn(workspace: Workspace, backgroundTasks: readonly unknown[]): Driven | null;
