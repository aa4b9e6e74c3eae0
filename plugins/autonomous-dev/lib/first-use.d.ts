import type { Surroundings } from './workspace.js';
/** The line for the first caller of all; null for every later one, and where it cannot be noted that it was told. */
export declare function firstUseLine(surroundings: Surroundings): Promise<string | null>;
