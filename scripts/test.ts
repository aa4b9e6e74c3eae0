// The test entry: `tsx scripts/test.ts unit|faults|e2e [part of a file's path]...`, judged by node's own runner and by
// how many tests passed, so that a suite that finds no tests cannot pass.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {
  installClient,
  installNode,
  NEWEST_CLIENT,
  OLD_NODES,
  OLDEST_CLIENT,
} from '../test/support/client-install.ts';
import { isLoopbackOnly, loopbackUnavailable, runInLoopback } from '../test/support/loopback.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const MINIMUM_FILE = 'test/minimum-tests.json';

type Suite = 'unit' | 'faults' | 'e2e';

process.chdir(ROOT);
process.exitCode = await main(process.argv.slice(2));

async function main([suite, ...patterns]: string[]): Promise<number> {
  if (suite === 'unit' || suite === 'faults') return runTests(suite, patterns);
  if (suite === 'e2e') return isLoopbackOnly() ? runTests(suite, patterns) : enterLoopback(patterns);
  console.error('Usage: tsx scripts/test.ts unit|faults|e2e [part of a file path]...');
  return 2;
}

/** What the tests need from the network is fetched first: inside the namespace there is none. */
async function enterLoopback(patterns: readonly string[]): Promise<number> {
  const missing = loopbackUnavailable() ?? (await fetchPrograms());
  if (missing === undefined) {
    return runInLoopback([process.execPath, '--import', 'tsx', import.meta.filename, 'e2e', ...patterns]);
  }
  const inCi = Boolean(process.env['CI']);
  console.error(`${inCi ? 'FAILED' : 'SKIPPED'}: the end-to-end tests cannot run here: ${missing}`);
  return inCi ? 1 : 0;
}

async function fetchPrograms(): Promise<string | undefined> {
  try {
    await Promise.all([NEWEST_CLIENT, OLDEST_CLIENT].map(installClient));
    await Promise.all(OLD_NODES.map(installNode));
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function runTests(suite: Suite, patterns: readonly string[]): number {
  const files = selectFiles(suite, patterns);
  if (files.length === 0) {
    console.error(`No ${suite} test file matches ${patterns.join(', ') || 'at all'}.`);
    return 1;
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'adev-tests-'));
  try {
    const tapFile = path.join(folder, 'report.tap');
    const status = runNode(suite, files, tapFile);
    const passed = passedTests(readFileSync(tapFile, 'utf8'));
    if (status !== 0 || patterns.length > 0) return status;
    const minimum = minimumOf(suite);
    if (passed >= minimum) return 0;
    console.error(
      `Only ${passed} ${suite} tests passed, ${MINIMUM_FILE} wants ${minimum}: find the missing ones.`,
    );
    return 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The fault tests are unit tests too, and try a sample of the faults there. */
function selectFiles(suite: Suite, patterns: readonly string[]): string[] {
  const found = readdirSync('test', { recursive: true, encoding: 'utf8' })
    .map((file) => `test/${file.replaceAll(path.sep, '/')}`)
    .filter((file) => file.endsWith('.test.ts') && file.startsWith('test/e2e/') === (suite === 'e2e'))
    .filter((file) => suite !== 'faults' || file.startsWith('test/faults/'))
    .toSorted();
  return patterns.length === 0
    ? found
    : found.filter((file) => patterns.some((pattern) => file.includes(pattern)));
}

function runNode(suite: Suite, files: readonly string[], tapFile: string): number {
  const spec = ['--test-reporter=spec', '--test-reporter-destination=stdout'];
  const tap = ['--test-reporter=tap', `--test-reporter-destination=${tapFile}`];
  const sequential = suite === 'e2e' ? ['--test-concurrency=1'] : [];
  // A runner that believes it is a test of another runner prints nothing.
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
  const command = ['--import', 'tsx', '--test', ...sequential, ...spec, ...tap, ...files];
  const extent = suite === 'faults' ? { ADEV_FAULTS: 'full' } : {};
  return spawnSync(process.execPath, command, { stdio: 'inherit', env: { ...env, ...extent } }).status ?? 1;
}

/** From the last lines of the report; a test may print lines that look the same before them. */
function passedTests(tap: string): number {
  return Number([...tap.matchAll(/^# pass (\d+)$/gm)].at(-1)?.[1] ?? 0);
}

function minimumOf(suite: Suite): number {
  return (JSON.parse(readFileSync(MINIMUM_FILE, 'utf8')) as Record<Suite, number>)[suite];
}
