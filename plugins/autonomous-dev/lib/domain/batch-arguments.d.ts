import type { Feature } from './batch.js';
import type { Dependency } from './dependencies.js';
import type { GivenEvidence } from './evidence.js';
import type { FeatureItem } from './feature-list.js';
import type { GitResult } from './git-results.js';
import type { Parser } from './result.js';
export type BatchRequest = Readonly<{
    /** The work items, one text each … */
    features?: readonly (string | FeatureItem)[] | undefined;
    /** … and as plain lines or a Markdown list … */
    list?: string | undefined;
    /** … and as issue numbers, whose titles are not fetched. */
    issueNumbers?: readonly number[] | undefined;
    /** Where the list came from, for people. */
    path?: string | undefined;
    /** `[a-z0-9][a-z0-9_-]{0,63}`; made up when left out. */
    batchId?: string | undefined;
    title?: string | undefined;
    dependencies?: readonly Dependency[] | undefined;
    /** The user's `max_attempts` setting by default. */
    maxAttempts?: number | undefined;
}>;
export type ClaimOptions = Readonly<{
    /** The agent that takes it: 1 to 255 of `A-Z a-z 0-9 _ . : -`. */
    agent?: string | undefined;
    /** Ends the claim after this time even while its owner lives. */
    ttlMs?: number | undefined;
}>;
/** How a report proves whose it is, and what shows the work; the token is the one that claiming handed out. */
export type ReportOptions = Readonly<{
    token?: number | undefined;
    agent?: string | undefined;
    evidence?: GivenEvidence | undefined;
    /** Of a failure. */
    error?: string | undefined;
    /** Of a skip. */
    reason?: string | undefined;
    /** Of a skip: quality_gate, manual, dependency or another word. */
    category?: string | undefined;
}>;
export type Drive = Readonly<{
    on: boolean;
    /** When to stop, as ISO 8601. */
    until?: string | undefined;
}>;
/** A batch as far as it tells outcomes: what saving one looks at. */
export type Outcomes = Readonly<{
    batch_id: string;
    features: readonly Readonly<{
        number: number;
        status: Feature['status'];
        error?: Readonly<{
            message: string;
        }> | undefined;
        skip?: Readonly<{
            reason?: string | undefined;
            category?: string | undefined;
        }> | undefined;
        evidence?: GivenEvidence | undefined;
    }>[];
}>;
export declare const checkBatchId: Parser<Readonly<{
    batchId: string;
}>>;
export declare const checkBatchRequest: Parser<Readonly<{
    request: BatchRequest;
}>>;
export declare const checkOutcomes: Parser<Readonly<{
    state: Readonly<{
        batch: Outcomes;
        revision: number;
    }>;
}>>;
export declare const checkItems: Parser<Readonly<{
    batchId: string;
    items: readonly FeatureItem[];
}>>;
export declare const checkClaim: Parser<Readonly<{
    batchId: string;
    options: ClaimOptions;
}>>;
export type ReportArguments = Readonly<{
    batchId: string;
    number: number;
    options: ReportOptions;
}>;
export declare const checkReport: Parser<ReportArguments>;
export type GitArguments = Readonly<{
    batchId: string;
    number: number;
    operation: string;
    result: GitResult;
}>;
export declare const checkGitOperation: Parser<GitArguments>;
export declare const checkRevision: Parser<Readonly<{
    batchId: string;
    revision: number;
}>>;
export declare const checkPause: Parser<Readonly<{
    batchId: string;
    reason: string;
}>>;
export declare const checkDrive: Parser<Readonly<{
    batchId: string;
    drive: Drive;
}>>;
