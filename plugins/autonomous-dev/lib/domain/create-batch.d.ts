import { type Batch } from './batch.js';
import { type Dependency } from './dependencies.js';
import type { FeatureItem } from './feature-list.js';
import { type Result } from './result.js';
export type NewBatch = Readonly<{
    batchId: string;
    title?: string | undefined;
    source: Batch['source'];
    items: readonly FeatureItem[];
    dependencies?: readonly Dependency[];
    maxAttempts: number;
    origin: Batch['origin'];
}>;
/**
 * A batch at its beginning. Texts become one line each, without control characters.
 * Refused: `invalid-batch-id`, `invalid-max-attempts`, `no-features`, `empty-feature`, `too-long`,
 * `too-many-features`, `too-much-text`, `unknown-dependency`, `duplicate-dependency`, `cyclic-dependency`.
 */
export declare function createBatch(wanted: NewBatch, now: string): Result<Batch>;
/** The batch with more features at its end, numbered on. Refused as createBatch does, and `cancelled`. */
export declare function addFeatures(batch: Batch, items: readonly FeatureItem[], now: string): Result<Batch>;
/** One item for each issue. Refused: `invalid-issue`, `duplicate-issue`. */
export declare function issueItems(issueNumbers: readonly number[]): Result<readonly FeatureItem[]>;
