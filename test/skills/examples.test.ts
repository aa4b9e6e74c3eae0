// The examples of the skill run as they are, against the built plugin.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { PLUGIN } from '../../scripts/demo/plugin.ts';
import { FAULT_PRELOAD } from '../support/broken-disk.ts';
import { createProject, scratchFolder, type TestProject } from '../support/project.ts';
import { plantTemplates, SKILL, templateSources } from './template-copies.ts';

const TSX = pathToFileURL(path.resolve(import.meta.dirname, '../../node_modules/tsx/dist/loader.mjs')).href;

const wordsFor = (name: string) => ['--import', TSX, path.join(SKILL, 'examples', name)];

function run(name: string, { root, env }: TestProject): string[] {
  const settings = {
    cwd: root,
    env: { ...env, AUTONOMOUS_DEV_PLUGIN_DIR: PLUGIN },
    encoding: 'utf8',
  } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, wordsFor(name), settings);
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  return stdout.trimEnd().split('\n');
}

test('the batch of the example is worked off, with one attempt that fails in passing and a feature that fails', (t) => {
  const project = createProject(t);
  assert.deepEqual(run('batch-state-example.ts', project), [
    'created with 3 features',
    'claimed 1, write the lexer',
    'completed 1; 1 are done',
    'claimed 2, write the parser',
    'failed 2: it is pending now',
    'claimed 2, write the parser',
    'completed 2; 2 are done',
    'claimed 3, write the manual',
    'failed 3: it is failed now',
    'completed_with_failures: 2 completed, 1 failed',
  ]);
  const adev = path.join(PLUGIN, 'bin/adev');
  const words = [adev, 'checkpoint', 'list', '--json'];
  const { stdout } = spawnSync(process.execPath, words, {
    cwd: project.root,
    env: project.env,
    encoding: 'utf8',
  });
  const { checkpoints } = JSON.parse(stdout) as { checkpoints: { message: string }[] };
  assert.deepEqual(
    checkpoints.map(({ message }) => message),
    ['write the lexer: all tests pass', 'write the parser: all tests pass'],
  );
});

test('the user of the example is welcomed once, in whatever project', (t) => {
  const project = createProject(t);
  const rest = [
    'theme: {"name":"dark","since":"2026-11-22"}',
    'not set: invalid-preference',
    'preferences left: 0',
  ];
  assert.deepEqual(run('user-state-example.ts', project), ['welcome', ...rest]);
  const elsewhere = { ...project, root: createProject(t).root };
  assert.deepEqual(run('user-state-example.ts', elsewhere), rest);
});

type Kill = Readonly<{ at: number; after?: true; short?: number }>;

// Three writes a message: it is begun, it goes out, it is done. Before, after and in the middle of one of them.
const KILLS: readonly Kill[] = [
  { at: 2, after: true },
  { at: 6 },
  { at: 6 },
  { at: 3, short: 20 },
  { at: 1 },
];

/** Runs the example until it is killed at a write, again and again, and then to its end; what it said and what went out. */
function sendAll(
  t: TestContext,
  example: string,
): Readonly<{ said: readonly string[]; sent: readonly string[] }> {
  const besideTemplates = example.replace('../templates/', './');
  const program = plantTemplates(t, new Map([...templateSources(), ['example.ts', besideTemplates]]));
  const folder = scratchFolder(t);
  const said = [...KILLS, null].flatMap((kill) => {
    const fault = { below: folder, calls: ['writeSync'], signal: 'SIGKILL', ...kill };
    const env = { PATH: process.env['PATH'], ...(kill && { FAULT_PRELOAD: JSON.stringify(fault) }) };
    const words = ['--require', FAULT_PRELOAD, path.join(program, 'example.js'), folder];
    const { signal, stdout, stderr } = spawnSync(process.execPath, words, { env, encoding: 'utf8' });
    assert.deepEqual({ signal, stderr }, { signal: kill && 'SIGKILL', stderr: '' });
    return stdout.trimEnd().split('\n');
  });
  const sent = readFileSync(path.join(folder, 'outbox.txt'), 'utf8').trimEnd().split('\n');
  return { said: said.filter((line) => !line.startsWith('sent ')), sent };
}

const CRASH_EXAMPLE = readFileSync(path.join(SKILL, 'examples/crash-recovery-example.ts'), 'utf8');
const EACH_ONCE = Array.from({ length: 12 }, (_, index) => `message ${index + 1}`);

test('a program that is killed five times on its way sends each message once', (t) => {
  const { said, sent } = sendAll(t, CRASH_EXAMPLE);
  assert.deepEqual(sent, EACH_ONCE);
  assert.deepEqual(said, [
    'start',
    'resume after 0',
    '1 was begun: it went out',
    'resume after 2',
    '3 was begun: it did not go out',
    'resume after 3',
    '4 was begun: it went out',
    'resume after 4',
    '5 was begun: it went out',
    'resume after 4',
    '5 was begun: it went out',
    'all sent',
  ]);
});

test('a program that does not look what has been done sends some twice', (t) => {
  const careless = CRASH_EXAMPLE.replace('return existsSync(outbox) &&', 'return false &&');
  assert.notEqual(careless, CRASH_EXAMPLE);
  const { sent } = sendAll(t, careless);
  assert.ok(sent.length > EACH_ONCE.length);
});
