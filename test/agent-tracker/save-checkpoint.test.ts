import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { saveCheckpoint, type CheckpointOutcome, type CheckpointRequest } from '../../lib/save-checkpoint.ts';
import { switchOff, type Project } from '../../lib/domain/project.ts';
import { ok } from '../../lib/domain/result.ts';
import { openStore, type Kind } from '../../lib/store/store.ts';
import { PROJECT } from '../../lib/workspace.ts';
import { onBrokenDisk } from '../support/broken-disk.ts';
import { mountingUnavailable, smallDisk } from '../support/broken-disk-mounts.ts';
import { runProgram } from '../support/broken-disk-run.ts';
import {
  createProject,
  createProjectOutsideGit,
  createProjectWithStateIn,
  scratchFolder,
  snapshot,
  type TestProject,
} from '../support/project.ts';
import { HOSTILE_REQUESTS } from './hostile-requests.ts';

const REQUEST: CheckpointRequest = { agentName: 'tester', message: 'done with half of it' };
const NOW = Date.parse('2026-11-22T10:00:00.000Z');

type Changes = Readonly<{ env?: Readonly<Record<string, string | undefined>>; cwd?: string }>;

function save(
  project: TestProject,
  request: unknown = REQUEST,
  { env = {}, cwd }: Changes = {},
): CheckpointOutcome {
  return saveCheckpoint(request as CheckpointRequest, {
    env: { ...project.env, ...env },
    cwd: () => cwd ?? project.root,
    now: () => NOW,
  });
}

function reasonOf(outcome: CheckpointOutcome): string {
  return outcome.saved ? 'saved' : outcome.reason;
}

function assertSkipped(outcome: CheckpointOutcome, reason: string, detail: RegExp): void {
  assert.equal(reasonOf(outcome), reason, outcome.saved ? '' : outcome.detail);
  assert.match(outcome.saved ? '' : outcome.detail, detail);
}

const baseOf = ({ root }: TestProject) => path.join(root, '.git');
const storeOf = (project: TestProject) => openStore({ path: project.stateDir, base: baseOf(project) });
const entriesOf = (project: TestProject) => storeOf(project).log('session-1')?.entries ?? [];

test('a checkpoint is saved with what was said, after the start of its session', (t) => {
  const project = createProject(t);
  const request: CheckpointRequest = {
    agentName: ' researcher ',
    message: '  found\n\tit \u{1f600} \ud800 ',
    toolsUsed: ['Bash', ' Read ', ''],
    githubIssue: 72,
    startedAt: new Date('2026-11-22T09:00:00.000Z'),
    kind: 'completed',
  };
  assert.deepEqual(save(project, request), { saved: true, number: 2, sessionId: 'session-1' });
  const [first, second, ...others] = entriesOf(project).map(({ data }) => data);
  assert.deepEqual(first, {
    event: 'session-started',
    at: '2026-11-22T10:00:00.000Z',
    source: 'late',
    client: {},
    cwd: project.root,
    worktree: project.root,
  });
  assert.deepEqual(second, {
    event: 'checkpoint',
    at: '2026-11-22T10:00:00.000Z',
    agent: 'researcher',
    message: 'found\n\tit \u{1f600} \ufffd',
    tools_used: ['Bash', 'Read'],
    kind: 'completed',
    github_issue: 72,
    started_at: '2026-11-22T09:00:00.000Z',
  });
  assert.deepEqual(others, []);
});

test('the least that is needed is a name and a message', (t) => {
  const project = createProject(t);
  assert.ok(save(project, { agentName: 'a', message: 'm', githubIssue: null, startedAt: null }).saved);
  const data = entriesOf(project).at(-1)?.data as Record<string, unknown>;
  assert.deepEqual(data, {
    event: 'checkpoint',
    at: '2026-11-22T10:00:00.000Z',
    agent: 'a',
    message: 'm',
    tools_used: [],
    kind: 'progress',
  });
});

