import { type Settings } from './domain/settings.js';
import { type User } from './domain/user.js';
import { type Kind, type Store } from './store/store.js';
import type { Surroundings } from './workspace.js';
export declare const USER: Kind<User>;
/** The store below `~/.autonomous-dev`. */
export declare function openUserStore({ env, now }: Pick<Surroundings, 'env' | 'now'>): Store;
/** The settings in force. Preferences that cannot be read count as not set: no setting may stop a save. */
export declare function readSettings(surroundings: Pick<Surroundings, 'env' | 'now'>): Settings;
