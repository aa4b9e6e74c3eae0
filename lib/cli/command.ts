// The shape of an entry in the command table. Parsing, checking and help are derived from it.
import type { Surroundings } from '../index.ts';
import type { Answer } from './answer.ts';
import type { Line } from './output.ts';
import type { Terminal } from './terminal.ts';

export const GROUPS = ['every day', 'after trouble', 'housekeeping'] as const;
export type Group = (typeof GROUPS)[number];

/** A flag, or with `value`, which help shows, an option that takes one; with `multiple` it may be given repeatedly. */
export type Option = Readonly<{
  about: string;
  value?: string;
  required?: true;
  multiple?: true;
  /** The value of an option that is given without one. */
  otherwise?: string;
}>;
export type Options = Readonly<Record<string, Option>>;

export type Value = string | boolean | readonly string[] | undefined;

type ValueOf<O extends Option> = Option extends O
  ? Value
  : O extends { value: string }
    ? O extends { multiple: true }
      ? readonly string[]
      : O extends { required: true }
        ? string
        : string | undefined
    : boolean;

export type Values<O extends Options> = { readonly [Name in keyof O]: ValueOf<O[Name]> };

/** Options that every command takes. */
export const COMMON_OPTIONS = {
  json: { about: 'print one JSON document' },
  root: { value: 'DIR', about: 'the project to work on, instead of the one around the current folder' },
  session: { value: 'ID', about: 'the session to act for, instead of the one in the environment' },
  help: { about: 'explain the command' },
} as const satisfies Options;

export type Call<O extends Options> = Readonly<{
  options: Values<O> & Values<typeof COMMON_OPTIONS>;
  /** As many as `arguments` of the command allows. */
  arguments: readonly string[];
  /** With --root and --session taken into account. */
  surroundings: Surroundings;
  terminal: Terminal;
  /** How many characters fit on a line of stdout now; Infinity when it is no terminal. */
  width: () => number;
  /** Shows the lines instead of those shown before; false when nobody reads any more. Only on a terminal. */
  redraw: (lines: readonly Line[]) => boolean;
}>;

export type CommandOf<O extends Options> = Readonly<{
  /** One or two words. */
  name: string;
  group: Group;
  /** One line for the overview, without a full stop. */
  summary: string;
  /** Positional arguments as help shows them: `NUMBER` is needed, `[ID]` is not, `[PATH]...` takes the rest. */
  arguments?: readonly string[];
  options: O;
  run(call: Call<O>): Answer | Promise<Answer>;
  /** What to answer to a wrong option or argument, if not a usage error. */
  misused?(message: string, given: Partial<Values<O>>): Answer;
}>;

export type Command = CommandOf<Options>;

/** Checks an entry against its own options. */
export function command<const O extends Options>(entry: CommandOf<O>): Command {
  return entry;
}
