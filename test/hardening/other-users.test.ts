// CWE-732: what is ours is for its owner alone under any umask, and what other users could put there is not taken for
// ours. (Folders of other users: test/store/folders; permissions that were changed later: test/care/doctor.)
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { ADEV, hookFile } from '../../scripts/demo/plugin.ts';
import { THIS_PLUGIN } from '../support/built-plugin.ts';
import { createProject, createProjectOutsideGit, SESSION, type TestProject } from '../support/project.ts';

const { adev, hook } = THIS_PLUGIN;
const OTHER = 65_534;
const isRoot = process.geteuid?.() === 0;
const skip = !isRoot && 'only root can act as other users';

function succeeds(project: TestProject, ...args: string[]): string {
  const { status, stdout, stderr } = adev(project, ...args);
  assert.equal(status, 0, `${args.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

test('with a umask that forbids nothing, folders are 0700 and files 0600', (t) => {
  for (const project of [createProject(t), createProjectOutsideGit(t)]) {
    const before = process.umask(0);
    try {
      hook(project, 'SessionStart', { source: 'startup' });
      hook(project, 'SubagentStop', { agent_id: 'a', agent_type: 'p', last_assistant_message: 'm' });
      succeeds(project, 'batch', 'create', '--id', 'b1', '--feature', 'one');
      succeeds(project, 'prefs', 'set', 'hints', 'off');
      succeeds(project, 'off');
      succeeds(project, 'on');
    } finally {
      process.umask(before);
    }
    for (const folder of [project.stateDir, path.join(project.home, '.autonomous-dev')]) {
      for (const name of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) {
        const { mode } = lstatSync(path.join(folder, name));
        assert.equal(mode & 0o077, 0, path.join(folder, name));
      }
    }
  }
});

/** Runs as another user, who has a home folder and nothing else. */
function asOther({ root, env }: TestProject, program: string, args: readonly string[], input = '') {
  return spawnSync(process.execPath, [program, ...args], {
    cwd: root,
    env: { ...env, HOME: '/nonexistent', CLAUDE_PROJECT_DIR: root },
    uid: OTHER,
    gid: OTHER,
    input,
    encoding: 'utf8',
  });
}

test('another user can neither read nor add to what is recorded, and is told why', { skip }, (t) => {
  const project = createProject(t);
  succeeds(project, 'checkpoint', 'save', '--agent', 'a', '--message', 'ours-alone', '--strict');
  for (const folder of [project.folder, project.root]) chmodSync(folder, 0o755);
  if (asOther(project, ADEV, ['--version']).status !== 0) return t.skip('another user cannot run it here');
  const entries = () => readdirSync(project.log).toSorted();
  const before = entries();
  const listed = asOther(project, ADEV, ['checkpoint', 'list', '--all']);
  assert.equal(listed.status, 75);
  assert.doesNotMatch(listed.stdout + listed.stderr, /ours-alone/);
  assert.match(listed.stderr, /belongs to user 0/);
  const saved = asOther(project, ADEV, [
    'checkpoint',
    'save',
    '--agent',
    'a',
    '--message',
    'theirs',
    '--json',
  ]);
  const { reason } = JSON.parse(saved.stdout) as { reason: string };
  assert.deepEqual([saved.status, reason], [0, 'unsafe-path']);
  const stop = asOther(
    project,
    hookFile('SubagentStop'),
    [],
    JSON.stringify({ session_id: SESSION, cwd: project.root, agent_id: 'a', agent_type: 'p' }),
  );
  assert.equal(stop.status, 0);
  assert.deepEqual(entries(), before);
});

test('a file that another user has put into a folder of ours is damage, and not ours', { skip }, (t) => {
  const project = createProject(t);
  succeeds(project, 'batch', 'create', '--id', 'b1', '--feature', 'ours');
  succeeds(project, 'checkpoint', 'save', '--agent', 'a', '--message', 'ours', '--strict');
  const forger = createProject(t);
  succeeds(forger, 'batch', 'create', '--id', 'b1', '--feature', 'forged');
  succeeds(forger, 'batch', 'add', 'b1', '--feature', 'forged too');
  for (const message of ['forged', 'forged', 'forged']) {
    succeeds(forger, 'checkpoint', 'save', '--agent', 'a', '--message', message, '--strict');
  }
  const forge = (name: string) => {
    const place = path.join(project.stateDir, name);
    rmSync(place, { force: true });
    copyFileSync(path.join(forger.stateDir, name), place);
    chownSync(place, OTHER, OTHER);
  };
  forge('batches/b1/r0000000002.json');
  const entries = readdirSync(forger.log).toSorted();
  forge(`sessions/${SESSION}/${entries.at(-1)}`);
  for (const args of [
    ['batch', 'show', 'b1'],
    ['batch', 'next', 'b1', '--claim'],
    ['checkpoint', 'list'],
    ['status'],
    ['history', 'batch/b1'],
  ]) {
    const shown = succeeds(project, ...args);
    assert.doesNotMatch(shown, /forged/, args.join(' '));
  }
  const { stdout } = hook(project, 'SessionStart', { source: 'compact' });
  assert.match(stdout, /ours/);
  assert.doesNotMatch(stdout, /forged/);
  succeeds(project, 'checkpoint', 'save', '--agent', 'a', '--message', 'on', '--strict');
});

test(
  'below a folder that is open to all, another user’s state directory is refused, and ours is closed',
  { skip },
  (t) => {
    const project = createProject(t);
    const shared = path.join(project.folder, 'shared');
    mkdirSync(shared);
    chmodSync(shared, 0o777);
    const at = (name: string) => ({
      ...project,
      stateDir: path.join(shared, name),
      env: { ...project.env, AUTONOMOUS_DEV_STATE_DIR: path.join(shared, name) },
    });
    mkdirSync(path.join(shared, 'theirs'), { mode: 0o777 });
    chownSync(path.join(shared, 'theirs'), OTHER, OTHER);
    const refused = adev(
      at('theirs'),
      'checkpoint',
      'save',
      '--agent',
      'a',
      '--message',
      'm',
      '--strict',
      '--json',
    );
    assert.deepEqual([refused.status, (refused.json as { reason: string }).reason], [75, 'unsafe-path']);
    assert.deepEqual(readdirSync(path.join(shared, 'theirs')), []);

    succeeds(at('ours'), 'checkpoint', 'save', '--agent', 'a', '--message', 'm', '--strict');
    assert.equal(lstatSync(path.join(shared, 'ours')).mode & 0o777, 0o700);
  },
);
