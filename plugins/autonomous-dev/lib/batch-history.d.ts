import { type BatchOutcome } from './batch-outcome.js';
import type { BatchState } from './batch-reports.js';
import type { Surroundings } from './workspace.js';
export type BatchRevision = Readonly<{
    revision: number;
    writtenAt: string;
    bytes: number;
    /** What the batch was then, in a few words. */
    summary: string;
}>;
/** The revisions that are kept, newest first: the last eight, and one for each of the last fifty outcomes. */
export declare function listBatchRevisions(batchId: string, here?: Surroundings): Promise<BatchOutcome<readonly BatchRevision[]>>;
/**
 * Makes the batch what it was in an older revision, as a new revision, so that this can be undone the same way. What
 * was in progress then is pending and uncertain. Refused `held` while somebody works on the batch, `unknown-revision`.
 */
export declare function restoreBatchRevision(batchId: string, revision: number, here?: Surroundings): Promise<BatchOutcome<BatchState>>;
