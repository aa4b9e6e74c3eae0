// What a command answers, and which exit status and JSON document belong to it. Only main prints it.
import type { Refusal } from '../index.ts';
import type { Line } from './output.ts';

/** `nothing`: there is nothing to claim. `skipped`: state could not be read or saved. */
export const EXIT = { done: 0, usage: 2, refused: 3, nothing: 4, skipped: 75 } as const;

export type Answer = Readonly<{
  exit: (typeof EXIT)[keyof typeof EXIT];
  /** The one document on stdout with --json. */
  json: unknown;
  /** What stands on stdout without --json. */
  lines: readonly Line[];
  /** What stands on stderr either way, a line each. */
  notes: readonly string[];
}>;

export function done(json: unknown, lines: readonly Line[], notes: readonly string[] = []): Answer {
  return { exit: EXIT.done, json, lines, notes };
}

/** A mistake in the command itself; `hints` say how it is meant to be written. */
export function usage(message: string, hints: readonly string[] = []): Answer {
  const more = hints.length === 0 ? '' : ` (${hints.join('; ')})`;
  const json = { refused: { code: 'usage', message: `${message}${more}` } };
  return { exit: EXIT.usage, json, lines: [], notes: [`adev: ${message}`, ...hints] };
}

export function refused({ code, message }: Refusal): Answer {
  const notes = [`adev: refused (${code}): ${message}`];
  return { exit: EXIT.refused, json: { refused: { code, message } }, lines: [], notes };
}

/** Says on stdout what there is to wait for; `json` has the shape that the command has when there is something. */
export function nothingToClaim(json: unknown, lines: readonly Line[]): Answer {
  return { exit: EXIT.nothing, json, lines, notes: [] };
}

export function skipped({ reason, detail }: Readonly<{ reason: string; detail: string }>): Answer {
  const json = { saved: false, reason, detail };
  return { exit: EXIT.skipped, json, lines: [], notes: [`adev: skipped (${reason}): ${detail}`] };
}
