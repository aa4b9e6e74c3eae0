// What may be a preference: any JSON value under a short plain name; a setting only what it may be.
import { ok, refuse, type Result } from './result.ts';
import { INITIAL_SETTINGS, parseSetting, type SettingName } from './settings.ts';

/** `constructor` and `prototype` are left out where objects are checked against a schema, so they could not be kept. */
const NAME = /^(?!(?:constructor|prototype)$)[A-Za-z][A-Za-z0-9_.-]{0,63}$/;
const MAX_CHARACTERS = 10_000;

/** The value as it is kept. Refused `invalid-preference`, saying what would do. */
export function checkPreference(name: string, value: unknown): Result<unknown> {
  if (!NAME.test(name)) {
    return invalid(
      'a name is 1 to 64 of the characters A-Z a-z 0-9 _ . - and begins with a letter; constructor and prototype are none',
    );
  }
  return isSetting(name) ? parseSetting(name, value) : checkJson(name, value);
}

export function isSetting(name: string): name is SettingName {
  return Object.hasOwn(INITIAL_SETTINGS, name);
}

/** Kept only if it comes back from JSON as it went in. */
function checkJson(name: string, value: unknown): Result<unknown> {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    return invalid(`${name}: JSON cannot hold this value`);
  }
  if (text === undefined || !isPlain(value)) return invalid(`${name}: JSON cannot hold this value`);
  if (text.length > MAX_CHARACTERS)
    return invalid(`${name}: at most ${MAX_CHARACTERS} characters of JSON are kept`);
  return ok(JSON.parse(text) as unknown);
}

/** Whether all of it is what JSON has: what it has not becomes null or an empty object without a word. */
function isPlain(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (Array.isArray(value)) return value.every(isPlain);
  if (typeof value !== 'object') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && Object.values(value).every(isPlain);
}

function invalid(message: string): Result<never> {
  return refuse('invalid-preference', message);
}
