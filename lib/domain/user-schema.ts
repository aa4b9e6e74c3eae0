// The shape of the user's own document, for what comes from elsewhere.
import * as v from 'valibot';

export const userSchema = v.looseObject({
  first_run_complete: v.boolean(),
  preferences: v.record(v.string(), v.unknown()),
});

export type User = Readonly<v.InferOutput<typeof userSchema>>;
