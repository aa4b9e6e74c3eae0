import * as v from 'valibot';
import { ok, refuse, type Parser } from './result.ts';

/** A parser from a schema; the refusal `invalid-data` names the first place that is wrong. */
export function parserOf<T>(schema: v.GenericSchema<unknown, T>): Parser<T> {
  return (data) => {
    const parsed = v.safeParse(schema, data);
    if (parsed.success) return ok(parsed.output);
    const [issue] = parsed.issues;
    return refuse('invalid-data', `${v.getDotPath(issue) ?? 'data'}: ${issue.message}`);
  };
}
