import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { launcherText } from '../../lib/domain/launcher.ts';
import { switchOff } from '../../lib/domain/project.ts';
import { ok } from '../../lib/domain/result.ts';
import { openUserStore, USER } from '../../lib/user-settings.ts';
import { openWorkspace, PROJECT } from '../../lib/workspace.ts';
import { bundledHook, type Hook } from '../support/hook-process.ts';
import { createProject, plant, SESSION, snapshot, type TestProject } from '../support/project.ts';

const ALLOWED =
  '{"hookSpecificOutput":{"hookEventName":"PermissionRequest","decision":{"behavior":"allow"}}}\n';

let hook: Hook;
const cleanups: (() => void)[] = [];
before(() => {
  hook = bundledHook({ after: (cleanup) => cleanups.push(cleanup) }, 'permission-request');
});
after(() => {
  for (const cleanup of cleanups) cleanup();
});

type Asked = Readonly<{ input?: object; tool?: string; cwd?: string; env?: Record<string, string> }>;

/** What the hook prints, asked whether a command may run in the project. */
function answer({ root, env }: TestProject, command: unknown, asked: Asked = {}): string {
  const event = {
    session_id: SESSION,
    cwd: asked.cwd ?? root,
    hook_event_name: 'PermissionRequest',
    permission_mode: 'default',
    tool_name: asked.tool ?? 'Bash',
    tool_input: { command, description: 'Look', ...asked.input },
    permission_suggestions: [],
  };
  const run = hook(event, { ...env, CLAUDE_PROJECT_DIR: root, ...asked.env });
  assert.deepEqual([run.status, run.stderr], [0, '']);
  return run.stdout;
}

/** A folder for PATH that holds an `adev`. */
function folderWithAdev(t: TestContext, text: string, mode = 0o755): string {
  const folder = path.join(createProject(t).folder, 'bin');
  plant(folder, { adev: text });
  chmodSync(path.join(folder, 'adev'), mode);
  return folder;
}

describe('the PermissionRequest hook', () => {
  it('allows a plain adev command, and writes nothing', (t) => {
    const project = createProject(t);
    const before = snapshot(project.folder);
    assert.equal(answer(project, 'adev status --json'), ALLOWED);
    assert.equal(
      answer(project, "adev checkpoint save --agent a --message - <<'EOF'\n$(id)\nEOF\n", {
        input: { run_in_background: true, timeout: 5000, dangerouslyDisableSandbox: false },
      }),
      ALLOWED,
    );
    assert.deepEqual(snapshot(project.folder), before);
  });

  it('allows it where there is no project', (t) => {
    const project = createProject(t);
    const env = { CLAUDE_PROJECT_DIR: '' };
    assert.equal(answer(project, 'adev status', { cwd: project.home, env }), ALLOWED);
  });

  it('says nothing to a command that does more', (t) => {
    const project = createProject(t);
    assert.equal(answer(project, 'adev status && touch x'), '');
    assert.equal(answer(project, 'adev purge'), '');
    assert.equal(answer(project, ['adev status']), '');
    assert.equal(answer(project, undefined), '');
  });

  it('says nothing to another tool', (t) => {
    assert.equal(answer(createProject(t), 'adev status', { tool: 'PowerShell' }), '');
  });

  it('says nothing where the command would run otherwise than it reads', (t) => {
    const project = createProject(t);
    assert.equal(answer(project, 'adev status', { input: { dangerouslyDisableSandbox: true } }), '');
    assert.equal(answer(project, 'adev status', { input: { env: { PATH: '.' } } }), '');
  });

  it('says nothing when it is switched off', async (t) => {
    const off = createProject(t);
    await openUserStore(off.surroundings).update(USER, '', () =>
      ok({ data: { first_run_complete: true, preferences: { auto_approve: 'off' } }, answer: null }),
    );
    assert.equal(answer(off, 'adev status'), '');

    const project = createProject(t);
    assert.equal(answer(project, 'adev status', { env: { AUTONOMOUS_DEV: 'off' } }), '');
    const workspace = openWorkspace(project.surroundings);
    await workspace?.store.update(PROJECT, '', (data, now) =>
      ok({ data: switchOff(data, new Date(now).toISOString()), answer: null }),
    );
    assert.equal(answer(project, 'adev status'), '');
  });
});

