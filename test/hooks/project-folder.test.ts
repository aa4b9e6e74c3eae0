// Which project a hook works for, where only the folder of its event tells: below its root, and in a worktree.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { runAdev, runHook } from '../support/plugin-process.ts';
import { createProject, snapshot, type TestProject } from '../support/project.ts';

const ALL = ['SessionStart', 'SubagentStart', 'SubagentStop', 'PreCompact', 'Stop', 'SessionEnd'];
const FIELDS = { source: 'resume', trigger: 'auto', reason: 'other', agent_type: 'coder', agent_id: 'a1' };

function git({ root, env }: TestProject, ...args: string[]): string {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@t'];
  return execFileSync('git', [...who, ...args], { cwd: root, env, encoding: 'utf8', stdio: 'pipe' });
}

/** A project with a worktree beside it, and in each a folder four levels below the root. */
function projectWithFolders(t: TestContext): Readonly<{ project: TestProject; folders: readonly string[] }> {
  const project = createProject(t, { 'a/b/c/d/file.md': 'text' });
  git(project, 'add', '.');
  git(project, 'commit', '--quiet', '-m', 'one');
  git(project, 'worktree', 'add', '--quiet', '../linked');
  const folders = [project.root, path.join(project.folder, 'linked')].map((root) =>
    path.join(root, 'a/b/c/d'),
  );
  return { project, folders };
}

/** Fires the hook for this folder from one that is in no project, with nothing that names one. */
async function fire(project: TestProject, event: string, cwd: string, fields: object = {}): Promise<string> {
  const where = { root: project.home, env: project.env };
  const options = { env: { CLAUDE_PROJECT_DIR: '' } };
  const { status, stdout, stderr } = await runHook(where, event, { ...FIELDS, ...fields, cwd }, options);
  assert.deepEqual([status, stderr], [0, ''], event);
  return stdout;
}

test('from any folder of the project a hook finds its state, and leaves nothing beside it', async (t) => {
  const { project, folders } = projectWithFolders(t);
  const linked = path.join(project.folder, 'linked');
  const before = snapshot(linked);
  for (const folder of folders) for (const event of ALL) await fire(project, event, folder);
  // Of each folder the session's start, an agent's start and end, a compaction and the session's end.
  assert.equal(Object.keys(snapshot(project.log)).length, 10);
  assert.equal(git(project, 'status', '--porcelain', '--ignored'), '');
  assert.deepEqual(snapshot(linked), before);
});

test('a new session is told of a batch of its project from a folder below it, of a paused one too', async (t) => {
  const { project, folders } = projectWithFolders(t);
  for (const args of [
    ['create', '--id', 'b1', '--feature', 'one'],
    ['pause', 'b1'],
  ]) {
    assert.equal((await runAdev(project, ['batch', ...args])).status, 0);
  }
  const fields = { source: 'startup', session_id: 'another' };
  assert.match(
    await fire(project, 'SessionStart', folders[0] ?? '', fields),
    /batch b1 is paused .* adev batch adopt b1/,
  );
});