test('arguments at their limits are saved whole', (t) => {
  const project = createProject(t);
  const request = {
    agentName: 'A.b:c-d_9'.padEnd(255, 'x'),
    message: 'x'.repeat(10_000),
    toolsUsed: Array.from({ length: 100 }, () => 't'.repeat(255)),
    githubIssue: 999_999,
    startedAt: '9999-12-31T23:59:59.999Z',
    deadlineMs: Number.POSITIVE_INFINITY,
  };
  assert.ok(save(project, request).saved);
  const data = entriesOf(project).at(-1)?.data as Record<string, unknown>;
  assert.equal(data['message'], request.message);
  assert.equal(data['agent'], request.agentName);
  assert.deepEqual(data['tools_used'], request.toolsUsed);
  assert.equal(data['started_at'], request.startedAt);
});

test('invalid-input: every argument of a wrong type, size or temper, before anything is written', (t) => {
  const project = createProject(t);
  for (const [what, make] of HOSTILE_REQUESTS) {
    const outcome = saveCheckpoint(make() as CheckpointRequest, project.surroundings);
    assert.equal(reasonOf(outcome), 'invalid-input', what);
    assert.ok(!outcome.saved && outcome.detail.length <= 500 && !/[\p{Cc}]/u.test(outcome.detail), what);
  }
  assert.equal(existsSync(project.stateDir), false);
});

test('a process that is given hostile arguments prints nothing of its own, gets a boolean and exits with 0', async (t) => {
  const project = createProject(t);
  const { status, stdout, stderr, said } = await runProgram(
    { do: 'hostile-checkpoints' },
    { env: project.env, cwd: project.root },
  );
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  assert.equal(stdout.trimEnd().split('\n').length, HOSTILE_REQUESTS.length);
  for (const one of said as { what: string; type: string; saved: boolean; reason: string }[]) {
    const { what, type, saved, reason } = one;
    assert.deepEqual(
      { type, saved, reason },
      { type: 'boolean', saved: false, reason: 'invalid-input' },
      what,
    );
  }
});

test('disabled: by the environment, however it is written', (t) => {
  const project = createProject(t);
  for (const off of ['off', 'OFF', ' Off ']) {
    assertSkipped(
      save(project, REQUEST, { env: { AUTONOMOUS_DEV: off } }),
      'disabled',
      /^AUTONOMOUS_DEV=off is set$/,
    );
  }
  assert.equal(existsSync(project.stateDir), false);
  assert.ok(save(project, REQUEST, { env: { AUTONOMOUS_DEV: 'on' } }).saved);
});

test('disabled: by the project’s own document, until it is switched on again', async (t) => {
  const project = createProject(t);
  const set = (data: Project) => storeOf(project).update(PROJECT, '', () => ok({ data, answer: null }));
  await set(switchOff(null, '2026-11-22T10:00:00.000Z'));
  assertSkipped(save(project), 'disabled', /adev on/);
  assert.deepEqual(entriesOf(project), []);
  await set({});
  assert.ok(save(project).saved);
});

test('no-project: nothing here or above, and nothing is made', (t) => {
  const folder = scratchFolder(t);
  const project = createProject(t);
  assertSkipped(save(project, REQUEST, { cwd: folder }), 'no-project', /CLAUDE_PROJECT_DIR/);
  assert.deepEqual(snapshot(folder), {});
  assert.ok(save(project, REQUEST, { cwd: folder, env: { CLAUDE_PROJECT_DIR: project.root } }).saved);
});

test('unreadable: a project document of no use to this program', async (t) => {
  const project = createProject(t);
  const kind = anyProject('2.0.0');
  await storeOf(project).update(kind, '', () => ok({ data: { off: 'maybe' }, answer: null }));
  assertSkipped(save(project), 'unreadable', /project document, revision 1: off.*Nothing was changed/);
});

