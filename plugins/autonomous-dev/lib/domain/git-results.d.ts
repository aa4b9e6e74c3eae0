import { type Batch, type Feature } from './batch.js';
import { type Result } from './result.js';
/** Besides `success` whatever is known: sha, branch, remote, number, url, error … It has to survive JSON. */
export type GitResult = Readonly<{
    success: boolean;
    [detail: string]: unknown;
}>;
/**
 * The batch with the result of one operation of a feature; a later result of the same operation replaces it, other
 * operations and features stay. Refused: `unknown-feature`, `unknown-git-operation`.
 */
export declare function recordGitResult(batch: Batch, number: number, operation: string, result: GitResult, now: string): Result<Readonly<{
    batch: Batch;
    feature: Feature;
}>>;
