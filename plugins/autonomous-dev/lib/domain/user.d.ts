import { type Result } from './result.js';
import type { User } from './user-schema.js';
export type { User } from './user-schema.js';
/**
 * What userSchema takes, told by hand: almost every hook reads this document, and the library for schemas would make up a
 * tenth of what a hook has to load.
 */
export declare function parseUser(data: unknown): Result<User>;
