import type { Batch } from './batch.js';
import { type BatchStatus, type Counts } from './batch-queries.js';
type Item = Readonly<{
    number: number;
    text: string;
}>;
export type CompletionSummary = Readonly<{
    batch_id: string;
    title?: string;
    status: BatchStatus;
    counts: Counts;
    completed: readonly Item[];
    failed: readonly (Item & Readonly<{
        error: string;
        class: string;
    }>)[];
    skipped: readonly (Item & Readonly<{
        reason: string;
        category: string;
    }>)[];
    /** Without an outcome yet, whether or not somebody is at it. */
    pending: readonly (Item & Readonly<{
        status: string;
        blocked: boolean;
    }>)[];
    /** In doubt now or once: whatever came of them, part of the work may have been done twice or by halves. */
    uncertain: readonly (Item & Readonly<{
        status: string;
    }>)[];
    /** Reported as done, while no commit was named, recorded or seen since the claim. */
    done_without_commit: readonly Item[];
    issues_completed: readonly number[];
    issues_pending: readonly number[];
    next_steps: readonly string[];
    /** Null when no work is left. */
    resume_command: string | null;
}>;
export declare function completionSummary(batch: Batch): CompletionSummary;
/** The summary in plain text; texts of features are cut to a line each. */
export declare function formatSummary(summary: CompletionSummary): string;
export {};
