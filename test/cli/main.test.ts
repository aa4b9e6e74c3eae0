import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { COMMANDS } from '../../lib/cli/commands.ts';
import { FREQUENT_COMMANDS } from '../../lib/cli/frequent-commands.ts';
import { GROUPS } from '../../lib/cli/command.ts';
import { nearest } from '../../lib/cli/nearest.ts';
import { VERSION } from '../../lib/cli/version.ts';
import { createProject } from '../support/project.ts';
import { adev, jsonOf } from './in-process.ts';

const NOWHERE = { root: '/', env: { HOME: '/nonexistent' } };

test('help lists every command once, under its group, and no empty group', async () => {
  const { exit, stdout, stderr } = await adev(NOWHERE, ['--help']);
  assert.deepEqual({ exit, stderr }, { exit: 0, stderr: '' });
  for (const { name, summary } of COMMANDS) {
    const lines = stdout.split('\n').filter((line) => line.startsWith(`  ${name} `));
    assert.equal(lines.length, 1, name);
    assert.ok(lines[0]?.endsWith(summary));
    assert.ok((lines[0]?.length ?? 0) <= 80, `${name}: its summary is too long`);
  }
  for (const group of GROUPS) {
    const isThere = stdout.toLowerCase().includes(`\n${group}\n`);
    assert.equal(
      isThere,
      COMMANDS.some((command) => command.group === group),
      group,
    );
  }
});

test('a command that is found without loading the others is one of them', () => {
  for (const command of FREQUENT_COMMANDS) assert.ok(COMMANDS.includes(command), command.name);
});

test('all ways to ask for help answer the same', async () => {
  const overview = await adev(NOWHERE, []);
  for (const argv of [['--help'], ['-h'], ['help'], ['help', '--help']]) {
    assert.deepEqual(await adev(NOWHERE, argv), overview);
  }
  const one = await adev(NOWHERE, ['help', 'checkpoint', 'list']);
  assert.match(one.stdout, /^adev checkpoint list \[--all\] \[--agent NAME\] \[--limit N\]\n/);
  for (const argv of [
    ['checkpoint', 'list', '--help'],
    ['checkpoint', 'list', '--limit', 'x', '-h', 'stray'],
    ['--help', 'checkpoint', 'list'],
  ]) {
    assert.deepEqual(await adev(NOWHERE, argv), one);
  }
});

test('help on the first word of several commands explains them all', async () => {
  const { exit, stdout } = await adev(NOWHERE, ['help', 'checkpoint']);
  assert.equal(exit, 0);
  assert.match(
    stdout,
    /^adev checkpoint save --agent NAME --message TEXT\|- \[--tools A,B\]\.\.\. .*\[--strict\]$/m,
  );
  assert.match(stdout, /^adev checkpoint list /m);
  assert.deepEqual(
    await adev(NOWHERE, ['checkpoint', '--help']),
    await adev(NOWHERE, ['help', 'checkpoint']),
  );
});

test('help as JSON has the same commands', async () => {
  const { commands } = jsonOf(await adev(NOWHERE, ['help', '--json'])) as { commands: { name: string }[] };
  assert.deepEqual(
    commands.map(({ name }) => name),
    COMMANDS.map(({ name }) => name),
  );
});

test('the version is that of the package', async () => {
  const manifest = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  ) as unknown;
  assert.equal((manifest as { version: string }).version, VERSION);
  assert.deepEqual(await adev(NOWHERE, ['--version']), { exit: 0, stdout: `adev ${VERSION}\n`, stderr: '' });
  assert.deepEqual(jsonOf(await adev(NOWHERE, ['--version', '--json'])), { version: VERSION });
});

