// Where nothing was ever saved, hooks that need state cost the start of node and nothing else: they load no library.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { PLUGIN } from '../../scripts/demo/plugin.ts';
import { runHook } from '../support/plugin-process.ts';
import {
  createProject,
  createProjectOutsideGit,
  scratchFolder,
  type TestProject,
} from '../support/project.ts';

const WITHOUT_STATE_IDLE = ['PreCompact', 'Stop', 'StopFailure', 'SessionEnd'];

/** The plugin without its library: whatever would load that says so on stderr. */
function hollowPlugin(t: TestContext): string {
  const plugin = path.join(scratchFolder(t), 'plugin');
  cpSync(PLUGIN, plugin, { recursive: true });
  rmSync(path.join(plugin, 'lib'), { recursive: true });
  return plugin;
}

/** Those of the hooks that load the library. */
async function loading(
  t: TestContext,
  project: TestProject,
  env: Record<string, string> = {},
): Promise<string[]> {
  const plugin = hollowPlugin(t);
  const found: string[] = [];
  for (const event of [...WITHOUT_STATE_IDLE, 'SessionStart']) {
    const { status, stdout, stderr } = await runHook(project, event, {}, { plugin, env });
    assert.deepEqual([status, stdout], [0, ''], event);
    if (stderr !== '') found.push(event);
  }
  return found;
}

test('in a git project without state they load nothing', async (t) => {
  assert.deepEqual(await loading(t, createProject(t)), ['SessionStart']);
});

test('wherever that is not plain they leave it to the library', async (t) => {
  const all = [...WITHOUT_STATE_IDLE, 'SessionStart'];
  const withState = createProject(t);
  mkdirSync(withState.stateDir, { recursive: true });
  const withLink = createProject(t);
  symlinkSync('nowhere', withLink.stateDir);
  const elsewhere = createProject(t);
  const shared = createProject(t);
  writeFileSync(path.join(shared.root, '.git', 'commondir'), '../other');
  const worktree = createProject(t);
  rmSync(path.join(worktree.root, '.git'), { recursive: true });
  writeFileSync(path.join(worktree.root, '.git'), `gitdir: ${withState.root}/.git\n`);
  for (const project of [withState, withLink, shared, worktree, createProjectOutsideGit(t)])
    assert.deepEqual(await loading(t, project), all);
  assert.deepEqual(await loading(t, elsewhere, { AUTONOMOUS_DEV_STATE_DIR: withState.stateDir }), all);
  assert.deepEqual(await loading(t, elsewhere, { CLAUDE_PROJECT_DIR: '' }), all);
});
