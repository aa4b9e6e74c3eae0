import type { Liveness } from './client.js';
import { type Claim, type EndingStory } from './domain/ending.js';
import type { Workspace } from './workspace.js';
export type EndingOf = EndingStory & Readonly<{
    sessionId: string;
    /** Of the client that was last in it. */
    client: Liveness;
    lostRuns: number;
    claims: readonly Claim[];
}>;
/**
 * Of the session that the workspace is for, if it `isNamed`; otherwise of the one that was heard of last, what the
 * asking client did itself left out, and those that only commands were in if there is any other. Null when nothing is
 * recorded. Costs a listing and a read for each session, and one small read for each entry of a few.
 */
export declare function explainEnding(workspace: Workspace, isNamed: boolean): Promise<EndingOf | null>;