test('unreadable: a disk that cannot be read from', (t) => {
  const project = createProject(t);
  save(project);
  for (const errno of ['EIO', 'EACCES', 'EMFILE', 'ESTALE']) {
    const fault = { below: project.stateDir, calls: ['lstatSync'], at: 1, errno, sticky: true };
    const { value } = onBrokenDisk(fault, () => save(project));
    assertSkipped(value, 'unreadable', new RegExp(`${errno}; nothing was written$`));
  }
  assert.equal(entriesOf(project).length, 2);
});

test('newer-version: a project document of a newer major version', async (t) => {
  const project = createProject(t);
  const kind = anyProject('3.0.0');
  await storeOf(project).update(kind, '', () => ok({ data: {}, answer: null }));
  assertSkipped(save(project), 'newer-version', /3\.0\.0.*update the plugin/);
});

function anyProject(version: string): Kind<unknown> {
  return { name: 'project', version, parse: (data) => ok(data), migrations: [] };
}

test('a damaged project document does not keep checkpoints from being saved', async (t) => {
  const project = createProject(t);
  await storeOf(project).update(PROJECT, '', () => ok({ data: {}, answer: null }));
  writeFileSync(path.join(project.stateDir, 'project', 'r0000000001.json'), 'damaged');
  assert.ok(save(project).saved);
});

test('conflict: others take every number until the time is up', (t) => {
  const project = createProject(t);
  save(project);
  const fault = { below: project.log, calls: ['linkSync'], at: 1, errno: 'EEXIST', sticky: true };
  const { value } = onBrokenDisk(fault, () => save(project, { ...REQUEST, deadlineMs: 100 }));
  assertSkipped(value, 'conflict', /try again/);
});

const mounting = { skip: mountingUnavailable() ?? false };

test('disk-full and read-only: by disks that are', mounting, (t) => {
  const disk = smallDisk(t, 'size=128k');
  const project = createProjectWithStateIn(t, path.join(disk.folder, 'state'));
  let outcome = save(project);
  while (outcome.saved) outcome = save(project, { ...REQUEST, message: 'x'.repeat(9000) });
  assertSkipped(outcome, 'disk-full', /free some space, then save again$/);
  disk.setReadOnly(true);
  assertSkipped(save(project), 'read-only', /make the folder writable for this user$/);
});

test('timeout: no time was given', (t) => {
  const project = createProject(t);
  assertSkipped(save(project, { ...REQUEST, deadlineMs: 0 }), 'timeout', /no time/);
  assert.equal(existsSync(project.stateDir), false);
});

test('timeout: a lock that is never given back, with the time that was given and no more than four seconds', async (t) => {
  const project = createProject(t);
  save(project);
  const lock = path.join(project.log, '.commit.lock');
  symlinkSync('/nowhere', lock);
  const surroundings = {
    env: project.env,
    cwd: project.root,
    fault: { below: project.stateDir, noLinks: true },
  };
  const timed = async (deadlineMs: number) => {
    const task = { do: 'checkpoint', messages: ['m'], deadlineMs } as const;
    const { said, milliseconds } = await runProgram(task, surroundings);
    assertSkipped(said[0] as CheckpointOutcome, 'timeout', /gave up waiting for the lock .*; try again$/);
    return milliseconds;
  };
  const [short, long] = await Promise.all([timed(200), timed(60_000)]);
  assert.ok(short < 3000, `${short} ms`);
  assert.ok(long >= 4000 && long < 7000, `${long} ms`);
});

test('unknown: a commit that could not be made durable', (t) => {
  const project = createProject(t);
  save(project);
  const fault = { below: project.log, calls: ['fsyncSync'], at: 2, errno: 'EIO' };
  assertSkipped(onBrokenDisk(fault, () => save(project)).value, 'unknown', /syncing its folder failed/);
});

test('unknown: whatever else goes wrong, in a line for people', (t) => {
  const project = createProject(t);
  const outcome = saveCheckpoint(REQUEST, {
    env: project.env,
    cwd: () => project.root,
    now: () => Number.NaN,
  });
  assertSkipped(outcome, 'unknown', /Invalid time value/);
  const thrown = saveCheckpoint(REQUEST, {
    get env(): never {
      throw Object.defineProperty(new Error(), 'message', { get: () => assert.fail('looked') });
    },
    cwd: () => project.root,
    now: Date.now,
  });
  assert.equal(reasonOf(thrown), 'unknown');
});

