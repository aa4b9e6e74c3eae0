import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findProjectRoot, stateDirectory, userDirectory } from '../../lib/project-root.ts';
import { bundledFinder, fileIn, folderIn, git, repository, scratchFolder } from './repository.ts';

const home = '/home/someone';
const env = {};

describe('state lives', () => {
  it('in the git common dir, one folder for a checkout and all its worktrees', (t) => {
    const folder = scratchFolder(t);
    const main = repository(join(folder, 'main'));
    git(main, 'worktree', 'add', '--quiet', '../linked');
    const places = [main, join(folder, 'linked')].map((start) => {
      const project = findProjectRoot({ start, env, home });
      assert.ok(project);
      return stateDirectory(project, { env, home });
    });
    assert.deepEqual(places, [join(main, '.git/autonomous-dev'), join(main, '.git/autonomous-dev')]);
  });

  it('apart for a submodule', (t) => {
    const folder = scratchFolder(t);
    const [inner, outer] = [repository(join(folder, 'inner')), repository(join(folder, 'outer'))];
    git(outer, 'submodule', '--quiet', 'add', inner, 'mod');
    const project = findProjectRoot({ start: join(outer, 'mod'), env, home });
    assert.ok(project);
    assert.equal(stateDirectory(project, { env, home }), join(outer, '.git/modules/mod/autonomous-dev'));
  });

  it('outside git in a folder of the user that the root alone decides', () => {
    const digest = (root: string) => createHash('sha256').update(root).digest('hex').slice(0, 12);
    const name = (root: string) => stateDirectory({ root }, { env, home });
    const projects = '/home/someone/.autonomous-dev/projects';
    assert.equal(name('/srv/site'), `${projects}/site-${digest('/srv/site')}`);
    assert.equal(name('/srv/My näme: "x"'), `${projects}/My-n-me-x--${digest('/srv/My näme: "x"')}`);
    assert.equal(name('/srv/..hidden'), `${projects}/hidden-${digest('/srv/..hidden')}`);
    assert.equal(name('/'), `${projects}/root-${digest('/')}`);
    assert.equal(
      name(`/${'n'.repeat(255)}`),
      `${projects}/${'n'.repeat(64)}-${digest(`/${'n'.repeat(255)}`)}`,
    );
    assert.notEqual(name('/a/site'), name('/b/site'));
  });

  it('where AUTONOMOUS_DEV_STATE_DIR says, a relative one below the project root', () => {
    const chosen = (dir: string) => ({ env: { AUTONOMOUS_DEV_STATE_DIR: dir }, home });
    const inGit = { root: '/p', gitDir: '/p/.git', gitCommonDir: '/p/.git' };
    assert.equal(stateDirectory(inGit, chosen('/var/state')), '/var/state');
    assert.equal(stateDirectory({ root: '/p' }, chosen('/var/state')), '/var/state');
    assert.equal(stateDirectory(inGit, chosen('.state/x')), '/p/.state/x');
    assert.equal(stateDirectory(inGit, chosen('')), '/p/.git/autonomous-dev');
  });

  it("and what belongs to the user in ~/.autonomous-dev: HOME, else the account's home folder", () => {
    assert.equal(userDirectory({ env: { HOME: '/h' } }), '/h/.autonomous-dev');
    assert.equal(userDirectory({ env: { HOME: '/h' }, home: '/other' }), '/other/.autonomous-dev');
    for (const HOME of [undefined, '', 'relative']) {
      assert.equal(userDirectory({ env: { HOME } }), join(homedir(), '.autonomous-dev'));
    }
  });

  it('at a known place even for a user id without an account and without HOME', (t) => {
    const folder = scratchFolder(t);
    const ask = `
      try { process.setuid(4_000_000) } catch {}
      let account = true;
      try { require('node:os').userInfo() } catch { account = false }
      const { findProjectRoot, userDirectory } = require(process.argv[1]);
      console.log(JSON.stringify([account, userDirectory(), findProjectRoot({ start: process.argv[2] })]));`;
    folderIn(folder, '.git');
    const args = ['-e', ask, bundledFinder(folder), folder];
    const said = execFileSync(process.execPath, args, { env: { PATH: '/bin' }, encoding: 'utf8' });
    const [account, place, found] = JSON.parse(said) as [boolean, string, { root: string } | null];
    assert.ok(!account || process.getuid?.() !== 0);
    assert.equal(place, join(account ? userInfo().homedir : '/', '.autonomous-dev'));
    assert.equal(found?.root, folder);
  });
});

it('node:crypto is loaded for a project outside git only', (t) => {
  const folder = scratchFolder(t);
  const ask = `
    const { stateDirectory } = require(process.argv[2]);
    const loaded = () => process.moduleLoadList.includes('NativeModule crypto');
    const before = loaded();
    stateDirectory({ root: '/p', gitDir: '/p/.git', gitCommonDir: '/p/.git' });
    const inGit = loaded();
    stateDirectory({ root: '/p' });
    console.log(JSON.stringify([before, inGit, loaded()]));`;
  const said = execFileSync(process.execPath, [fileIn(folder, 'ask.cjs', ask), bundledFinder(folder)], {
    encoding: 'utf8',
  });
  assert.deepEqual(JSON.parse(said), [false, false, true]);
});
