import type { Batch } from './domain/batch.js';
import { type Result } from './domain/result.js';
import { type Workspace } from './workspace.js';
/** The batch that the session last created, claimed from or adopted; null when there is none. */
export declare function activeBatchOf(workspace: Workspace): string | null;
/** Makes the batch the session's active one. */
export declare function activateBatch(workspace: Workspace, batchId: string): void;
/** As activateBatch, after something that was committed and must not be taken back because this fails. */
export declare function noteActive(workspace: Workspace, batchId: string): void;
/** The batch named, or the one meant. Refused `no-batch`, or `which-batch` with the candidates and what to say. */
export declare function resolveBatch(workspace: Workspace, named: string | undefined): Promise<Result<string>>;
/** Every batch that has work left, newest first. Reads them all; those that cannot be read are left out. */
export declare function unfinishedBatches(workspace: Workspace): Promise<readonly Batch[]>;
/** As unfinishedBatches, from the hints alone and one by one: a hook takes what it has the time for. */
export declare function batchesWithWork({ store, surroundings }: Workspace): Generator<Batch>;
