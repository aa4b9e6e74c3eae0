import { type SkipReason } from './save-event.js';
import { type Refusal } from './domain/result.js';
import type { User } from './domain/user.js';
import { type Surroundings } from './workspace.js';
/** Done, refused with a code, or skipped because the state could not be read or saved. */
export type UserOutcome<T> = Readonly<{
    ok: true;
    value: T;
}> | Readonly<{
    ok: false;
    refused: Refusal;
}> | Readonly<{
    ok: false;
    skipped: Readonly<{
        reason: SkipReason;
        detail: string;
    }>;
}>;
type Here = Pick<Surroundings, 'env' | 'now' | 'deadline'>;
/** All that is kept of the user; when that is nothing yet, what the original kept, and else the defaults. */
export declare function loadUserState(here?: Here): Promise<UserOutcome<User>>;
/** Whether the first run is still to be recorded. */
export declare function isFirstRun(here?: Here): Promise<UserOutcome<boolean>>;
export declare function recordFirstRunComplete(here?: Here): Promise<UserOutcome<User>>;
/** The preference of this name, undefined when it is not set. */
export declare function getUserPreference(name: string, here?: Here): Promise<UserOutcome<unknown>>;
/** Refused `invalid-preference` for a value that JSON cannot hold, and for one that a setting of that name cannot be. */
export declare function setUserPreference(name: string, value: unknown, here?: Here): Promise<UserOutcome<User>>;
/** Back to the default; unsetting what is not set is no error. */
export declare function unsetUserPreference(name: string, here?: Here): Promise<UserOutcome<User>>;
export {};
