// Copies of the templates that run without the rest of the repository, as plain JavaScript, which starts much faster.
import { transformSync } from 'esbuild';
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { scratchFolder } from '../support/project.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

export const SKILL = path.join(ROOT, 'skills/state-management-patterns');
export const TEMPLATES = path.join(SKILL, 'templates');

/** Sources by file name, as they are. */
export function templateSources(): ReadonlyMap<string, string> {
  const names = readdirSync(TEMPLATES).toSorted();
  return new Map(names.map((name) => [name, readFileSync(path.join(TEMPLATES, name), 'utf8')]));
}

/** A folder with these sources and the packages they need. */
export function plantTemplates(t: TestContext, sources: ReadonlyMap<string, string>): string {
  const folder = scratchFolder(t);
  for (const [name, text] of sources) {
    const { code } = transformSync(text, { loader: 'ts', format: 'esm', target: 'node20' });
    writeFileSync(path.join(folder, name.replace(/\.ts$/, '.js')), asScript(code));
  }
  writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
  mkdirSync(path.join(folder, 'node_modules'));
  for (const name of ['proper-lockfile', 'valibot', 'write-file-atomic']) {
    symlinkSync(path.join(ROOT, 'node_modules', name), path.join(folder, 'node_modules', name), 'junction');
  }
  return folder;
}

export type Tested = Readonly<{
  status: number | null;
  passed: readonly string[];
  failed: readonly string[];
  tap: string;
}>;

/** Runs the tests of one file of such a folder, all or those of one name. */
export async function runTests(folder: string, name: string, only?: string): Promise<Tested> {
  const pattern = only === undefined ? [] : [`--test-name-pattern=${only.replaceAll(/\W/g, '.')}$`];
  const words = [...pattern, '--test-reporter=tap', path.join(folder, name.replace(/\.ts$/, '.js'))];
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
  const child = spawn(process.execPath, words, { env, cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  let tap = '';
  child.stdout.on('data', (chunk) => (tap += String(chunk)));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const named = (verdict: string) =>
    [...tap.matchAll(new RegExp(`^ *${verdict} \\d+ - (.*?)( # SKIP.*)?$`, 'gm'))]
      .filter(([, , skipped]) => skipped === undefined)
      .map(([, test = '']) => test);
  return { status, passed: named('ok'), failed: named('not ok'), tap };
}

function asScript(text: string): string {
  return text.replaceAll(/\b([\w-]*template|broken-disk)((?:\.test)?)\.ts\b/g, '$1$2.js');
}
