// The user's own document: whether the plugin has introduced itself, and the preferences.
import * as v from 'valibot';
import { parserOf } from './parse.ts';

export const userSchema = v.looseObject({
  first_run_complete: v.boolean(),
  preferences: v.record(v.string(), v.unknown()),
});

export type User = Readonly<v.InferOutput<typeof userSchema>>;

export const parseUser = parserOf(userSchema);
