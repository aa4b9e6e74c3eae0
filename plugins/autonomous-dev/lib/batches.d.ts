import type { Batch, Owner } from './domain/batch.js';
import type { Context } from './domain/owners.js';
import type { Reporter } from './domain/ownership.js';
import { type Result } from './domain/result.js';
import { type Document, type Kind } from './store/store.js';
import type { Workspace } from './workspace.js';
export declare const BATCH: Kind<Batch>;
/** What a change answers beside the batch as it is afterwards. */
export type Changed<R> = Readonly<{
    batch: Batch;
    answer: R;
}>;
/** Refused `unknown-batch` when there is none of this id, `removed`, `damaged`. */
export declare function readBatch({ store }: Workspace, batchId: string): Promise<Result<Document<Batch>>>;
/**
 * Changes a batch that exists, again from its newest state whenever somebody else was first; then publishes its view
 * and its hint. A change that returns the batch it was given writes nothing.
 */
export declare function changeBatch<R>(workspace: Workspace, batchId: string, change: (batch: Batch, context: Context) => Result<Changed<R>>): Promise<Result<Changed<R> & Readonly<{
    revision: number;
}>>>;
/** Stores a batch under an id that was free; refused `batch-exists`. */
export declare function storeNewBatch(workspace: Workspace, batch: Batch): Promise<Result<number>>;
/** The caller as an owner: its session and agent, in its client as far as that is known. */
export declare function ownerOf(workspace: Workspace, agent?: string): Owner;
export declare function reporterOf({ sessionId, sessionIsDefault }: Workspace, given: Pick<Reporter, 'agent' | 'token'>): Reporter;
/** What transitions have to know of the world; every client is looked at once, and the settings only if they matter. */
export declare function contextOf({ surroundings }: Workspace): (now: number) => Context;
/** Keeps the batch's hint as it has to be. */
export declare function hintAt({ store }: Pick<Workspace, 'store'>, batch: Batch): void;
