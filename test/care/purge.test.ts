import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { ok, planProjectPurge, refuse, setUserPreference } from '../../lib/index.ts';
import { inSession, makeBatch } from '../batch/stage.ts';
import { adev, jsonOf, type Run } from '../cli/in-process.ts';
import {
  createProject,
  createProjectOutsideGit,
  createProjectWithStateIn,
  plant,
  scratchFolder,
  snapshot,
  type TestProject,
} from '../support/project.ts';
import { plantSession } from './old-state.ts';

async function withState(project: TestProject): Promise<TestProject> {
  await makeBatch(['one'], inSession(project, 'maker'));
  plantSession(project.stateDir, { id: 's1', at: Date.now(), reason: null });
  plant(project.stateDir, {
    'sessions/.trash-4000000-x.3.s2': { 'e0000000001.json': '', anything: '' },
    'batches/b1/.tmp-4000000-x': '',
    'batches/b1/corrupt-1-0123456789ab': '',
  });
  await adev(project, ['off']);
  assert.ok((await setUserPreference('retention_days', 40, project.surroundings)).ok);
  return project;
}

const codeOf = (run: Run) => (jsonOf(run) as { refused: { code: string } }).refused.code;

/** A person at a terminal, who types this. */
const typing = (typed: string) => {
  let shown = '';
  return {
    shown: () => shown,
    terminal: {
      screen: () => ({ columns: 80 }),
      stdout: (part: string) => {
        shown += part;
        return true;
      },
      stdin: () => Promise.resolve(ok(typed)),
    },
  };
};

describe('a purge of a project', () => {
  it('erases all of it and nothing else, in git and outside', async (t) => {
    for (const project of [await withState(createProject(t)), await withState(createProjectOutsideGit(t))]) {
      const user = snapshot(path.join(project.home, '.autonomous-dev/user'));
      const outside = snapshot(project.root);
      const said = await adev(project, ['purge', '--yes', '--json']);
      const { purged, sessions, batches, left } = jsonOf(said) as Record<string, unknown>;
      assert.deepEqual([said.exit, purged, sessions, batches, left], [0, true, 2, 1, []]);
      assert.ok(!existsSync(project.stateDir));
      assert.deepEqual(snapshot(path.join(project.home, '.autonomous-dev/user')), user);
      const kept = Object.entries(outside).filter(([name]) => !name.startsWith('.git/autonomous-dev'));
      assert.deepEqual(snapshot(project.root), Object.fromEntries(kept));
      assert.deepEqual(
        (jsonOf(await adev(project, ['purge', '--yes', '--json'])) as { purged: boolean }).purged,
        false,
      );
    }
  });

  it('begins anew with the next save', async (t) => {
    const project = await withState(createProject(t));
    await adev(project, ['purge', '--yes']);
    assert.equal(
      (await adev(project, ['checkpoint', 'save', '--agent', 'a', '--message', 'm', '--strict'])).exit,
      0,
    );
  });

  it('is a person’s, who is told what goes and asked', async (t) => {
    const project = await withState(createProject(t));
    const before = snapshot(project.folder);
    const agent = { ...project, env: { ...project.env, CLAUDECODE: '1' } };
    assert.deepEqual([codeOf(await adev(agent, ['purge', '--yes', '--json']))], ['needs-person']);
    const { shown, terminal } = typing('n\n');
    const asked = await adev(project, ['purge'], terminal);
    assert.equal(asked.exit, 3);
    assert.match(
      shown(),
      /^This erases for good: 2 sessions, 1 batch \(1 unfinished\), \d+ files of [\d.]+ KB, in \/.*\.\nErase it\? \[y\/N\]\n/,
    );
    for (const typed of ['', '\n', 'yes please\n', 'no\n'])
      assert.equal((await adev(project, ['purge'], typing(typed).terminal)).exit, 3, typed);
    assert.deepEqual(snapshot(project.folder), before);
    assert.equal((await adev(project, ['purge'], typing('Y\n').terminal)).exit, 0);
    assert.ok(!existsSync(project.stateDir));
  });

  it('without a terminal or in JSON wants --yes', async (t) => {
    const project = await withState(createProject(t));
    const before = snapshot(project.folder);
    const none = await adev(project, ['purge']);
    assert.deepEqual([none.exit, none.stdout], [3, '']);
    assert.match(none.stderr, /refused \(not-confirmed\): This erases 2 sessions.* add --yes/);
    assert.equal(
      codeOf(await adev(project, ['purge', '--json'], { screen: () => ({ columns: 80 }) })),
      'not-confirmed',
    );
    const blind = {
      screen: () => ({ columns: 80 }),
      stdin: () => Promise.resolve(refuse('no-terminal', 'stdin is none')),
    };
    assert.equal((await adev(project, ['purge'], blind)).exit, 3);
    assert.deepEqual(snapshot(project.folder), before);
  });

  it('leaves what is none of ours, and follows no link', async (t) => {
    const project = await withState(createProject(t));
    const outside = path.join(project.folder, 'outside');
    plant(outside, { 'e0000000001.json': 'mine', folder: { 'r0000000001.json': 'mine' } });
    symlinkSync(outside, path.join(project.stateDir, 'sessions/s9'));
    symlinkSync(path.join(outside, 'e0000000001.json'), path.join(project.stateDir, 'batches/linked.json'));
    plant(project.stateDir, { 'notes.txt': 'mine', 'batches/b1/notes': { deep: 'mine' } });
    const before = snapshot(outside);
    const said = jsonOf(await adev(project, ['purge', '--yes', '--json'])) as {
      purged: boolean;
      left: string[];
    };
    assert.equal(said.purged, true);
    assert.deepEqual(said.left.map((file) => path.relative(project.stateDir, file)).toSorted(), [
      'batches/b1/notes',
      'batches/linked.json',
      'notes.txt',
      'sessions/s9',
    ]);
    assert.deepEqual(snapshot(outside), before);
    assert.deepEqual(Object.keys(snapshot(project.stateDir)).toSorted(), [
      'batches',
      'batches/b1',
      'batches/b1/notes',
      'batches/b1/notes/deep',
      'batches/linked.json',
      'notes.txt',
      'sessions',
      'sessions/s9',
    ]);
  });

  it('goes through no link in the place of the state directory', async (t) => {
    const project = await withState(createProject(t));
    const elsewhere = path.join(project.folder, 'elsewhere');
    renameSync(project.stateDir, elsewhere);
    symlinkSync(elsewhere, project.stateDir);
    const before = snapshot(elsewhere);
    assert.equal((await adev(project, ['purge', '--yes'])).exit, 75);
    assert.deepEqual(snapshot(elsewhere), before);
  });

  it('of a state directory that is really somebody’s folder takes nothing that is in it', async (t) => {
    const folder = scratchFolder(t);
    plant(folder, {
      'project/main.c': 'int x;',
      'project/.git/HEAD': 'ref',
      'sessions/tuesday.txt': 'a',
      'batches/b1/bread.txt': 'b',
      'open/door.txt': 'c',
      'user/me.txt': 'd',
    });
    const before = snapshot(folder);
    const project = createProjectWithStateIn(t, folder);
    assert.equal((await adev(project, ['purge', '--yes'])).stdout, `Nothing is kept in ${folder}.\n`);
    assert.equal((await adev(project, ['purge', '--user', '--yes'])).exit, 0);
    assert.deepEqual(snapshot(folder), before);
  });

  it('says so when somebody saves into it meanwhile', async (t) => {
    const project = await withState(createProject(t));
    const plan = planProjectPurge(project.surroundings);
    plantSession(project.stateDir, { id: 's7', at: Date.now() });
    assert.equal(plan?.carryOut(), false);
    assert.deepEqual(readdirSync(path.join(project.stateDir, 'sessions')), ['s7']);
    assert.equal(planProjectPurge(project.surroundings)?.carryOut(), true);
  });

  it('needs a project', async (t) => {
    const folder = scratchFolder(t);
    const project = createProject(t);
    assert.equal((await adev({ ...project, root: folder }, ['purge', '--yes'])).exit, 75);
  });
});

