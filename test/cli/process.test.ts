// The real command as a process: its streams, its exit status, and an environment that lacks everything.
import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { createProject, type TestProject } from '../support/project.ts';
import { checkpoint, record } from './events.ts';

const ENTRY = path.join(import.meta.dirname, '../support/adev.ts');
const NODE = ['--import', import.meta.resolve('tsx')];
const SAVE = ['checkpoint', 'save', '--agent', 'a', '--message'];

type Started = Readonly<{ child: ChildProcess; exit: Promise<number> }>;
type Options = Readonly<{
  env?: NodeJS.ProcessEnv;
  stdin?: 'pipe' | 'ignore';
  stdout?: 'pipe' | number;
  preload?: string;
}>;

function start(
  project: Pick<TestProject, 'root' | 'env'>,
  args: readonly string[],
  options: Options = {},
): Started {
  const { env = project.env, stdin = 'ignore', stdout = 'pipe', preload } = options;
  const more =
    preload === undefined ? [] : ['--import', `data:text/javascript,${encodeURIComponent(preload)}`];
  const child = spawn(process.execPath, [...NODE, ...more, ENTRY, ...args], {
    cwd: project.root,
    env: { ...env },
    stdio: [stdin, stdout, 'pipe'],
  });
  const exit = once(child, 'close').then(([status]) => status as number);
  return { child, exit };
}

async function run(
  project: Pick<TestProject, 'root' | 'env'>,
  args: readonly string[],
  options: Options = {},
) {
  const { child, exit } = start(project, args, options);
  const [stdout, stderr] = await Promise.all([
    child.stdout === null ? '' : text(child.stdout),
    child.stderr === null ? '' : text(child.stderr),
  ]);
  return { exit: await exit, stdout, stderr };
}

test('the exit status is the one of the answer', async (t) => {
  const project = createProject(t);
  const saved = { exit: 0, stdout: 'Checkpoint: saved\n', stderr: '' };
  assert.deepEqual(await run(project, [...SAVE, 'm', '--strict']), saved);
  assert.equal((await run(project, ['nonsense'])).exit, 2);
  assert.equal((await run(project, ['status', '--root', '/'])).exit, 75);
});

test('a reader that has gone is no failure and leaves nothing on stderr', async (t) => {
  const project = createProject(t);
  for (const args of [['status'], [...SAVE, 'm', '--strict']]) {
    const { child, exit } = start(project, args);
    child.stdout?.destroy();
    assert.ok(child.stderr);
    assert.equal(await text(child.stderr), '');
    assert.equal(await exit, 0);
  }
});

test('a full disk behind stdout fails a look, but no save', { skip: !existsSync('/dev/full') }, async (t) => {
  const project = createProject(t);
  const stdout = openSync('/dev/full', 'w');
  t.after(() => closeSync(stdout));
  const look = await run(project, ['status'], { stdout });
  assert.equal(look.exit, 75);
  assert.match(look.stderr, /^adev: stdout cannot be written: ENOSPC/);
  assert.equal((await run(project, [...SAVE, 'm', '--strict'], { stdout })).exit, 0);
});

test('a slow reader of a pipe that does not block gets everything', async (t) => {
  const project = createProject(t);
  const notes = Array.from({ length: 40 }, (_, index) =>
    checkpoint('09:00', 'a', `${index} ${'x'.repeat(9000)}`),
  );
  record(project, 'session-1', notes);
  const { child, exit } = start(project, ['checkpoint', 'list', '--json'], {
    preload: 'import net from "node:net"; new net.Socket({ fd: 1, readable: false }).unref();',
  });
  assert.ok(child.stdout);
  await once(child.stdout, 'readable');
  await delay(200);
  const { checkpoints } = JSON.parse(await text(child.stdout)) as { checkpoints: unknown[] };
  assert.equal(checkpoints.length, 40);
  assert.equal(await exit, 0);
});

test('without any environment it still works in a project', async (t) => {
  const project = createProject(t);
  assert.equal((await run(project, [...SAVE, 'm', '--strict'], { env: {} })).exit, 0);
  const { exit, stdout, stderr } = await run(project, ['checkpoint', 'list', '--json'], { env: {} });
  assert.deepEqual({ exit, stderr }, { exit: 0, stderr: '' });
  assert.equal((JSON.parse(stdout) as { checkpoints: unknown[] }).checkpoints.length, 1);
});

test('a message from stdin may come in pieces', async (t) => {
  const project = createProject(t);
  const { child, exit } = start(project, [...SAVE, '-', '--strict'], { stdin: 'pipe' });
  child.stdin?.write('one ');
  await delay(100);
  child.stdin?.end('and two\n');
  assert.equal(await exit, 0);
  assert.match((await run(project, ['checkpoint', 'list'])).stdout, / {2}one and two\n$/);
});

test('more than a megabyte on stdin is refused, and not read to its end', async (t) => {
  const { child, exit } = start(createProject(t), [...SAVE, '-', '--strict'], { stdin: 'pipe' });
  child.stdin?.on('error', () => {});
  child.stdin?.write('x'.repeat(3_000_000));
  assert.ok(child.stdout);
  assert.match(
    await text(child.stdout),
    /^Checkpoint: skipped \(invalid-input\): stdin holds more than 1048576 bytes/,
  );
  assert.equal(await exit, 75);
});

test('a stdin that nobody closes holds nothing up', async (t) => {
  const project = createProject(t);
  const { child, exit } = start(project, [...SAVE, '-'], { stdin: 'pipe' });
  const giveUp = setTimeout(() => child.kill('SIGKILL'), 60_000);
  child.stdin?.write('the beginning');
  assert.ok(child.stdout);
  assert.match(
    await text(child.stdout),
    /^Checkpoint: skipped \(timeout\): stdin did not end within 4000 ms/,
  );
  assert.equal(await exit, 0);
  clearTimeout(giveUp);
});

test('on a terminal it is coloured, unless NO_COLOR is set', { skip: !hasScript() }, async (t) => {
  const project = createProject(t);
  assert.match(onTerminal(project, {}), /\u001b\[1mProject\u001b\[0m/);
  assert.doesNotMatch(onTerminal(project, { NO_COLOR: '1' }), /\u001b/);
});

function onTerminal(project: TestProject, env: Readonly<Record<string, string>>): string {
  const words = [process.execPath, ...NODE, ENTRY, 'status'].map((word) => `'${word}'`);
  return execFileSync('script', ['-qec', words.join(' '), '/dev/null'], {
    cwd: project.root,
    env: { ...project.env, TERM: 'xterm', ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Whether there is the program that gives another one a terminal. */
function hasScript(): boolean {
  try {
    execFileSync('script', ['-qec', 'true', '/dev/null'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
