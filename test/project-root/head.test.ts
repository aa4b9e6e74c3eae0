import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readHead } from '../../lib/project-root.ts';
import {
  bareRepository,
  bundledFinder,
  fileIn,
  folderIn,
  git,
  headByGit,
  repository,
  scratchFolder,
  withoutPrivileges,
} from './repository.ts';

describe('readHead agrees with git', () => {
  it('on a branch, its name with slashes, from any folder of the worktree', (t) => {
    const top = repository(join(scratchFolder(t), 'top'));
    git(top, 'checkout', '--quiet', '-b', 'feature/a.b-c');
    const head = readHead(folderIn(top, 'src/deep'));
    assert.deepEqual(head, headByGit(top));
    assert.equal(head.branch, 'feature/a.b-c');
    assert.match(head.commit ?? '', /^[0-9a-f]{40}$/);
  });

  it('with packed refs, and with a newer loose ref over a packed one', (t) => {
    const top = repository(join(scratchFolder(t), 'top'));
    git(top, 'branch', 'mai');
    git(top, 'branch', 'x/main');
    git(top, 'commit', '--quiet', '--allow-empty', '-m', 'second');
    git(top, 'tag', '-a', 'v1', '-m', 'a peeled entry');
    git(top, 'pack-refs', '--all');
    assert.ok(!existsSync(join(top, '.git/refs/heads/main')));
    assert.deepEqual(readHead(top), headByGit(top));
    const packed = readHead(top);
    git(top, 'commit', '--quiet', '--allow-empty', '-m', 'third');
    assert.deepEqual(readHead(top), headByGit(top));
    assert.notEqual(readHead(top).commit, packed.commit);
  });

  it('with a packed branch whose name is also a folder of loose ones', (t) => {
    const top = repository(join(scratchFolder(t), 'top'));
    git(top, 'pack-refs', '--all');
    folderIn(top, '.git/refs/heads/main');
    assert.deepEqual(readHead(top), headByGit(top));
  });

  it('detached', (t) => {
    const top = repository(join(scratchFolder(t), 'top'));
    git(top, 'checkout', '--quiet', '--detach');
    assert.deepEqual(readHead(top), headByGit(top));
    assert.deepEqual(Object.keys(readHead(top)), ['commit']);
  });

  it('on a branch without a commit', (t) => {
    const top = folderIn(scratchFolder(t), 'top');
    git(top, 'init', '--quiet');
    assert.deepEqual(readHead(top), { branch: 'main' });
    assert.deepEqual(readHead(top), headByGit(top));
    const used = repository(join(top, 'used'));
    git(used, 'pack-refs', '--all');
    git(used, 'checkout', '--quiet', '--orphan', 'mai');
    assert.deepEqual(readHead(used), { branch: 'mai' });
  });

  it('with 64-digit commits', (t) => {
    const top = folderIn(scratchFolder(t), 'top');
    git(top, 'init', '--quiet', '--object-format=sha256');
    git(top, 'commit', '--quiet', '--allow-empty', '-m', 'first');
    assert.equal(readHead(top).commit?.length, 64);
    assert.deepEqual(readHead(top), headByGit(top));
    git(top, 'pack-refs', '--all');
    assert.deepEqual(readHead(top), headByGit(top));
  });

  it('in linked worktrees, loose, packed and detached, each with a HEAD of its own', (t) => {
    const folder = scratchFolder(t);
    const main = repository(join(folder, 'main'));
    git(main, 'worktree', 'add', '--quiet', '../linked');
    git(main, 'worktree', 'add', '--quiet', '--detach', '../loose');
    git(join(folder, 'linked'), 'commit', '--quiet', '--allow-empty', '-m', 'in the worktree');
    const all = () => ['main', 'linked', 'loose'].map((name) => join(folder, name));
    for (const top of all()) assert.deepEqual(readHead(top), headByGit(top));
    assert.notEqual(readHead(join(folder, 'linked')).commit, readHead(main).commit);
    git(main, 'pack-refs', '--all');
    for (const top of all()) assert.deepEqual(readHead(top), headByGit(top));
  });

  it('in the worktree of a bare repository, whose refs are packed by the clone', (t) => {
    const bare = bareRepository(join(scratchFolder(t), 'project.git'));
    git(bare, 'worktree', 'add', '--quiet', '-b', 'work', '../work', 'main');
    for (const top of [bare, join(bare, '../work')]) assert.deepEqual(readHead(top), headByGit(top));
  });

  it('in a submodule', (t) => {
    const folder = scratchFolder(t);
    const [inner, outer] = [repository(join(folder, 'inner')), repository(join(folder, 'outer'))];
    git(outer, 'submodule', '--quiet', 'add', inner, 'mod');
    git(join(outer, 'mod'), 'commit', '--quiet', '--allow-empty', '-m', 'its own');
    assert.deepEqual(readHead(join(outer, 'mod')), headByGit(join(outer, 'mod')));
    assert.notEqual(readHead(join(outer, 'mod')).commit, readHead(outer).commit);
  });

  it('through symbolic refs, to the branch at their end', (t) => {
    const top = repository(join(scratchFolder(t), 'top'));
    git(top, 'symbolic-ref', 'refs/heads/alias', 'refs/heads/main');
    git(top, 'symbolic-ref', 'HEAD', 'refs/heads/alias');
    assert.deepEqual(readHead(top), headByGit(top));
    assert.equal(readHead(top).branch, 'main');
  });

  it('on a ref that is no branch, one of this worktree too', (t) => {
    const folder = scratchFolder(t);
    const main = repository(join(folder, 'main'));
    git(main, 'worktree', 'add', '--quiet', '../linked');
    const linked = join(folder, 'linked');
    const commit = git(linked, 'commit-tree', '-m', 'apart', git(linked, 'write-tree'));
    git(linked, 'update-ref', 'refs/worktree/mine', commit);
    git(linked, 'symbolic-ref', 'HEAD', 'refs/worktree/mine');
    assert.equal(git(linked, 'rev-parse', 'HEAD'), commit);
    assert.deepEqual(readHead(linked), { commit });
  });
});

