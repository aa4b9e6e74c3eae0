import type { Batch } from '../batch.js';
import { type Result } from '../result.js';
import { type User } from '../user-schema.js';
import type { Entry } from './session-events.js';
export declare const BUNDLE_KIND = "autonomous-dev-bundle";
export declare const BUNDLE_VERSION = "2.0.0";
export type BundledSession = Readonly<{
    session_id: string;
    entries: readonly Entry[];
}>;
export type Bundle = Readonly<{
    kind: typeof BUNDLE_KIND;
    version: string;
    exported_at: string;
    batches: readonly Batch[];
    sessions: readonly BundledSession[];
    user: User | null;
    /** Schema versions of what a newer program wrote than the one that exported it, by `batch/ID` and `user`. */
    newer_versions: Readonly<Record<string, string>>;
}>;
/** Refused `newer-version` for another major version, and `damaged` as a whole when any part of it is. */
export declare function readBundle(data: unknown): Result<Bundle>;
