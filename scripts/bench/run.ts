// `npm run bench [-- --strict] [-- part of a name]`: runs every *.bench.ts beside this file, prints their rows and
// writes BENCHMARKS.md. A broken budget is a warning; with --strict it is the exit status too.
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { throwAwayProject, type ThrowAwayProject } from '../demo/throw-away-project.ts';
import { describeMachine } from './machine.ts';
import { isFarOver, isOverBudget, type Row } from './row.ts';
import { markdownTable, terminalTable } from './table.ts';

type Bench = { measure: (project: ThrowAwayProject) => readonly Row[] | Promise<readonly Row[]> };

const { values, positionals } = parseArgs({
  options: { strict: { type: 'boolean' } },
  allowPositionals: true,
});
// In the repository's own folder: the system's temporary one may lie in memory, where a sync costs nothing.
const folder = path.resolve(import.meta.dirname, '../../.cache');

const rows: Row[] = [];
for (const file of benchFiles(positionals)) rows.push(...(await run(file)));
const machine = describeMachine(folder);
console.log(`${terminalTable(rows)}\n\n${machine}`);
if (positionals.length === 0)
  writeFileSync(path.join(import.meta.dirname, 'BENCHMARKS.md'), report(rows, machine));

const broken = rows.filter(isOverBudget);
const mark = process.env['GITHUB_ACTIONS'] ? '::warning::' : 'warning: ';
for (const { what } of rows.filter(isFarOver))
  console.warn(`${mark}over budget by more than the noise: ${what}`);
process.exitCode = values.strict && broken.length > 0 ? 1 : 0;

function benchFiles(parts: readonly string[]): string[] {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.bench.ts'));
  const chosen = files.filter((name) => parts.length === 0 || parts.some((part) => name.includes(part)));
  if (chosen.length === 0)
    throw new Error(`no bench matches ${parts.join(', ')}; there are ${files.join(', ')}`);
  return chosen.toSorted();
}

async function run(file: string): Promise<readonly Row[]> {
  if (process.stdout.isTTY) process.stdout.write(`${file} …\r`);
  const project = throwAwayProject(folder);
  try {
    const { measure } = (await import(`./${file}`)) as Bench;
    return await measure(project);
  } finally {
    project.remove();
    if (process.stdout.isTTY) process.stdout.write('\u001b[2K');
  }
}

function report(rows: readonly Row[], machine: string): string {
  return `# Benchmarks

Written by \`npm run bench\`. Times are medians. Each ratio compares things that took turns in one run, so it says
more about another machine than the times do.

${markdownTable(rows)}

Measured on: ${machine}.
`;
}
