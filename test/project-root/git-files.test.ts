import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, realpathSync, renameSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findProjectRoot } from '../../lib/project-root.ts';
import {
  bareRepository,
  bundledFinder,
  fileIn,
  folderIn,
  git,
  repository,
  scratchFolder,
  withoutPrivileges,
} from './repository.ts';

// A home that keeps markers in the machine's own temporary folder out of the tests that expect to find nothing.
const home = realpathSync(tmpdir());
const env = {};

describe('inside git folders', () => {
  it('a start inside .git is in the checkout', (t) => {
    const top = repository(join(scratchFolder(t), 'top'));
    for (const start of [join(top, '.git'), join(top, '.git/refs/heads')]) {
      assert.equal(findProjectRoot({ start, env, home })?.root, top);
    }
  });

  it('a bare repository is its own root, from inside too', (t) => {
    const bare = bareRepository(join(scratchFolder(t), 'project.git'));
    for (const start of [bare, join(bare, 'refs/heads')]) {
      assert.deepEqual(findProjectRoot({ start, env, home }), {
        root: bare,
        gitDir: bare,
        gitCommonDir: bare,
      });
    }
  });

  it('a bare repository among the files of a checkout is not taken for a project', (t) => {
    const folder = scratchFolder(t);
    const top = repository(join(folder, 'top'));
    cpSync(bareRepository(join(folder, 'planted')), join(top, 'fixtures/planted'), { recursive: true });
    assert.equal(findProjectRoot({ start: join(top, 'fixtures/planted'), env, home })?.root, top);
  });
});

describe('a .git file that leads nowhere', () => {
  const broken: Record<string, string> = {
    empty: '',
    'without a path': 'gitdir: \n',
    garbage: '\u0001\u0002 not a git file\n',
    'with a NUL': 'gitdir: .git\0x\n',
    'to a folder that is gone': 'gitdir: ../gone/.git/worktrees/w\n',
    'to a file': 'gitdir: ../file\n',
    'larger than any path': `gitdir: ${'x/'.repeat(4000)}\n`,
  };
  for (const [what, text] of Object.entries(broken)) {
    it(`is passed over: ${what}`, (t) => {
      const top = repository(join(scratchFolder(t), 'top'));
      fileIn(top, 'file', '');
      const inner = folderIn(top, 'inner');
      fileIn(inner, '.git', text);
      assert.equal(findProjectRoot({ start: inner, env, home })?.root, top);
    });
  }

  it('is passed over: a dangling link, a loop, a pipe, without hanging', { timeout: 60_000 }, (t) => {
    const folder = scratchFolder(t);
    const top = repository(join(folder, 'top'));
    for (const name of ['dangling', 'loop', 'pipe']) folderIn(top, name);
    symlinkSync('nowhere', join(top, 'dangling/.git'));
    symlinkSync('.git', join(top, 'loop/.git'));
    execFileSync('mkfifo', [join(top, 'pipe/.git')]);
    const ask = `
      const { findProjectRoot } = require(${JSON.stringify(bundledFinder(folder))});
      console.log(process.argv.slice(1).map((start) => findProjectRoot({ start, env: {} })?.root).join('|'));`;
    const starts = ['dangling', 'loop', 'pipe'].map((name) => join(top, name));
    const said = execFileSync(process.execPath, ['-e', ask, ...starts], {
      encoding: 'utf8',
      timeout: 30_000,
    });
    assert.equal(said.trim(), [top, top, top].join('|'));
  });

  it('is passed over: a worktree whose repository was moved away, until it is back', (t) => {
    const folder = scratchFolder(t);
    const main = repository(join(folder, 'main'));
    git(main, 'worktree', 'add', '--quiet', '../linked');
    const start = join(folder, 'linked');
    renameSync(main, join(folder, 'moved'));
    assert.equal(findProjectRoot({ start, env, home }), null);
    assert.deepEqual(findProjectRoot({ env: { CLAUDE_PROJECT_DIR: start }, home }), { root: start });
    renameSync(join(folder, 'moved'), main);
    assert.equal(findProjectRoot({ start, env, home })?.gitCommonDir, join(main, '.git'));
  });

  it('is passed over: a git dir whose commondir leads nowhere', (t) => {
    const top = repository(join(scratchFolder(t), 'top'));
    const inner = repository(join(top, 'inner'));
    fileIn(inner, '.git/commondir', '../../gone\n');
    assert.equal(findProjectRoot({ start: inner, env, home })?.root, top);
  });

  it('but one that cannot be followed for want of permission ends the search, not in the next project', (t) => {
    const top = repository(join(scratchFolder(t), 'top'));
    const inner = folderIn(top, 'inner');
    const vault = folderIn(top, 'vault');
    git(inner, 'init', '--quiet', '--separate-git-dir', join(vault, 'data'));
    const find = () => withoutPrivileges(() => findProjectRoot({ start: inner, env, home }))?.root;
    for (const locked of [join(inner, '.git'), vault]) {
      assert.equal(find(), inner);
      chmodSync(locked, 0);
      assert.equal(find(), undefined);
      chmodSync(locked, 0o755);
    }
  });
});