type Level = readonly [string, (project: TestProject) => string];

const GIT_LEVELS: readonly Level[] = [
  ['the state directory', ({ stateDir }) => stateDir],
  ['the sessions', ({ stateDir }) => path.join(stateDir, 'sessions')],
  ['the session', ({ log }) => log],
  ['the project’s document', ({ stateDir }) => path.join(stateDir, 'project')],
];
const HOME_LEVELS: readonly Level[] = [
  ['.autonomous-dev', ({ home }) => path.join(home, '.autonomous-dev')],
  ['projects', ({ home }) => path.join(home, '.autonomous-dev', 'projects')],
  ...GIT_LEVELS,
];

const OBSTACLES: Readonly<Record<string, (at: string, elsewhere: string) => void>> = {
  'a link to a folder': (at, elsewhere) => symlinkSync(elsewhere, at),
  'a link to nowhere': (at) => symlinkSync('/nowhere/at/all', at),
  'a file': (at) => writeFileSync(at, ''),
  'a pipe': (at) => execFileSync('mkfifo', [at]),
};

for (const [where, levels, create] of [
  ['in a repository', GIT_LEVELS, createProject],
  ['outside git', HOME_LEVELS, createProjectOutsideGit],
] as const) {
  test(`unsafe-path: something else in the place of any folder ${where}, and nothing is written there`, (t) => {
    for (const [level, pathOf] of levels) {
      for (const [what, build] of Object.entries(OBSTACLES)) {
        const project = create(t);
        const elsewhere = scratchFolder(t);
        const at = pathOf(project);
        mkdirSync(path.dirname(at), { recursive: true, mode: 0o700 });
        build(at, elsewhere);
        const before = snapshot(project.folder);
        const outcome = save(project);
        assertSkipped(
          outcome,
          'unsafe-path',
          what.includes('link') ? /is a symbolic link/ : /is not a folder/,
        );
        assert.ok(
          !outcome.saved && outcome.detail.includes(at),
          `${what} for ${level}: ${reasonOf(outcome)}`,
        );
        assert.deepEqual(snapshot(project.folder), before);
        assert.deepEqual(readdirSync(elsewhere), []);
      }
    }
  });

  const skip = process.geteuid?.() === 0 ? false : 'only root can give a folder away';
  test(`unsafe-path: another user’s folder ${where}, with its owner and what to do`, { skip }, (t) => {
    for (const [level, pathOf] of levels) {
      const project = create(t);
      mkdirSync(path.join(project.stateDir, 'project'), { recursive: true, mode: 0o700 });
      save(project);
      chownSync(pathOf(project), 1234, 1234);
      const remedy = `hand it over with chown -R 0 ${pathOf(project)}`;
      const outcome = save(project);
      assertSkipped(outcome, 'unsafe-path', /belongs to user 1234, not to user 0 \(root\)/);
      assert.ok(!outcome.saved && outcome.detail.endsWith(remedy), level);
    }
  });
}

test('a git folder that is itself reached by a link is written to', (t) => {
  const project = createProject(t);
  const moved = path.join(project.folder, 'moved.git');
  execFileSync('mv', [baseOf(project), moved]);
  symlinkSync(moved, baseOf(project));
  assert.ok(save(project).saved);
  assert.ok(existsSync(path.join(moved, 'autonomous-dev', 'sessions', 'session-1')));
});

test('a state directory of the person’s choice that cannot be one is skipped with a reason', (t) => {
  const project = createProject(t);
  writeFileSync(path.join(project.folder, 'file'), '');
  const wrong = {
    [path.join(project.folder, 'file')]: 'unsafe-path',
    [path.join(project.folder, 'file', 'below')]: 'unsafe-path',
    '/proc/nothing/here': 'unknown',
    [path.join(project.folder, 'x'.repeat(300))]: 'unreadable',
  };
  for (const [stateDir, reason] of Object.entries(wrong)) {
    assert.equal(
      reasonOf(save(project, REQUEST, { env: { AUTONOMOUS_DEV_STATE_DIR: stateDir } })),
      reason,
      stateDir,
    );
  }
});

