// The user's own document: whether the plugin has introduced itself, and the preferences.
import * as v from 'valibot';

export const USER_VERSION = '2.0.0';

export const userSchema = v.looseObject({
  first_run_complete: v.boolean(),
  preferences: v.record(v.string(), v.unknown()),
});

export type User = Readonly<v.InferOutput<typeof userSchema>>;

export const NEW_USER: User = { first_run_complete: false, preferences: {} };
