// The user's state, shared by all projects: first run and preferences. What is damaged or newer is never overwritten
// by defaults, and keys that this version does not know stay.
import { skippedBy, type SkipReason } from './save-event.ts';
import { checkPreference } from './domain/preferences.ts';
import { ok, type Refusal, type Result } from './domain/result.ts';
import type { User } from './domain/user.ts';
import { firstUser, userBefore } from './predecessor-user.ts';
import type { Store } from './store/store.ts';
import { openUserStore, USER } from './user-settings.ts';
import { processSurroundings, type Surroundings } from './workspace.ts';

/** Done, refused with a code, or skipped because the state could not be read or saved. */
export type UserOutcome<T> =
  | Readonly<{ ok: true; value: T }>
  | Readonly<{ ok: false; refused: Refusal }>
  | Readonly<{ ok: false; skipped: Readonly<{ reason: SkipReason; detail: string }> }>;

type Here = Pick<Surroundings, 'env' | 'now' | 'deadline'>;

/** All that is kept of the user; when that is nothing yet, what the original kept, and else the defaults. */
export function loadUserState(here?: Here): Promise<UserOutcome<User>> {
  return settleUser(here, async (store, surroundings) => {
    const read = await store.read(USER);
    return read.ok ? ok(read.value?.data ?? userBefore(surroundings)) : read;
  });
}

/** Whether the first run is still to be recorded. */
export async function isFirstRun(here?: Here): Promise<UserOutcome<boolean>> {
  const loaded = await loadUserState(here);
  return loaded.ok ? { ok: true, value: !loaded.value.first_run_complete } : loaded;
}

export function recordFirstRunComplete(here?: Here): Promise<UserOutcome<User>> {
  return changeUser(here, (user) =>
    ok(user.first_run_complete ? user : { ...user, first_run_complete: true }),
  );
}

/** The preference of this name, undefined when it is not set. */
export async function getUserPreference(name: string, here?: Here): Promise<UserOutcome<unknown>> {
  const loaded = await loadUserState(here);
  if (!loaded.ok) return loaded;
  const { preferences } = loaded.value;
  return { ok: true, value: Object.hasOwn(preferences, name) ? preferences[name] : undefined };
}

/** Refused `invalid-preference` for a value that JSON cannot hold, and for one that a setting of that name cannot be. */
export function setUserPreference(name: string, value: unknown, here?: Here): Promise<UserOutcome<User>> {
  return changeUser(here, (user) => {
    const checked = checkPreference(name, value);
    if (!checked.ok) return checked;
    return ok({ ...user, preferences: { ...user.preferences, [name]: checked.value } });
  });
}

/** Back to the default; unsetting what is not set is no error. */
export function unsetUserPreference(name: string, here?: Here): Promise<UserOutcome<User>> {
  return changeUser(here, (user) => {
    if (!Object.hasOwn(user.preferences, name)) return ok(user);
    const { [name]: _, ...preferences } = user.preferences;
    return ok({ ...user, preferences });
  });
}

function changeUser(
  here: Here | undefined,
  change: (user: User) => Result<User>,
): Promise<UserOutcome<User>> {
  return settleUser(here, async (store, surroundings) => {
    const updated = await store.update<User, null>(
      USER,
      '',
      (user) => {
        const changed = change(user ?? firstUser(surroundings));
        return changed.ok ? ok({ data: changed.value, answer: null }) : changed;
      },
      surroundings.deadline,
    );
    return updated.ok ? ok(updated.value.data) : updated;
  });
}

async function settleUser<T>(
  here: Here | undefined,
  operation: (store: Store, surroundings: Here) => Promise<Result<T>>,
): Promise<UserOutcome<T>> {
  try {
    const surroundings = here ?? processSurroundings();
    const result = await operation(openUserStore(surroundings), surroundings);
    return result.ok ? result : { ok: false, refused: result.refusal };
  } catch (error) {
    const { reason, detail } = skippedBy(error);
    return { ok: false, skipped: { reason, detail } };
  }
}
