// What every reader of the original's files has in common: the checks, and messages that never quote the content.
import * as v from 'valibot';
import { isObject, parseJson } from '../json.ts';
import { redact } from '../redact.ts';
import { ok, refuse, type Result } from '../result.ts';
import { cutText, plainText } from '../text.ts';

/** What a file cannot say of itself. */
export type Given = Readonly<{
  /** When the file was last written; stands in for times that are missing or unreadable. */
  fileTime: string;
  /** Milliseconds since 1970 of a time that names no zone, in the zone of the machine that reads it. */
  localMs: (time: string) => number;
  /** The worktree that the file belongs to. */
  worktree: string;
  host: string;
  maxAttempts: number;
}>;

/** The original writes a dozen levels at the most; deeper JSON could be parsed, but not be written again. */
const MAX_DEPTH = 64;
const MAX_ASIDE_CHARACTERS = 100_000;
const MAX_MESSAGE_CHARACTERS = 10_000;

export const text = v.string();
/** A name or an id: what a folder or a session may be called after. */
export const name = v.pipe(text, v.minLength(1), v.maxLength(255));
/** The schema version of data that this program can take in. Anything else would make them unreadable to it. */
export const ourVersion = v.pipe(text, v.regex(/^2\.\d{1,9}\.\d{1,9}$/));
export const index = v.pipe(v.number(), v.safeInteger());

/** Refused `damaged` for what is no JSON object, ends early or is nested without end. */
export function readObject(json: string): Result<Readonly<Record<string, unknown>>> {
  if (depthOf(json) > MAX_DEPTH) return damaged('nested too deeply');
  try {
    const value = parseJson(json);
    return isObject(value) ? ok(value) : damaged('no JSON object');
  } catch {
    return damaged('not JSON, or cut short');
  }
}

/** Refused `damaged`, naming the first place that is wrong and what belongs there, not what stands there. */
export function readAs<T>(schema: v.GenericSchema<unknown, T>, data: unknown): Result<T> {
  const parsed = v.safeParse(schema, data);
  if (parsed.success) return ok(parsed.output);
  const [issue] = parsed.issues;
  const place = v.getDotPath(issue) ?? 'the file';
  return damaged(issue.received === 'undefined' ? `${place} is missing` : `${place} is not as it should be`);
}

/** A map with decimal keys, as JSON keeps maps from whole numbers. Refused `damaged`, naming the field. */
export function readIndexMap(map: unknown, field: string): Result<ReadonlyMap<number, unknown>> {
  if (map === undefined || map === null) return ok(new Map());
  if (!isObject(map)) return damaged(`${field} is no map`);
  const keys = Object.keys(map);
  if (!keys.every((key) => /^-?\d{1,9}$/.test(key))) return damaged(`${field} has a key that is no index`);
  return ok(new Map(keys.map((key) => [Number(key), map[key]])));
}

/** A message or an error as it may be stored: without credentials of known shapes and control characters, bounded. */
export function storedText(given: unknown): string {
  if (typeof given !== 'string') return '';
  return cutText(redact(plainText(given)).trim(), MAX_MESSAGE_CHARACTERS);
}

/** The text of a work item: one line without control characters. Tabs stay, and nothing is cut. */
export function itemText(given: string): string {
  return plainText(given).replaceAll(/\n+/g, ' ').trim();
}

/** What has no place of its own, kept beside the state with its texts made safe; undefined when it is too much. */
export function keptAside(value: unknown): unknown {
  return JSON.stringify(value).length > MAX_ASIDE_CHARACTERS ? undefined : withSafeTexts(value);
}

/** The first number of a version such as "2.0"; null for what is none. */
export function majorOf(version: unknown): number | null {
  const written = typeof version === 'number' ? String(version) : version;
  const major = typeof written === 'string' ? /^\d{1,9}(?=\.|$)/.exec(written)?.[0] : undefined;
  return major === undefined ? null : Number(major);
}

/** The entries of an object, without these. */
export function others(
  data: Readonly<Record<string, unknown>>,
  known: readonly string[],
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).filter(([key]) => !known.includes(key)));
}

/** The value as text that does not depend on the order of keys, which checking against a schema may change. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    isObject(each) ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1))) : each,
  );
}

export function damaged(why: string): Result<never> {
  return refuse('damaged', why);
}

function withSafeTexts(value: unknown): unknown {
  if (typeof value === 'string') return redact(plainText(value));
  if (Array.isArray(value)) return value.map(withSafeTexts);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withSafeTexts(each)]));
}

function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  let isInText = false;
  for (let at = 0; at < json.length; at += 1) {
    const sign = json[at];
    if (isInText) {
      if (sign === '\\') at += 1;
      else if (sign === '"') isInText = false;
    } else if (sign === '"') isInText = true;
    else if (sign === '{' || sign === '[') deepest = Math.max(deepest, (depth += 1));
    else if (sign === '}' || sign === ']') depth -= 1;
  }
  return deepest;
}