describe('a purge of the user', () => {
  it('erases the preferences, and leaves projects their state', async (t) => {
    const project = await withState(createProjectOutsideGit(t));
    const before = snapshot(project.stateDir);
    const said = await adev(project, ['purge', '--user', '--yes']);
    assert.match(said.stdout, /^Erased: 1 file of /);
    assert.deepEqual(readdirSync(path.join(project.home, '.autonomous-dev')), ['projects']);
    assert.deepEqual(snapshot(project.stateDir), before);
    await adev(project, ['purge', '--yes']);
    await adev(project, ['purge', '--user', '--yes']);
    assert.ok(!existsSync(path.join(project.home, '.autonomous-dev/user')));
  });

  it('leaves no empty folder behind', async (t) => {
    const project = await withState(createProject(t));
    await adev(project, ['purge', '--user', '--yes']);
    assert.deepEqual(readdirSync(project.home), []);
  });
});

describe('a real terminal', () => {
  const hasScript = spawnSync('script', ['--version']).status === 0;

  it(
    'is asked, and answers',
    { skip: hasScript ? false : 'script, which makes terminals, is not here' },
    async (t) => {
      for (const [typed, isErased] of [
        ['n\r', false],
        ['y\r', true],
      ] as const) {
        const project = await withState(createProject(t));
        const shown = await inTerminal(t, project, typed);
        assert.match(shown, /Erase it\? \[y\/N\]/);
        assert.equal(existsSync(project.stateDir), !isErased, shown);
      }
    },
  );

  it(
    'is not believed in where only stdout is one',
    { skip: hasScript ? false : 'script is not here' },
    async (t) => {
      const project = await withState(createProject(t));
      const shown = await inTerminal(t, project, '', 'yes | ');
      assert.match(shown, /no terminal/);
      assert.ok(existsSync(project.stateDir));
    },
  );
});

const ENTRY = path.join(import.meta.dirname, '../support/adev.ts');

/** What is shown on the terminal of a purge in which this is typed as soon as it asks. */
function inTerminal(t: TestContext, project: TestProject, typed: string, before = ''): Promise<string> {
  const words = [process.execPath, '--import', import.meta.resolve('tsx'), ENTRY, 'purge'];
  const child = spawn('script', ['-qec', before + words.join(' '), '/dev/null'], {
    cwd: project.root,
    env: { ...project.env, SHELL: '/bin/sh' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  let shown = '';
  child.stdout.on('data', (part: Buffer) => {
    const hadAsked = shown.includes('[y/N]');
    shown += part.toString();
    if (!hadAsked && shown.includes('[y/N]')) child.stdin.write(typed);
  });
  return new Promise((resolve) => {
    child.on('close', () => resolve(shown));
  });
}
