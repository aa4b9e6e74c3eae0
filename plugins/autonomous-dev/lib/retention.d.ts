import type { WhyItGoes } from './domain/retention.js';
import { type Deadline } from './store/store.js';
import type { Workspace } from './workspace.js';
/** What a run did; of a dry run, what it would have done. */
export type Collected = Readonly<{
    /** Sessions dropped, by the names of their folders, oldest first. */
    sessions: readonly Gone[];
    /** Finished batches removed: they are refused by name from now on, and go from the disk days later. */
    batches: readonly Gone[];
    /** Batches that were removed days ago, and have gone from the disk. */
    erased: readonly Gone[];
    /** How many drops were finished that earlier runs had left when they were cut short. */
    leftovers: number;
    /** Sessions that somebody added to just then: what they added is in its place. */
    putBack: readonly string[];
    /** Why something that had to go is still there. */
    problems: readonly string[];
    /** How many bytes are there afterwards. */
    stateBytes: number;
    /** All was looked at, and everything that had to go has gone. */
    isComplete: boolean;
}>;
export type Gone = Readonly<{
    name: string;
    why: WhyItGoes | 'removed';
    bytes: number;
}>;
/**
 * Drops what the limits are against. Costs what a survey costs, and of what may have to go a small read for each entry.
 * When the time is up the rest stays for the next run; until all is known only what is too old goes.
 */
export declare function collectGarbage(workspace: Workspace, { isDryRun, deadline }?: Readonly<{
    isDryRun?: boolean;
    deadline?: Deadline;
}>): Promise<Collected>;
/**
 * A piece of collectGarbage for a hook: at most about 100 ms, and a single look where all was done within the hour. Never throws:
 * a session's end is no place to hear of it.
 */
export declare function collectSome(workspace: Workspace): Promise<void>;
