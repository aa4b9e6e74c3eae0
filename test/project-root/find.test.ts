import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { findProjectRoot } from '../../lib/project-root.ts';
import {
  bareRepository,
  fileIn,
  folderIn,
  git,
  repository,
  rootByGit,
  scratchFolder,
  withoutPrivileges,
} from './repository.ts';

// A home that keeps markers in the machine's own temporary folder out of the tests that expect to find nothing.
const home = realpathSync(tmpdir());
const env = {};

describe('in a git repository the finder agrees with git', () => {
  it('in a checkout, from its top and from eight levels below', (t) => {
    const top = repository(join(scratchFolder(t), 'a folder'));
    const deep = folderIn(top, 'a/b/c/d/e/f/g/h');
    for (const start of [top, deep])
      assert.deepEqual(findProjectRoot({ start, env, home }), rootByGit(start));
    assert.equal(findProjectRoot({ start: deep, env, home })?.gitCommonDir, join(top, '.git'));
  });

  it('in a linked worktree, which has its own git dir and shares the common one', (t) => {
    const folder = scratchFolder(t);
    const main = repository(join(folder, 'main'));
    git(main, 'worktree', 'add', '--quiet', '../linked');
    const start = folderIn(folder, 'linked/src');
    const found = findProjectRoot({ start, env, home });
    assert.deepEqual(found, rootByGit(start));
    assert.equal(found?.root, join(folder, 'linked'));
    assert.equal(found.gitDir, join(main, '.git/worktrees/linked'));
    assert.equal(found.gitCommonDir, join(main, '.git'));
  });

  it('in a worktree nested in its main checkout', (t) => {
    const main = repository(join(scratchFolder(t), 'main'));
    git(main, 'worktree', 'add', '--quiet', '.claude/worktrees/w');
    const start = join(main, '.claude/worktrees/w');
    assert.deepEqual(findProjectRoot({ start, env, home }), rootByGit(start));
  });

  it('in the worktrees of a bare repository, inside it and beside it', (t) => {
    const bare = bareRepository(join(scratchFolder(t), 'project.git'));
    git(bare, 'worktree', 'add', '--quiet', 'inside', 'main');
    git(bare, 'worktree', 'add', '--quiet', '-b', 'other', '../beside', 'main');
    for (const start of [join(bare, 'inside'), join(bare, '../beside')]) {
      assert.deepEqual(findProjectRoot({ start, env, home }), rootByGit(start));
      assert.equal(findProjectRoot({ start, env, home })?.gitCommonDir, bare);
    }
  });

  it('where a .git file points to a bare repository beside it', (t) => {
    const folder = scratchFolder(t);
    const bare = bareRepository(join(folder, '.bare'));
    fileIn(folder, '.git', 'gitdir: ./.bare\n');
    assert.deepEqual(findProjectRoot({ start: folder, env, home }), {
      root: folder,
      gitDir: bare,
      gitCommonDir: bare,
    });
  });

  it('in a submodule, a project of its own, nested ones too', (t) => {
    const folder = scratchFolder(t);
    const [inner, middle, outer] = ['inner', 'middle', 'outer'].map((name) => repository(join(folder, name)));
    assert.ok(inner && middle && outer);
    git(middle, 'submodule', '--quiet', 'add', inner, 'in');
    git(middle, 'commit', '--quiet', '-m', 'with a submodule');
    git(outer, 'submodule', '--quiet', 'add', middle, 'mid');
    git(outer, 'submodule', '--quiet', 'update', '--init', '--recursive');
    for (const start of [join(outer, 'mid'), join(outer, 'mid/in')]) {
      assert.deepEqual(findProjectRoot({ start, env, home }), rootByGit(start));
    }
    const found = findProjectRoot({ start: folderIn(outer, 'mid/src'), env, home });
    assert.equal(found?.root, join(outer, 'mid'));
    assert.equal(found.gitDir, join(outer, '.git/modules/mid'));
    assert.equal(found.gitCommonDir, found.gitDir);
  });

  it('where the git dir lies apart, by an absolute or a relative path', (t) => {
    const folder = scratchFolder(t);
    const top = folderIn(folder, 'top');
    git(top, 'init', '--quiet', '--separate-git-dir', join(folder, 'git data'));
    assert.deepEqual(findProjectRoot({ start: top, env, home }), rootByGit(top));
    fileIn(top, '.git', `gitdir: ${relative(top, join(folder, 'git data'))}\r\n`);
    assert.equal(findProjectRoot({ start: top, env, home })?.gitDir, join(folder, 'git data'));
  });

  it('where .git is a symbolic link', (t) => {
    const folder = scratchFolder(t);
    const top = repository(join(folder, 'top'));
    renameSync(join(top, '.git'), join(folder, 'elsewhere'));
    symlinkSync('../elsewhere', join(top, '.git'));
    assert.deepEqual(findProjectRoot({ start: top, env, home }), {
      root: top,
      gitDir: join(folder, 'elsewhere'),
      gitCommonDir: join(folder, 'elsewhere'),
    });
    assert.deepEqual(findProjectRoot({ start: top, env, home }), rootByGit(top));
  });

  it('from a symbolic link into it, by the real path', (t) => {
    const folder = scratchFolder(t);
    const other = repository(join(folder, 'other'));
    const target = folderIn(repository(join(folder, 'target')), 'src');
    symlinkSync(target, join(other, 'link'));
    assert.deepEqual(
      findProjectRoot({ start: join(other, 'link'), env, home }),
      rootByGit(join(other, 'link')),
    );
    assert.equal(findProjectRoot({ start: join(other, 'link'), env, home })?.root, join(folder, 'target'));
  });

  it('whatever GIT_DIR and GIT_WORK_TREE say', (t) => {
    const folder = scratchFolder(t);
    const [here, there] = [repository(join(folder, 'here')), repository(join(folder, 'there'))];
    const set = { GIT_DIR: join(there, '.git'), GIT_WORK_TREE: there, GIT_COMMON_DIR: join(there, '.git') };
    assert.deepEqual(findProjectRoot({ start: here, env: set, home }), rootByGit(here));
  });
});

