// The corpus of credentials, kept in parts so that nothing in the repository looks like one. A part is a text or a
// length of random characters: {"hex": 40}.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

type Part = string | Record<string, number>;
type Canary = { kind: string; before: string; secret: string; after: string };

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ALPHABETS: Record<string, string> = {
  digits: DIGITS,
  hex: `${DIGITS}abcdef`,
  upper: `${UPPER}234567`,
  alnum: DIGITS + LOWER + UPPER,
  url: `${DIGITS}${LOWER}${UPPER}-_`,
  base64: `${DIGITS}${LOWER}${UPPER}+/`,
};

const random = generator(20261122);
export const shapes = read<{ kind: string; parts: Part[] }>('shapes').map(({ kind, parts }): Canary => ({
  kind,
  before: '',
  secret: assemble(parts),
  after: '',
}));
export const contexts = read<{ kind: string; before: string; parts: Part[]; after: string }>('contexts').map(
  ({ kind, before, parts, after }): Canary => ({ kind, before, secret: assemble(parts), after }),
);
export const lookAlikes = read<Part[]>('look-alikes').map(assemble);

function read<T>(name: string): T[] {
  const file = new URL(`../fixtures/credentials/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as T[];
}

function assemble(parts: readonly Part[]): string {
  return parts
    .map((part) => (typeof part === 'string' ? part : Object.entries(part).map(draw).join('')))
    .join('');
}

function draw([alphabet, length]: [string, number]): string {
  if (alphabet === 'uuid') return [8, 4, 4, 4, 12].map((size) => draw(['hex', size])).join('-');
  if (alphabet === 'lines') return Array.from({ length }, () => draw(['base64', 64])).join('\n');
  const signs = ALPHABETS[alphabet] ?? assert.fail(`no alphabet ${alphabet}`);
  const drawn = Array.from({ length }, () => signs.charAt(random() % signs.length));
  // A letter first and a digit second, as nearly every random text has both.
  return `${alphabet === 'hex' ? 'a' : alphabet === 'digits' ? '1' : 'Z'}7${drawn.join('')}`.slice(0, length);
}

/** A linear congruential generator: the same corpus in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
}
