// The user's own document: whether the plugin has introduced itself, and the preferences.
import { isObject } from './json.ts';
import { ok, refuse, type Result } from './result.ts';
import type { User } from './user-schema.ts';

export type { User } from './user-schema.ts';

/**
 * What userSchema takes, told by hand: almost every hook reads this document, and the library for schemas would make up a
 * tenth of what a hook has to load.
 */
export function parseUser(data: unknown): Result<User> {
  return isUser(data)
    ? ok(data)
    : refuse('invalid-data', 'no document of a user: first_run_complete or preferences is missing or wrong');
}

function isUser(data: unknown): data is User {
  return isObject(data) && typeof data['first_run_complete'] === 'boolean' && isObject(data['preferences']);
}