describe('a file that an allowed command reads', () => {
  const reads = (project: TestProject, file: string, cwd = project.root) =>
    answer(project, `adev batch create ${file}`, { cwd }) === ALLOWED;

  it('lies inside the worktree, wherever in it the command runs', (t) => {
    const project = createProject(t, { plans: { 'a.md': 'one' }, '..plans': { 'a.md': 'one' }, src: {} });
    symlinkSync('../plans/a.md', path.join(project.root, 'src', 'link.md'));
    const src = path.join(project.root, 'src');
    assert.ok(reads(project, 'plans/a.md'));
    assert.ok(reads(project, '..plans/a.md'));
    assert.ok(reads(project, 'link.md', src));
    assert.ok(reads(project, 'not/yet/there.md', src));
  });

  it('is not outside it behind a link', (t) => {
    const project = createProject(t, { plans: {} });
    plant(project.folder, { outside: { 'a.md': 'secret' }, project2: { 'a.md': 'secret' } });
    const link = (target: string, name: string) => symlinkSync(target, path.join(project.root, name));
    link('../outside/a.md', 'a.md');
    link('../outside', 'folder');
    link('a.md', 'to-a-link.md');
    link('../outside/not-yet.md', 'dangling.md');
    link('../project2/a.md', 'sibling.md');
    link('..', 'above');
    link('/proc/self', 'process');
    link('loop.md', 'loop.md');
    const files = ['a.md', 'folder/a.md', 'folder/new.md', 'to-a-link.md', 'dangling.md'];
    for (const file of [...files, 'sibling.md', 'above', 'process/environ', 'loop.md']) {
      assert.equal(reads(project, file), false, file);
    }
    assert.equal(answer(project, 'adev batch add b1 folder/a.md'), '');
    symlinkSync('../../outside/a.md', path.join(project.root, 'plans', 'b.md'));
    assert.equal(reads(project, 'b.md', path.join(project.root, 'plans')), false);
  });

  it('is not in the main checkout where the command runs in a linked worktree', (t) => {
    const project = createProject(t, { 'a.md': 'one' });
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], {
        cwd: project.root,
        env: project.env,
        stdio: 'pipe',
      });
    git('add', '.');
    git('commit', '--quiet', '-m', 'one');
    git('worktree', 'add', '--quiet', '../linked');
    const linked = path.join(project.folder, 'linked');
    symlinkSync('../project/a.md', path.join(linked, 'main.md'));
    assert.ok(reads(project, 'a.md', linked));
    assert.equal(reads(project, 'main.md', linked), false);
  });

  it('is not in a folder that belongs to no project', (t) => {
    const project = createProject(t);
    plant(project.home, { 'a.md': 'one' });
    assert.equal(
      answer(project, 'adev batch create a.md', { cwd: project.home, env: { CLAUDE_PROJECT_DIR: '' } }),
      '',
    );
  });
});

describe('the adev that an allowed command runs', () => {
  const withPath = (project: TestProject, ...folders: string[]) =>
    answer(project, 'adev status', { env: { PATH: [...folders, '/usr/bin', '/bin'].join(':') } }) === ALLOWED;

  it('is not another one on PATH', (t) => {
    const project = createProject(t);
    const other = folderWithAdev(t, '#!/bin/sh\n');
    assert.equal(withPath(project, other), false);
    assert.equal(withPath(project, '/nowhere', other), false);
  });

  it('is not another one in the current folder', (t) => {
    const project = createProject(t, { adev: '#!/bin/sh\n' });
    chmodSync(path.join(project.root, 'adev'), 0o755);
    assert.equal(withPath(project, '.'), false);
    assert.equal(withPath(project, ''), false);
    assert.ok(withPath(project));
  });

  it('is not a function that the shell inherits', (t) => {
    const project = createProject(t);
    assert.equal(answer(project, 'adev status', { env: { 'BASH_FUNC_adev%%': '() { id; }' } }), '');
  });

  it('is not kept from running by what no shell would run', (t) => {
    const project = createProject(t);
    plant(project.folder, { folders: { adev: {} }, file: 'no folder' });
    const notExecutable = folderWithAdev(t, '#!/bin/sh\n', 0o644);
    const folders = ['folders', 'file'].map((name) => path.join(project.folder, name));
    assert.ok(withPath(project, notExecutable, ...folders));
  });

  it('may be the plugin itself, also by another path', (t) => {
    const project = createProject(t);
    const plugin = path.join(project.folder, 'plugin');
    plant(plugin, { bin: { adev: '#!/usr/bin/env node\n' } });
    chmodSync(path.join(plugin, 'bin/adev'), 0o755);
    symlinkSync('plugin', path.join(project.folder, 'current'));
    const bin = path.join(project.folder, 'own-bin');
    mkdirSync(bin);
    symlinkSync('../current/bin/adev', path.join(bin, 'adev'));
    const allowed = (folder: string, root: string) =>
      answer(project, 'adev status', { env: { PATH: folder, CLAUDE_PLUGIN_ROOT: root } }) === ALLOWED;
    const current = path.join(project.folder, 'current');
    assert.ok(allowed(path.join(plugin, 'bin'), current));
    assert.ok(allowed(path.join(current, 'bin'), plugin));
    assert.ok(allowed(bin, plugin));
    plant(project.folder, { elsewhere: { bin: {} } });
    assert.equal(allowed(bin, path.join(project.folder, 'elsewhere')), false);
  });

  it('may be the launcher, as long as nobody has changed it', (t) => {
    const project = createProject(t);
    const bin = folderWithAdev(t, launcherText());
    assert.ok(withPath(project, bin));
    writeFileSync(path.join(bin, 'adev'), launcherText().replace('exec', 'eval'));
    assert.equal(withPath(project, bin), false);
    writeFileSync(path.join(bin, 'adev'), `${launcherText()}\n`);
    assert.equal(withPath(project, bin), false);
  });
});
