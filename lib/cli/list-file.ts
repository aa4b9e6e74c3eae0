// The one file of a person's that a batch is made from.
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ok, refuse, type Result } from '../index.ts';
import { quote } from './quote.ts';

/** More than any batch may hold as text. */
const MAX_BYTES = 17 * 1024 * 1024;

/** Refused `unreadable-file`, `not-a-file`, `too-much-text`, `not-text`. */
export function readListFile(path: string, cwd: string): Result<string> {
  let descriptor: number;
  try {
    descriptor = openSync(resolve(cwd, path), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    return refuse(
      'unreadable-file',
      `${quote(path)} cannot be read (${code}): name a file that is there, or - for stdin.`,
    );
  }
  try {
    const found = fstatSync(descriptor);
    if (!found.isFile())
      return refuse('not-a-file', `${quote(path)} is no ordinary file: name one, or - for stdin.`);
    if (found.size > MAX_BYTES)
      return refuse(
        'too-much-text',
        `${quote(path)} has ${found.size} bytes; at most 16 MB of text are taken.`,
      );
    const bytes = readFileSync(descriptor);
    return bytes.includes(0)
      ? refuse('not-text', `${quote(path)} is no text file.`)
      : ok(bytes.toString('utf8'));
  } finally {
    closeSync(descriptor);
  }
}
