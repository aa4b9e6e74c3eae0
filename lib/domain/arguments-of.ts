import * as v from 'valibot';
import { refuse, type Parser } from './result.ts';
import { cutText, plainLine } from './text.ts';

/** A parser of what a caller gave, whatever that is: refused `invalid-input`, naming the first argument that is wrong. */
export function argumentsOf<T>(schema: v.GenericSchema<unknown, T>): Parser<T> {
  return (given) => {
    try {
      const parsed = v.safeParse(schema, given);
      if (parsed.success) return { ok: true, value: parsed.output };
      const [issue] = parsed.issues;
      const why = `${v.getDotPath(issue) ?? 'the arguments'}: ${issue.message}`;
      return refuse('invalid-input', `${cutText(plainLine(why), 300)}.`);
    } catch {
      // A getter or a proxy of the caller's that throws when it is looked at.
      return refuse(
        'invalid-input',
        'The arguments cannot be read: give plain objects, lists, texts and numbers.',
      );
    }
  };
}