test('no session id leads out of the sessions, and two never share a log', (t) => {
  const project = createProject(t);
  const ids = [
    '..',
    '../../x',
    '/etc/passwd',
    'UPPER',
    'upper',
    'con',
    'a b',
    'x'.repeat(5000),
    'ä',
    'a\u0308',
  ];
  for (const id of ids) {
    const outcome = save(project, REQUEST, { env: { CLAUDE_CODE_SESSION_ID: id } });
    assert.deepEqual(outcome, { saved: true, number: 2, sessionId: id });
    const first = storeOf(project).log(id)?.entries[0]?.data as { session_id?: string };
    if (id !== 'upper') assert.equal(first.session_id, id.slice(0, 1000));
  }
  assert.equal(readdirSync(path.join(project.stateDir, 'sessions')).length, ids.length);
  assert.deepEqual(readdirSync(project.root), ['.git']);
});

test('without a session id the day’s default is used', (t) => {
  const project = createProject(t);
  const without = { env: { CLAUDE_CODE_SESSION_ID: undefined } };
  assert.deepEqual(save(project, REQUEST, without), {
    saved: true,
    number: 2,
    sessionId: 'local-2026-11-22',
  });
  const own = { env: { ...without.env, AUTONOMOUS_DEV_SESSION: 'mine' } };
  assert.deepEqual(save(project, REQUEST, own), { saved: true, number: 2, sessionId: 'mine' });
});

test('a home folder that is missing, unset or nonsense keeps no checkpoint in a repository from being saved', async (t) => {
  for (const home of [undefined, '', 'relative', '/nowhere/at/all']) {
    const project = createProject(t);
    const { HOME: _, ...env } = project.env;
    const { said, stderr } = await runProgram(
      { do: 'checkpoint', messages: ['m'] },
      { env: home === undefined ? env : { ...env, HOME: home }, cwd: project.root },
    );
    assert.deepEqual(
      { said, stderr },
      { said: [{ saved: true, number: 2, sessionId: 'session-1' }], stderr: '' },
    );
  }
});

test('a current folder that has been deleted is no project, and no hindrance where the project is known', async (t) => {
  const project = createProject(t);
  for (const [env, reason] of [
    [{}, 'no-project'],
    [{ CLAUDE_PROJECT_DIR: project.root }, 'saved'],
  ] as const) {
    const deletedFolder = path.join(project.root, 'gone');
    mkdirSync(deletedFolder);
    const { said, stderr, status } = await runProgram(
      { do: 'checkpoint', messages: ['m'], deletedFolder },
      { env: { ...project.env, ...env }, cwd: project.root },
    );
    assert.deepEqual({ stderr, status }, { stderr: '', status: 0 });
    assert.equal(reasonOf(said[0] as CheckpointOutcome), reason);
  }
});

test('a state directory that is removed while a process saves is made again', (t) => {
  const project = createProject(t);
  save(project);
  rmSync(project.stateDir, { recursive: true });
  assert.deepEqual(save(project), { saved: true, number: 2, sessionId: 'session-1' });
});

test('worktrees of one repository share its state', (t) => {
  const project = createProject(t);
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', project.root, '-c', 'user.name=A', '-c', 'user.email=a@b.c', ...args], {
      env: project.env,
      stdio: 'pipe',
    });
  git('commit', '--quiet', '--allow-empty', '-m', 'first');
  const worktree = path.join(project.folder, 'worktree');
  git('worktree', 'add', '--quiet', worktree);
  save(project);
  assert.deepEqual(save(project, REQUEST, { cwd: worktree }), {
    saved: true,
    number: 3,
    sessionId: 'session-1',
  });
});
