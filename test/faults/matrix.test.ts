// The matrix in lib/README.md names what was broken, and the test that did it: each of these tests is there.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { PROGRAMS } from './programs.ts';

const README = readFileSync(path.resolve(import.meta.dirname, '../../lib/README.md'), 'utf8');
const HEADING = '## What was broken on purpose';

type Row = Readonly<{ where: string; tests: readonly (readonly [suite: string, name: string])[] }>;

test('every row of the matrix names tests that are there', () => {
  const rows = rowsOf(README);
  assert.ok(rows.length > 20, `only ${rows.length} rows`);
  assert.deepEqual(missingIn(rows), []);
});

test('every command and hook that is broken is in the matrix', () => {
  const places = rowsOf(README).map(({ where }) => where);
  for (const { name } of PROGRAMS) {
    const [command = ''] = name.split(/,| after/);
    assert.ok(
      places.some((where) => where.includes(`\`${command}\``)),
      command,
    );
  }
});

test('a row without a test, and one whose test is not there, are found out', () => {
  const table = (tests: string) =>
    `${HEADING}\n\n| fault | where | one sees | kept | test |\n|---|---|---|---|---|\n| a | b | c | d | ${tests} |\n`;
  assert.deepEqual(missingIn(rowsOf(table('kills: a kill at any moment …'))), []);
  for (const tests of ['', 'kills', 'kills: a birth at any moment', 'deaths: a kill at any moment'])
    assert.equal(missingIn(rowsOf(table(tests))).length, 1, tests);
});

/** The rows of all tables below the heading. The last column holds `suite: name`, several with `;`, cut with `…`. */
function rowsOf(text: string): Row[] {
  const [, part = ''] = text.split(HEADING, 2);
  const lines = (part.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| '));
  return lines
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter((cells) => cells[1] !== 'fault')
    .map(([, , where = '', , , tests = '']) => ({
      where,
      tests: tests.split(';').map((one) => {
        const [suite = '', name = ''] = one.split(/:(.*)/, 2);
        return [suite.trim(), name.trim()] as const;
      }),
    }));
}

/** A name counts as there when all its parts between `…` and `,` stand in the suite's file. */
function missingIn(rows: readonly Row[]): string[] {
  return rows
    .flatMap(({ tests }) => tests)
    .filter(([suite, name]) => {
      const file = path.join(import.meta.dirname, `${suite}.test.ts`);
      if (suite === '' || !existsSync(file)) return true;
      const text = readFileSync(file, 'utf8');
      const parts = name
        .split(/[…,]/)
        .map((part) => part.trim())
        .filter(Boolean);
      return parts.length === 0 || !parts.every((part) => text.includes(part));
    })
    .map(([suite, name]) => `${suite}: ${name}`);
}