const MISTAKES: readonly (readonly [readonly string[], string])[] = [
  [['statsu'], 'there is no command "statsu"; did you mean status?'],
  [['xyzzy'], 'there is no command "xyzzy"'],
  [['help', 'xyzzy'], 'there is no command "xyzzy"'],
  [['checkpoint'], 'checkpoint needs one of: save, list'],
  [['checkpoint', '--all'], 'checkpoint needs one of: save, list'],
  [['checkpoint', 'sav'], 'checkpoint: there is no command "sav"; did you mean save?'],
  [['status', 'now'], 'status: unexpected argument "now"'],
  [['--verison'], 'unknown option "--verison"'],
  [[''], 'there is no command ""'],
  [['toString'], 'there is no command "toString"'],
];

for (const [argv, problem] of MISTAKES) {
  test(`adev ${argv.join(' ')} is a usage error that says what to do`, async () => {
    const { exit, stdout, stderr } = await adev(NOWHERE, argv);
    assert.deepEqual({ exit, stdout }, { exit: 2, stdout: '' });
    const [first, second] = stderr.split('\n');
    assert.equal(first, `adev: ${problem}`);
    assert.match(second ?? '', /^(All commands: adev help|Usage: adev )/);
    const { refused } = jsonOf(await adev(NOWHERE, [...argv, '--json'])) as {
      refused: Record<string, string>;
    };
    assert.equal(refused['code'], 'usage');
    assert.ok(refused['message']?.startsWith(problem));
  });
}

test('options that every command takes may stand in front of it', async () => {
  const run = await adev(NOWHERE, ['--root', '/', '--json', 'status']);
  assert.equal(run.exit, 75);
  assert.equal((jsonOf(run) as Record<string, string>)['reason'], 'no-project');
});

test('colours are for terminals, and for nobody who asked for none', async () => {
  const screen = () => ({ columns: 80 });
  const isColoured = async (env: Record<string, string>, terminal: object) =>
    (await adev({ root: '/', env }, ['help'], terminal)).stdout.includes('\u001b[');
  assert.equal(await isColoured({}, { screen }), true);
  assert.equal(await isColoured({ NO_COLOR: '' }, { screen }), true);
  assert.equal(await isColoured({}, {}), false);
  assert.equal(await isColoured({ NO_COLOR: '1' }, { screen }), false);
  assert.equal(await isColoured({ TERM: 'dumb' }, { screen }), false);
});

test('a stdout that nobody reads any more is no failure; one that cannot be written is', async () => {
  assert.equal((await adev(NOWHERE, ['help'], { stdout: () => false })).exit, 0);
  const stdout = () => {
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  };
  const run = await adev(NOWHERE, ['help'], { stdout });
  assert.equal(run.exit, 75);
  assert.match(run.stderr, /^adev: stdout cannot be written: /);
});

test('the nearest word is at most two letters away', () => {
  assert.equal(nearest('stauts', ['status', 'start']), 'status');
  assert.equal(nearest('on', ['off', 'of']), null);
  assert.equal(nearest('s'.repeat(1_000_000), ['status']), null);
});

test('a person whose shell does not find the command is told how to make it one, and nobody else', async (t) => {
  const project = createProject(t);
  const screen = () => ({ columns: 80 });
  const program = () => "/my plugins/it's/bin/adev";
  const notesOf = async (env: Record<string, string>, more: object = {}) => {
    const { CLAUDECODE: _, ...person } = project.env;
    return (await adev({ ...project, env: { ...person, ...env } }, ['off'], { screen, program, ...more }))
      .stderr;
  };
  const note = `Your shell does not find adev. To make it a command: '/my plugins/it'\\''s/bin/adev' link\n`;
  assert.equal(await notesOf({ PATH: '/nowhere' }), note);
  assert.equal(
    await notesOf({ PATH: path.resolve(import.meta.dirname, '../../plugins/autonomous-dev/bin') }),
    '',
  );
  assert.equal(await notesOf({ PATH: '/nowhere', CLAUDECODE: '1' }), '');
  assert.equal(await notesOf({ PATH: '/nowhere' }, { screen: () => null }), '');
});
