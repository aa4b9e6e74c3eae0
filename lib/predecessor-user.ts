// What the original kept of the user. It counts as long as nothing is kept here, is taken over with the first that is,
// and its file is left alone.
import { join } from 'node:path';
import { readObject } from './domain/legacy/reading.ts';
import { mergeUser, readUserState } from './domain/legacy/user-state.ts';
import type { User } from './domain/user.ts';
import { userDirectory } from './project-root.ts';
import { readForeignFile, sha256Of } from './store/store.ts';
import type { Surroundings } from './workspace.ts';

const NEW_USER: User = { first_run_complete: false, preferences: {} };

/** The original writes some hundred bytes. */
const LIMIT_BYTES = 1024 * 1024;

/** The user of whom nothing is kept here yet. Costs a failing `open` where the original was never used. */
export function userBefore(surroundings: Pick<Surroundings, 'env'>): User {
  return readPredecessor(surroundings)?.user ?? NEW_USER;
}

/** The same to be kept: with a note of the file, so that no import takes it over again. */
export function firstUser(surroundings: Pick<Surroundings, 'env'>): User {
  const found = readPredecessor(surroundings);
  return found === null ? NEW_USER : mergeUser(null, found.user, sha256Of(found.bytes), true);
}

/** Null also for a file that cannot be used: `adev import` says what is wrong with it. */
function readPredecessor({ env }: Pick<Surroundings, 'env'>): Readonly<{ user: User; bytes: Buffer }> | null {
  const bytes = readForeignFile(join(userDirectory({ env }), 'user_state.json'), LIMIT_BYTES);
  if (bytes === null) return null;
  const data = readObject(bytes.toString('utf8'));
  const user = data.ok ? readUserState(data.value) : data;
  return user.ok ? { user: user.value, bytes } : null;
}
