// What stands behind the words of a command, checked against the command's entry in the table. The value of an
// option may begin with a dash, as a message of list items does: Node's own parser would refuse that.
import { COMMON_OPTIONS, type Command, type Option, type Options, type Value } from './command.ts';
import { nearest } from './nearest.ts';
import { quote } from './quote.ts';

export type Arguments = Readonly<{
  /** As far as they could be understood; complete when there is no problem. */
  options: Readonly<Record<string, Value>>;
  positionals: readonly string[];
  /** What is wrong first. */
  problem: string | null;
}>;

type Values = Record<string, string | boolean | string[] | undefined>;

export function parseArguments(command: Command, args: readonly string[]): Arguments {
  const known: Options = { ...command.options, ...COMMON_OPTIONS };
  const values: Values = {};
  for (const [name, { value, multiple }] of Object.entries(known)) {
    values[name] = value === undefined ? false : multiple ? [] : undefined;
  }
  const { before, after } = splitAtDashes(args);
  const positionals: string[] = [];
  let problem: string | null = null;
  for (let at = 0; at < before.length; at += 1) {
    const word = before[at] ?? '';
    if (word === '-' || !word.startsWith('-')) {
      positionals.push(word);
      continue;
    }
    const { name, text } = splitOption(word);
    const option = Object.hasOwn(known, name) ? known[name] : undefined;
    const next = before[at + 1];
    if (option === undefined) problem ??= unknownOption(word, known);
    else if (option.value === undefined) {
      values[name] = true;
      if (text !== undefined) problem ??= `--${name} takes no value`;
    } else if (text !== undefined) give(values, name, text);
    else if (next !== undefined && !isOption(next, known) && fitsHere(next, option)) {
      give(values, name, next);
      at += 1;
    } else if (option.otherwise !== undefined) give(values, name, option.otherwise);
    else problem ??= `--${name} needs a value: --${name} ${option.value}`;
  }
  const all = positionals.concat(after);
  problem ??= missingOption(known, values) ?? wrongPositional(command, all);
  return { options: values, positionals: all, problem };
}

/** What follows `--` is no option, whatever it looks like. */
export function splitAtDashes(
  args: readonly string[],
): Readonly<{ before: readonly string[]; after: readonly string[] }> {
  const end = args.indexOf('--');
  return end < 0 ? { before: args, after: [] } : { before: args.slice(0, end), after: args.slice(end + 1) };
}

/** A whole number written in digits only; null for anything else. */
export function toWhole(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function splitOption(word: string): Readonly<{ name: string; text?: string }> {
  if (word === '-h') return { name: 'help' };
  if (!word.startsWith('--')) return { name: '' };
  const equals = word.indexOf('=');
  return equals < 0 ? { name: word.slice(2) } : { name: word.slice(2, equals), text: word.slice(equals + 1) };
}

function give(values: Values, name: string, text: string): void {
  const given = values[name];
  if (Array.isArray(given)) given.push(text);
  else values[name] = text;
}

/** Whether a word is the next option rather than the value of the one before it. */
function isOption(word: string, known: Options): boolean {
  return word.startsWith('--') && Object.hasOwn(known, word.slice(2));
}

/** An option that may stand alone takes the next word only if that begins like a value of it: with a digit. */
function fitsHere(word: string, { otherwise }: Option): boolean {
  return otherwise === undefined || /^\d/.test(word);
}

function unknownOption(word: string, known: Options): string {
  const names = Object.keys(known).map((name) => `--${name}`);
  const meant = nearest(word.replace(/=.*/s, ''), names);
  return `unknown option ${quote(word)}${meant === null ? '' : `; did you mean ${meant}?`}`;
}

function missingOption(known: Options, values: Values): string | undefined {
  const isMissing = ([name, { required }]: readonly [string, Option]) =>
    required && values[name] === undefined;
  const [name, option] = Object.entries(known).find(isMissing) ?? [];
  return name === undefined ? undefined : `--${name} ${option?.value ?? ''} is missing`;
}

function wrongPositional({ arguments: places = [] }: Command, positionals: readonly string[]): string | null {
  const missing = places.slice(positionals.length).find((place) => !place.startsWith('['));
  if (missing !== undefined) return `${missing} is missing`;
  const stray = places.at(-1)?.endsWith('...') ? undefined : positionals[places.length];
  return stray === undefined ? null : `unexpected argument ${quote(stray)}`;
}
