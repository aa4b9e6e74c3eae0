// The user's document and the settings in it: what every hook reads.
import { dirname } from 'node:path';
import { USER_MIGRATIONS } from './domain/migrations/user.ts';
import { settingsFrom, type Settings } from './domain/settings.ts';
import { parseUser, type User } from './domain/user.ts';
import { USER_VERSION } from './domain/versions.ts';
import { userBefore } from './predecessor-user.ts';
import { userDirectory } from './project-root.ts';
import { openStore, type Kind, type Store } from './store/store.ts';
import type { Surroundings } from './workspace.ts';

export const USER: Kind<User> = {
  name: 'user',
  version: USER_VERSION,
  parse: parseUser,
  migrations: USER_MIGRATIONS,
};

/** The store below `~/.autonomous-dev`. */
export function openUserStore({ env, now }: Pick<Surroundings, 'env' | 'now'>): Store {
  const path = userDirectory({ env });
  return openStore({ path, base: dirname(path) }, now);
}

/** The settings in force. Preferences that cannot be read count as not set: no setting may stop a save. */
export function readSettings(surroundings: Pick<Surroundings, 'env' | 'now'>): Settings {
  try {
    const user = openUserStore(surroundings).readNow(USER);
    if (!user.ok) return settingsFrom({});
    return settingsFrom((user.value?.data ?? userBefore(surroundings)).preferences);
  } catch {
    return settingsFrom({});
  }
}
