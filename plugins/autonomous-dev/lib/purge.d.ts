import { type Surroundings } from './workspace.js';
/** What a purge would erase, for a person to decide on. */
export type PurgePlan = Readonly<{
    path: string;
    files: number;
    bytes: number;
    sessions: number;
    batches: number;
    /** Of those batches. */
    unfinished: number;
    /** Paths of what lies there and stays. */
    others: readonly string[];
    /** Erases it. False where something of it is there again: somebody saves into it. */
    carryOut: () => boolean;
}>;
/** Of the project around the caller; null without one. Looks, and erases nothing. */
export declare function planProjectPurge(surroundings: Surroundings): PurgePlan | null;
/** Of the user: the preferences. The states of projects outside git, which lie beside them, stay. */
export declare function planUserPurge(surroundings: Surroundings): PurgePlan;
