import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { realpathSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findProjectRoot } from '../../lib/project-root.ts';
import { bundledFinder, fileIn, folderIn, repository, scratchFolder } from './repository.ts';

// A home that keeps markers in the machine's own temporary folder out of the tests that expect to find nothing.
const home = realpathSync(tmpdir());
const env = {};

describe('where the search starts', () => {
  it('at the option, else CLAUDE_PROJECT_DIR, else AUTONOMOUS_DEV_PROJECT_DIR, else the current folder', (t) => {
    const folder = scratchFolder(t);
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => repository(join(folder, name)));
    assert.ok(a && b && c && d);
    const cwd = () => d;
    const both = { CLAUDE_PROJECT_DIR: b, AUTONOMOUS_DEV_PROJECT_DIR: c };
    assert.equal(findProjectRoot({ start: a, env: both, cwd, home })?.root, a);
    assert.equal(findProjectRoot({ env: both, cwd, home })?.root, b);
    assert.equal(findProjectRoot({ env: { AUTONOMOUS_DEV_PROJECT_DIR: c }, cwd, home })?.root, c);
    assert.equal(findProjectRoot({ env: {}, cwd, home })?.root, d);
    const empty = { CLAUDE_PROJECT_DIR: '', AUTONOMOUS_DEV_PROJECT_DIR: '' };
    assert.equal(findProjectRoot({ env: empty, cwd, home })?.root, d);
    assert.equal(findProjectRoot({ env: { ...both, CLAUDE_PROJECT_DIR: '' }, cwd, home })?.root, c);
  });

  it('a folder named by a variable is a root itself when nothing is found; one named by option is not', (t) => {
    const folder = folderIn(scratchFolder(t), 'plain');
    assert.deepEqual(findProjectRoot({ env: { CLAUDE_PROJECT_DIR: folder }, home }), { root: folder });
    assert.deepEqual(findProjectRoot({ env: { AUTONOMOUS_DEV_PROJECT_DIR: folder }, home }), {
      root: folder,
    });
    assert.deepEqual(findProjectRoot({ env: { CLAUDE_PROJECT_DIR: folder }, home: folder }), {
      root: folder,
    });
    assert.equal(findProjectRoot({ start: folder, env: { CLAUDE_PROJECT_DIR: folder }, home }), null);
    assert.equal(findProjectRoot({ env, cwd: () => folder, home }), null);
  });

  it('a named folder inside a project leads to the project', (t) => {
    const top = repository(join(scratchFolder(t), 'top'));
    const env = { CLAUDE_PROJECT_DIR: folderIn(top, 'packages/a') };
    assert.equal(findProjectRoot({ env, home })?.root, top);
  });

  it('a named folder that is gone, or is a file, is no root', (t) => {
    const folder = scratchFolder(t);
    const file = fileIn(folder, 'file', '');
    for (const named of [join(folder, 'gone'), file]) {
      assert.equal(findProjectRoot({ env: { CLAUDE_PROJECT_DIR: named }, cwd: () => folder, home }), null);
    }
  });

  it('a start that is a file, is gone or loops is taken from the nearest folder above', (t) => {
    const top = repository(join(scratchFolder(t), 'top'));
    const file = fileIn(top, 'src/file.ts', '');
    symlinkSync('loop', join(top, 'loop'));
    symlinkSync('nowhere', join(top, 'dangling'));
    const long = join(top, 'n'.repeat(5000));
    for (const start of [
      file,
      join(file, 'x'),
      join(top, 'gone/a/b'),
      join(top, 'loop'),
      join(top, 'dangling'),
      long,
    ]) {
      assert.equal(findProjectRoot({ start, env, home })?.root, top, start.slice(0, 200));
    }
  });

  it('a relative start is taken from the current folder', (t) => {
    const top = repository(join(scratchFolder(t), 'top'));
    folderIn(top, 'a/b');
    const found = findProjectRoot({ start: 'a/b', env, cwd: () => top, home });
    assert.equal(found?.root, top);
    assert.equal(findProjectRoot({ env: { CLAUDE_PROJECT_DIR: 'a' }, cwd: () => top, home })?.root, top);
  });

  it('a start no file system takes, or a current folder that throws, is null', () => {
    assert.equal(findProjectRoot({ start: 'a\0b', env, home }), null);
    const cwd = () => {
      throw new Error('gone');
    };
    assert.equal(findProjectRoot({ env, cwd, home }), null);
  });

  it('a deleted current folder is null, in a process started there and in one that was there before', (t) => {
    const folder = repository(join(scratchFolder(t), 'top'));
    const bundle = bundledFinder(folder);
    const ask = `console.log(JSON.stringify(require(${JSON.stringify(bundle)}).findProjectRoot({ env: {} })))`;
    const startedThere = fileIn(folder, 'started.cjs', ask);
    const wasThere = fileIn(
      folder,
      'was.cjs',
      `process.chdir(process.argv[2]); process.cwd(); require('node:fs').rmdirSync(process.argv[2]); ${ask}`,
    );
    const gone = folderIn(folder, 'gone');
    const script = 'cd "$1" && rmdir "$1" && exec "$2" "$3"';
    const run = (file: string, args: string[]) => execFileSync(file, args, { encoding: 'utf8' }).trim();
    assert.equal(run('sh', ['-c', script, 'sh', gone, process.execPath, startedThere]), 'null');
    assert.equal(run(process.execPath, [wasThere, folderIn(folder, 'gone')]), 'null');
  });

  it('recomputes after a change of folder', (t) => {
    const folder = scratchFolder(t);
    const [a, b] = [repository(join(folder, 'a')), repository(join(folder, 'b'))];
    let current = a;
    const cwd = () => current;
    assert.equal(findProjectRoot({ env, cwd, home })?.root, a);
    current = b;
    assert.equal(findProjectRoot({ env, cwd, home })?.root, b);
  });
});
