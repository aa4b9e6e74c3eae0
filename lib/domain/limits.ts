// How much is taken, of a batch and of a text. What is more is refused, never cut.
import { ok, refuse, type Result } from './result.ts';

export const MAX_FEATURES = 10_000;
export const MAX_TEXT_CHARACTERS = 10_000;
/** Of all feature texts together, as UTF-8. */
export const MAX_TEXT_BYTES = 16 * 1024 * 1024;

/** Refused `too-long` above 10,000 characters. */
export function checkLength(text: string, what: string): Result<string> {
  if (text.length <= MAX_TEXT_CHARACTERS) return ok(text);
  return refuse(
    'too-long',
    `${what} has ${text.length} characters; at most ${MAX_TEXT_CHARACTERS} are taken. Shorten it, or name a file that holds the rest.`,
  );
}
