// What is hostile in arguments, environment, paths and state must not act on the terminal of whoever looks.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createProject, scratchFolder } from '../support/project.ts';
import { checkpoint, finished, record, started } from './events.ts';
import { adev, jsonOf } from './in-process.ts';

const HOSTILE = 'seen\u001b]0;owned\u0007\u001b[2J\r\n\u009b31m\u202egnp\u2066\u200b\u{e0041}y';

/** Everything that a terminal might act on or that hides from a reader, but for the end of a line. */
const UNSAFE = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u;

const COMMANDS: readonly (readonly string[])[] = [
  ['checkpoint', 'save', '--agent', HOSTILE, '--message', HOSTILE],
  ['checkpoint', 'save', '--agent', 'a', '--message', 'm', '--kind', HOSTILE, '--tools', HOSTILE],
  ['checkpoint', 'save', '--agent', 'a', '--message', 'm', '--session', HOSTILE],
  ['checkpoint', 'save', '--agent', 'a', '--message', 'm', '--root', HOSTILE],
  ['checkpoint', 'save', `--${HOSTILE}`],
  ['checkpoint', 'save', HOSTILE],
  ['checkpoint', HOSTILE],
  ['checkpoint', 'list'],
  ['checkpoint', 'list', '--all'],
  ['checkpoint', 'list', '--session', HOSTILE],
  ['checkpoint', 'list', '--limit', HOSTILE],
  ['status'],
  ['status', '--session', HOSTILE],
  ['status', '--root', `/${HOSTILE}`],
  ['off'],
  ['on'],
  ['help', HOSTILE],
  [HOSTILE],
  [`--${HOSTILE}`],
  [`-${HOSTILE}`, 'status'],
];

test('no character that acts on a terminal comes out, whatever went in', async (t) => {
  const folder = scratchFolder(t);
  const root = path.join(folder, HOSTILE);
  mkdirSync(path.join(root, '.git'), { recursive: true });
  const env = {
    HOME: path.join(folder, HOSTILE, 'home'),
    CLAUDE_CODE_SESSION_ID: HOSTILE,
    CLAUDE_PID: HOSTILE,
    AUTONOMOUS_DEV_CLIENT: HOSTILE,
    NO_COLOR: '1',
  };
  const project = { ...createProject(t), root, env };
  const surroundings = { env, cwd: () => root, now: Date.now };
  record({ ...project, surroundings }, HOSTILE, [
    { ...checkpoint('09:00', HOSTILE, HOSTILE), tools_used: [HOSTILE], kind: HOSTILE },
    { ...checkpoint('09:00', HOSTILE, HOSTILE), at: HOSTILE },
    started('09:10', HOSTILE, HOSTILE),
    finished('09:20', HOSTILE, HOSTILE, HOSTILE),
    { event: 'agent-started', at: HOSTILE, agent: HOSTILE, agent_id: 'other', label: HOSTILE },
  ]);

  const isSeen = { status: false, list: false };
  for (const argv of COMMANDS) {
    const text = await adev(project, argv);
    const onTerminal = await adev(project, argv, { screen: () => ({ columns: 60 }) });
    const json = await adev(project, [...argv, '--json']);
    for (const { stdout, stderr } of [text, onTerminal, json]) {
      assert.doesNotMatch(stdout, UNSAFE, JSON.stringify(argv));
      assert.doesNotMatch(stderr, UNSAFE, JSON.stringify(argv));
    }
    jsonOf(json);
    if (text.stdout.includes('seen') && argv[0] === 'status') isSeen.status = true;
    if (text.stdout.includes('seen') && argv[1] === 'list') isSeen.list = true;
  }
  assert.deepEqual(isSeen, { status: true, list: true }, 'the hostile texts were not shown at all');
});

test('JSON keeps what text strips', async (t) => {
  const project = createProject(t);
  record(project, 'session-1', [checkpoint('09:00', 'a', HOSTILE)]);
  const { checkpoints } = jsonOf(await adev(project, ['checkpoint', 'list', '--json'])) as {
    checkpoints: { message: string }[];
  };
  assert.equal(checkpoints[0]?.message, HOSTILE);
});

test('arguments of a megabyte are answered in a line or a few', async (t) => {
  const project = createProject(t);
  const huge = 'h'.repeat(1_000_000);
  for (const argv of [
    [huge],
    [`--${huge}`],
    ['checkpoint', huge],
    ['checkpoint', 'save', '--agent', huge, '--message', huge],
    ['checkpoint', 'save', '--agent', 'a', '--message', 'm', huge],
    ['status', '--root', huge],
    ['checkpoint', 'list', '--limit', huge],
    ['checkpoint', 'list', '--session', huge],
  ]) {
    const { stdout, stderr } = await adev(project, argv);
    assert.ok((stdout + stderr).length < 1000, `${(stdout + stderr).length} characters`);
    assert.notEqual(stdout + stderr, '');
  }
});
