import type { Evidence } from './batch.js';
import { type Result } from './result.js';
/** `head`, where the work stands, is found out for the agent; the rest it says itself. */
export type GivenEvidence = Readonly<{
    [Key in 'head' | 'commit' | 'pr' | 'note']?: string | undefined;
}>;
/** The evidence as it is stored: one line each, empty ones left out. Refused: `too-long`. */
export declare function cleanEvidence(given: GivenEvidence): Result<Evidence>;
/** Whether commit, pr and note, as far as given, are the recorded ones; so too when none is given. */
export declare function isSameEvidence(given: Evidence, recorded: Evidence | undefined): boolean;
