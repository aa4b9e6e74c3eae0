// `~/.autonomous-dev/user_state.json`.
import * as v from 'valibot';
import { isObject } from '../json.ts';
import { ok, refuse, type Result } from '../result.ts';
import { INITIAL_SETTINGS } from '../settings.ts';
import type { User } from '../user.ts';
import { majorOf, readAs } from './reading.ts';

const KNOWN_MAJOR = 1;

const userStateSchema = v.looseObject({
  first_run_complete: v.nullish(v.boolean()),
  preferences: v.nullish(v.custom<Readonly<Record<string, unknown>>>(isObject)),
  version: v.nullish(v.unknown()),
});

/** Missing parts are as for a new user, and keys that are not known here stay. Refused `newer-version` for a version after the original's. */
export function readUserState(data: unknown): Result<User> {
  const read = readAs(userStateSchema, data);
  if (!read.ok) return read;
  const { first_run_complete, preferences, version, ...rest } = read.value;
  if ((majorOf(version) ?? 0) > KNOWN_MAJOR) {
    return refuse('newer-version', 'its version is not one that is known here');
  }
  return ok({
    ...rest,
    first_run_complete: first_run_complete ?? false,
    preferences: preferences ?? {},
  });
}

/**
 * The user with what was imported: preferences that are set here already stay. `origin` is remembered, so that a
 * preference that is unset later does not come back; the very user where there is nothing new.
 * Settings of this plugin are taken only if `withSettings`: no file that came with a repository may set them.
 */
export function mergeUser(
  present: User | null,
  imported: User,
  origin: string | null,
  withSettings: boolean,
): User {
  const known = originsOf(present);
  if (present !== null && origin !== null && known.includes(origin)) return present;
  const names = Object.keys(imported.preferences).filter(
    (name) =>
      !Object.hasOwn(present?.preferences ?? {}, name) &&
      (withSettings || !Object.hasOwn(INITIAL_SETTINGS, name)),
  );
  const first_run_complete = (present?.first_run_complete ?? false) || imported.first_run_complete;
  const isKnown =
    present !== null &&
    names.length === 0 &&
    first_run_complete === present.first_run_complete &&
    Object.keys(imported).every((key) => Object.hasOwn(present, key));
  if (isKnown && origin === null) return present;
  const added = Object.fromEntries(names.map((name) => [name, imported.preferences[name]]));
  return {
    ...imported,
    ...present,
    first_run_complete,
    preferences: { ...present?.preferences, ...added },
    ...(origin === null ? {} : { imported_from: [...known, origin] }),
  };
}

function originsOf(user: User | null): readonly string[] {
  const origins = (user as Readonly<Record<string, unknown>> | null)?.['imported_from'];
  return Array.isArray(origins) ? origins.filter((origin) => typeof origin === 'string') : [];
}

export function isUserState(data: Readonly<Record<string, unknown>>): boolean {
  if (typeof data['first_run_complete'] === 'boolean' || isObject(data['preferences'])) return true;
  return Object.keys(data).join() === 'version' && typeof data['version'] === 'string';
}
