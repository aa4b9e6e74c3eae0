// The one line with which the plugin introduces itself: once per user, not per project.
import { ok } from './domain/result.ts';
import type { User } from './domain/user.ts';
import { firstUser, userBefore } from './predecessor-user.ts';
import type { Change } from './store/store.ts';
import { openUserStore, USER } from './user-settings.ts';
import type { Surroundings } from './workspace.ts';

const LINE =
  'autonomous-dev is on: it records agent runs and checkpoints, so that work can go on after a crash. ' +
  'To look, ask Claude to run adev status; to switch it off for a project, adev off; for good, /plugin.';

/** The line for the first caller of all; null for every later one, and where it cannot be noted that it was told. */
export async function firstUseLine(surroundings: Surroundings): Promise<string | null> {
  try {
    return (await isFirstUse(surroundings)) ? LINE : null;
  } catch {
    // A home folder that cannot be written must not keep a session from its own state.
    return null;
  }
}

async function isFirstUse(surroundings: Surroundings): Promise<boolean> {
  const store = openUserStore(surroundings);
  const known = store.readNow(USER);
  if (!known.ok || (known.value?.data ?? userBefore(surroundings)).first_run_complete) return false;
  const introduce: Change<User, boolean> = (user) => {
    const before = user ?? firstUser(surroundings);
    if (before.first_run_complete) return ok({ data: before, answer: false });
    return ok({ data: { ...before, first_run_complete: true }, answer: true });
  };
  const updated = await store.update(USER, '', introduce, surroundings.deadline);
  return updated.ok && updated.value.answer;
}
