// Where the file system has no hard links, a lock around write-then-rename takes their place.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { saveCheckpoint } from '../../lib/save-checkpoint.ts';
import { openStore } from '../../lib/store/store.ts';
import { onBrokenDisk } from '../support/broken-disk.ts';
import { TOKENS } from '../support/broken-disk-program.ts';
import { runProgram } from '../support/broken-disk-run.ts';
import { createProjectWithStateIn, memoryFolder, type TestProject } from '../support/project.ts';

const LOCK = '.commit.lock';

function newProject(t: TestContext): TestProject {
  return createProjectWithStateIn(t, path.join(memoryFolder(t), 'state'));
}

const checkpoint = (project: TestProject, message = 'm') =>
  saveCheckpoint({ agentName: 'tester', message }, project.surroundings);

const noLinksIn = ({ stateDir }: TestProject) => ({ below: stateDir, noLinks: true });

const messagesOf = ({ stateDir }: TestProject) => {
  const log = openStore({ path: stateDir, base: '/' }).log('session-1');
  assert.deepEqual(log?.damaged, []);
  return log.entries.slice(1).map(({ data }) => (data as { message: string }).message);
};

test('a save without hard links is there, is durable and leaves no lock', (t) => {
  const project = newProject(t);
  for (const message of ['a', 'b', 'c']) {
    const { value, calls } = onBrokenDisk(noLinksIn(project), () => checkpoint(project, message));
    assert.ok(value.saved);
    const names = calls.map(({ name }) => name);
    const renamed = names.lastIndexOf('renameSync');
    assert.ok(names.indexOf('fsyncSync') < renamed, 'renamed before it was synced');
    assert.ok(names.indexOf('fsyncSync', renamed) > renamed, 'the folder was not synced afterwards');
  }
  assert.deepEqual(messagesOf(project), ['a', 'b', 'c']);
  assert.deepEqual(strays(project.log), []);
});

test('one refused link does not change the scheme', (t) => {
  const project = newProject(t);
  checkpoint(project);
  for (const errno of ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']) {
    const fault = { below: project.stateDir, calls: ['linkSync', 'renameSync', 'mkdirSync'], at: 1, errno };
    const { value, calls } = onBrokenDisk(fault, () => checkpoint(project));
    assert.ok(value.saved, errno);
    assert.deepEqual(
      calls.map(({ name }) => name),
      ['linkSync', 'linkSync'],
    );
  }
});

test('a number that is taken is taken without hard links too', (t) => {
  const project = newProject(t);
  checkpoint(project, 'a');
  const taken = path.join(project.log, 'e0000000003.json');
  writeFileSync(taken, 'taken');
  // The search for the next number sees nothing there, as if the other came right after it.
  const fault = { below: taken, noLinks: true, calls: ['lstatSync'], at: 1, errno: 'ENOENT' };
  const { value } = onBrokenDisk(fault, () => checkpoint(project, 'b'));
  assert.deepEqual(value, { saved: true, number: 4, sessionId: 'session-1' });
  assert.equal(readFileSync(taken, 'utf8'), 'taken');
});

test('eight processes without hard links lose nothing that they acknowledge', async (t) => {
  const project = newProject(t);
  const stateDir = project.stateDir;
  const [writers, each] = [8, 4];
  const ended = await Promise.all(
    Array.from({ length: writers }, (_, writer) =>
      runProgram(
        {
          do: 'add',
          stateDir,
          base: path.dirname(stateDir),
          id: 'b1',
          tokens: Array.from({ length: each }, (_, step) => `${writer}/${step}`),
        },
        { env: {}, cwd: project.root, fault: noLinksIn(project) },
      ),
    ),
  );
  const said = ended.flatMap((one) => one.said) as { token: string; outcome: string }[];
  const saved = said.filter(({ outcome }) => outcome === 'saved').map(({ token }) => token);
  const read = openStore({ path: stateDir, base: path.dirname(stateDir) }).readNow(TOKENS, 'b1');
  assert.ok(read.ok);
  assert.deepEqual(read.value?.data.tokens.toSorted(), saved.toSorted());
  assert.ok(saved.length >= writers * each * 0.9, `${saved.length} of ${writers * each} saved`);
  assert.deepEqual(strays(path.join(stateDir, 'batches', 'b1')), []);
  for (const { stderr } of ended) assert.equal(stderr, '');
});

test('a writer that is killed while it holds the lock holds another up for less than four seconds', async (t) => {
  const project = newProject(t);
  checkpoint(project, 'a');
  const fault = { ...noLinksIn(project), calls: ['renameSync'], at: 1, signal: 'SIGKILL' } as const;
  const killed = await runProgram(
    { do: 'checkpoint', messages: ['killed'] },
    { ...project, cwd: project.root, fault },
  );
  assert.equal(killed.signal, 'SIGKILL');
  assert.ok(existsSync(path.join(project.log, LOCK)));
  const { said, milliseconds } = await runProgram(
    { do: 'checkpoint', messages: ['b'] },
    { env: project.env, cwd: project.root, fault: noLinksIn(project) },
  );
  assert.ok((said[0] as { saved: boolean }).saved, JSON.stringify(said));
  assert.ok(milliseconds > 1000, 'the lock of the killed writer was not respected');
  assert.ok(milliseconds < 5000);
  assert.deepEqual(messagesOf(project), ['a', 'b']);
  assert.deepEqual(strays(project.log), []);
});

const OBSTACLES: Readonly<Record<string, (lock: string) => void>> = {
  'a folder with a stray file, fresh': (lock) => {
    mkdirSync(lock);
    writeFileSync(path.join(lock, '.DS_Store'), '');
  },
  'a folder with a stray file, old': (lock) => {
    mkdirSync(lock);
    writeFileSync(path.join(lock, '.DS_Store'), '');
    utimesSync(lock, 1, 1);
  },
  'a folder from the future': (lock) => {
    mkdirSync(lock);
    utimesSync(lock, 4e9, 4e9);
  },
  'a file': (lock) => writeFileSync(lock, ''),
  'an old file': (lock) => {
    writeFileSync(lock, '');
    utimesSync(lock, 1, 1);
  },
  'a pipe': (lock) => execFileSync('mkfifo', [lock]),
  'a link to nowhere': (lock) => symlinkSync('/nowhere', lock),
  'a link to a folder': (lock) => symlinkSync('/', lock),
};

test('whatever stands in the place of the lock, a save is skipped within its time and says what to do', async (t) => {
  await Promise.all(
    Object.entries(OBSTACLES).map(async ([name, build]) => {
      const project = newProject(t);
      checkpoint(project, 'a');
      build(path.join(project.log, LOCK));
      const { said, status, stderr, milliseconds } = await runProgram(
        { do: 'checkpoint', messages: ['b'] },
        { env: project.env, cwd: project.root, fault: noLinksIn(project) },
      );
      assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
      const outcome = said[0] as { saved: boolean; reason: string; detail: string };
      assert.equal(outcome.saved, false, name);
      assert.match(outcome.reason, /^(?:timeout|unsafe-path)$/, `${name}: ${outcome.detail}`);
      assert.match(outcome.detail, /\.commit\.lock.*; (?:try again|move away what stands there)$/, name);
      assert.ok(milliseconds < 8000, `${name} took ${milliseconds} ms`);
      assert.deepEqual(messagesOf(project), ['a']);
      assert.deepEqual(strays(project.log), [LOCK], name);
    }),
  );
});

/** Whatever is in a folder beside numbered files. */
function strays(folder: string): string[] {
  return readdirSync(folder).filter((name) => !/^[er]\d{10}\.json$/.test(name));
}