describe('readHead says unknown', () => {
  it('outside git and where nothing is', (t) => {
    const folder = scratchFolder(t);
    folderIn(folder, '.claude');
    assert.deepEqual(readHead(folder), {});
    assert.deepEqual(readHead('a\0b'), {});
  });

  it('for the HEAD of a reftable repository', (t) => {
    const top = repository(join(scratchFolder(t), 'top'));
    fileIn(top, '.git/HEAD', 'ref: refs/heads/.invalid\n');
    assert.deepEqual(readHead(top), {});
  });

  it('for a HEAD that git would not write, and never leaves the git folder', (t) => {
    const top = repository(join(scratchFolder(t), 'top'));
    const { commit } = readHead(top);
    assert.ok(commit);
    fileIn(top, 'outside', `${commit}\n`);
    fileIn(top, '.git/outside', `${commit}\n`);
    const refs = ['../outside', 'refs/../outside', 'outside', `${top}/outside`, 'refs/heads/../../outside'];
    const heads = [
      '',
      'x',
      'ref:',
      'ref: ',
      commit.slice(1),
      `${commit}0`,
      ...refs.map((ref) => `ref: ${ref}`),
    ];
    for (const head of heads) {
      fileIn(top, '.git/HEAD', `${head}\n`);
      assert.deepEqual(readHead(top), {}, head);
    }
  });

  it('for a HEAD that is missing, a loose ref that is empty, and refs that point in a circle', (t) => {
    const top = repository(join(scratchFolder(t), 'top'));
    truncateSync(join(top, '.git/refs/heads/main'));
    assert.deepEqual(readHead(top), {});
    fileIn(top, '.git/refs/heads/main', 'ref: refs/heads/main\n');
    assert.deepEqual(readHead(top), {});
    rmSync(join(top, '.git/HEAD'));
    assert.deepEqual(readHead(top), {});
  });

  it('rather than "no commit yet" when a ref or packed-refs cannot be read', (t) => {
    const top = repository(join(scratchFolder(t), 'top'));
    const loose = join(top, '.git/refs/heads/main');
    chmodSync(loose, 0);
    assert.deepEqual(
      withoutPrivileges(() => readHead(top)),
      {},
    );
    git(top, 'pack-refs', '--all');
    const packed = join(top, '.git/packed-refs');
    chmodSync(packed, 0);
    assert.deepEqual(
      withoutPrivileges(() => readHead(top)),
      {},
    );
    chmodSync(packed, 0o644);
    assert.deepEqual(readHead(top), headByGit(top));
  });

  it('for packed-refs beyond 16 MB; a long one below that is read', (t) => {
    const top = repository(join(scratchFolder(t), 'top'));
    git(top, 'pack-refs', '--all');
    const packed = join(top, '.git/packed-refs');
    const { commit } = readHead(top);
    const line = `${'0'.repeat(40)} refs/tags/${'t'.repeat(90)}\n`;
    const own = readFileSync(packed, 'utf8');
    fileIn(top, '.git/packed-refs', line.repeat(100_000) + own);
    assert.deepEqual(readHead(top), { commit, branch: 'main' });
    appendFileSync(packed, line.repeat(30_000));
    assert.deepEqual(readHead(top), {});
  });

  it('for pipes in the place of ref files, without hanging', (t) => {
    const folder = scratchFolder(t);
    const [head, packed] = [repository(join(folder, 'head')), repository(join(folder, 'packed'))];
    for (const pipe of [join(head, '.git/HEAD'), join(packed, '.git/refs/heads/main')]) {
      rmSync(pipe);
      execFileSync('mkfifo', [pipe]);
    }
    execFileSync('mkfifo', [join(packed, '.git/packed-refs')]);
    const ask = `
      const { readHead } = require(${JSON.stringify(bundledFinder(folder))});
      console.log(JSON.stringify(process.argv.slice(1).map(readHead)));`;
    const args = ['-e', ask, head, packed];
    assert.equal(
      execFileSync(process.execPath, args, { encoding: 'utf8', timeout: 30_000 }).trim(),
      '[{},{}]',
    );
  });
});