describe('which folder is the root', () => {
  it('the nearest .git wins over a nearer .claude', (t) => {
    const top = repository(join(scratchFolder(t), 'top'));
    assert.equal(findProjectRoot({ start: folderIn(top, 'a/.claude'), env, home })?.root, top);
    assert.equal(findProjectRoot({ start: folderIn(top, 'a/b'), env, home })?.root, top);
  });

  it('the nearest of two repositories wins', (t) => {
    const outer = repository(join(scratchFolder(t), 'outer'));
    const inner = repository(join(outer, 'inner'));
    assert.equal(findProjectRoot({ start: folderIn(inner, 'x'), env, home })?.root, inner);
  });

  it('any .git folder counts, an empty one too', (t) => {
    const folder = scratchFolder(t);
    folderIn(folder, '.git');
    assert.deepEqual(findProjectRoot({ start: folder, env, home }), {
      root: folder,
      gitDir: join(folder, '.git'),
      gitCommonDir: join(folder, '.git'),
    });
  });

  it('without git the nearest .claude folder is the root, and no git folder is named', (t) => {
    const folder = scratchFolder(t);
    folderIn(folder, '.claude');
    folderIn(folder, 'a/.claude');
    fileIn(folder, 'a/b/.claude', 'a file is no marker');
    const start = folderIn(folder, 'a/b/c');
    assert.deepEqual(findProjectRoot({ start, env, home }), { root: join(folder, 'a') });
  });

  it('nothing found is null', (t) => {
    assert.equal(findProjectRoot({ start: folderIn(scratchFolder(t), 'a/b'), env, home }), null);
  });

  it('the home folder is the root only for a start in the home folder itself', (t) => {
    const folder = scratchFolder(t);
    const top = repository(join(folder, 'home'));
    folderIn(top, '.claude/skills');
    symlinkSync(top, join(folder, 'link'));
    for (const home of [top, join(folder, 'link')]) {
      assert.equal(findProjectRoot({ start: top, env, home })?.root, top);
      assert.equal(findProjectRoot({ start: folderIn(top, 'plain'), env, home }), null);
      assert.equal(findProjectRoot({ start: folderIn(top, '.claude/skills'), env, home }), null);
      assert.equal(findProjectRoot({ start: join(top, 'gone'), env, home }), null);
    }
    assert.equal(findProjectRoot({ start: join(top, 'plain'), env: { HOME: top } }), null);
    assert.equal(findProjectRoot({ start: join(top, 'plain'), env, home: folder })?.root, top);
  });

  it("the home folder's own .claude marks no project, one below it does", (t) => {
    const folder = scratchFolder(t);
    folderIn(folder, '.claude');
    assert.equal(findProjectRoot({ start: folder, env, home: folder }), null);
    const project = join(folder, 'project');
    folderIn(project, '.claude');
    assert.deepEqual(findProjectRoot({ start: project, env, home: folder }), { root: project });
  });

  it('the root of the file system is a root only when it is the start', (t) => {
    const found = findProjectRoot({ start: scratchFolder(t), env, home });
    assert.equal(found, null);
    assert.equal(findProjectRoot({ env: { CLAUDE_PROJECT_DIR: '/' }, home })?.root, '/');
  });
});

it('creates nothing and needs no write access', (t) => {
  const folder = scratchFolder(t);
  mkdirSync(join(folder, '.claude'));
  chmodSync(folder, 0o555);
  assert.deepEqual(
    withoutPrivileges(() => findProjectRoot({ start: folder, env, home })),
    { root: folder },
  );
  chmodSync(folder, 0o755);
  rmSync(join(folder, '.claude'), { recursive: true });
});
