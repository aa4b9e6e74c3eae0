import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { ok, refuse } from '../../lib/index.ts';
import { startClient } from '../batch/stage.ts';
import { createProject, snapshot, type TestProject } from '../support/project.ts';
import { as, nextOf, withBatch } from './batch-stage.ts';
import { adev, jsonOf, withoutSession } from './in-process.ts';

const ENTRY = path.join(import.meta.dirname, '../support/adev.ts');
const NOTHING = { exit: 0, stdout: '', stderr: '' };

/** What it prints when the client sends this; fails when it does not exit 0 in silence. */
async function lineFor(project: Pick<TestProject, 'env' | 'root'>, input: unknown = {}): Promise<string> {
  const sent = typeof input === 'string' ? input : JSON.stringify(input);
  const ran = await adev(project, ['statusline'], { stdin: () => Promise.resolve(ok(sent)) });
  assert.deepEqual([ran.exit, ran.stderr], [0, '']);
  return ran.stdout;
}

async function report(project: TestProject, ...words: readonly string[]): Promise<void> {
  const next = nextOf(await adev(project, ['batch', 'next', 'b1', '--claim', '--json']));
  const [outcome = '', ...more] = words;
  const token = ['--token', String(next.lease?.token)];
  assert.equal((await adev(project, ['batch', outcome, '--batch', 'b1', ...token, ...more])).exit, 0);
}

test('the line tells how far the batch is, what failed and what is in doubt', async (t) => {
  const project = await withBatch(t, ['one', 'two', 'three', 'four']);
  assert.equal(await lineFor(project), 'adev: b1 0/4\n');
  await report(project, 'complete', '1');
  await report(project, 'fail', '2', '--error', 'no');
  const client = await startClient(t);
  await adev(as(project, 'other', client.pid), ['batch', 'next', 'b1', '--claim']);
  assert.equal(await lineFor(project), 'adev: b1 1/4, 1 failed\n');
  await client.end();
  assert.equal(await lineFor(project), 'adev: b1 1/4, 1 failed, 1 uncertain\n');
  await adev(project, ['batch', 'pause', 'b1']);
  assert.equal(await lineFor(project), 'adev: b1 1/4, 1 failed, 1 uncertain, paused\n');
  await adev(project, ['batch', 'cancel', 'b1']);
  assert.equal(await lineFor(project), '');
});

test('without unfinished work there is no line, and no state is made', async (t) => {
  const project = createProject(t);
  assert.equal(await lineFor(project), '');
  assert.throws(() => statSync(project.stateDir), /ENOENT/);
  await withBatch(t, ['one'], project);
  await report(project, 'complete', '1');
  assert.equal(await lineFor(project), '');
  assert.deepEqual(jsonOf(await adev(project, ['statusline', '--json'])), { line: '' });
});

test('project, session and folder are those that the client sends, not those of the process', async (t) => {
  const project = await withBatch(t, ['one', 'two']);
  await adev(project, ['batch', 'create', '--feature', 'x', '--id', 'b2']);
  await adev(as(project, 'mine'), ['batch', 'next', 'b1', '--claim']);
  await adev(as(project, 'yours'), ['batch', 'next', 'b2', '--claim']);
  const { env } = withoutSession(project);
  const elsewhere = { root: '/', env };
  const sent = (session_id: string) => ({ session_id, workspace: { project_dir: project.root } });
  assert.equal(await lineFor(elsewhere, sent('mine')), 'adev: b1 0/2\n');
  assert.equal(await lineFor(elsewhere, sent('yours')), 'adev: b2 0/1\n');
  assert.equal(await lineFor(elsewhere, { session_id: 'yours', cwd: project.root }), 'adev: b2 0/1\n');
  assert.equal(await lineFor(elsewhere), '');
  const other = await withBatch(t, ['one', 'two', 'three']);
  assert.equal(
    await lineFor({ root: project.root, env }, { workspace: { project_dir: other.root } }),
    'adev: b1 0/3\n',
  );
});

test('a session that holds nothing sees the batch of its worktree', async (t) => {
  const project = await withBatch(t, ['one', 'two']);
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: project.root, env: project.env, stdio: 'pipe' });
  git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--allow-empty', '-qm', 'first');
  const tree = path.join(project.folder, 'tree');
  git('worktree', 'add', '-q', tree);
  const there = { ...project, root: tree };
  await adev(there, ['batch', 'create', '--feature', 'x', '--id', 'a1']);
  assert.equal(await lineFor(as(project, 'new')), 'adev: b1 0/2\n');
  assert.equal(await lineFor(as(there, 'new')), 'adev: a1 0/1\n');
  const sent = { workspace: { project_dir: project.root, current_dir: tree } };
  assert.equal(await lineFor(as(project, 'new'), sent), 'adev: a1 0/1\n');
});

test('the line has at most 80 characters and none that acts, whatever the batch is called', async (t) => {
  const project = createProject(t);
  const id = 'a'.repeat(64);
  writeFileSync(
    path.join(project.root, 'list.txt'),
    Array.from({ length: 9999 }, (_, i) => `f${i}`).join('\n'),
  );
  await adev(project, ['batch', 'create', 'list.txt', '--id', id]);
  const next = nextOf(await adev(project, ['batch', 'next', id, '--claim', '--json']));
  await adev(project, [
    'batch',
    'fail',
    '1',
    '--batch',
    id,
    '--token',
    String(next.lease?.token),
    '--error',
    'x',
  ]);
  await adev(project, ['batch', 'pause', id]);
  const onTerminal = await adev(project, ['statusline'], { screen: () => ({ columns: 200 }) });
  assert.match(onTerminal.stdout, /^adev: a+… 0\/9999, 1 failed, paused\n$/);
  assert.equal(onTerminal.stdout.length, 81);
});

test('trouble of any kind is an empty line', async (t) => {
  const project = await withBatch(t);
  for (const input of ['', '{', '[]', 'null', '"x"', '{"workspace":7,"cwd":[],"session_id":{}}']) {
    assert.equal(await lineFor(project, input), 'adev: b1 0/3\n', input);
  }
  for (const stdin of [refuse('timeout', 'late'), refuse('unreadable', 'EIO'), refuse('terminal', 'typed')]) {
    const ran = await adev(project, ['statusline'], { stdin: () => Promise.resolve(stdin) });
    assert.equal(ran.stdout, 'adev: b1 0/3\n');
  }
  assert.equal(
    await lineFor(project, { workspace: { project_dir: '/nonexistent' }, cwd: '/nonexistent' }),
    '',
  );
  assert.equal(await lineFor(project, { cwd: 'x\u0000y', workspace: { project_dir: 'x\u0000y' } }), '');
  for (const more of [['--nonsense'], ['stray'], ['--root', '/nonexistent'], ['--root', '/']]) {
    assert.deepEqual(await adev(project, ['statusline', ...more]), NOTHING, more.join(' '));
  }
  const gone = () => {
    throw new Error('the current folder is gone');
  };
  assert.equal((await adev({ root: '/', env: {} }, ['statusline'], { cwd: gone })).exit, 0);
});

test('a batch that is damaged or of a newer version is left out', async (t) => {
  const project = await withBatch(t);
  const folder = path.join(project.stateDir, 'batches/b1');
  for (const name of readdirSync(folder)) {
    chmodSync(path.join(folder, name), 0o600);
    writeFileSync(path.join(folder, name), 'rubbish');
  }
  assert.equal(await lineFor(project), '');
  rmSync(folder, { recursive: true });
  assert.equal(await lineFor(project), '');
  rmSync(project.stateDir, { recursive: true });
  mkdirSync(path.dirname(project.stateDir), { recursive: true });
  writeFileSync(project.stateDir, 'a file');
  assert.equal(await lineFor(project), '');
});

test('where the plugin is off there is no line', async (t) => {
  const project = await withBatch(t);
  assert.equal(await lineFor({ ...project, env: { ...project.env, AUTONOMOUS_DEV: 'off' } }), '');
  await adev(project, ['off']);
  assert.equal(await lineFor(project), '');
});

test('it reads and changes nothing', async (t) => {
  const project = await withBatch(t);
  await adev(as(project, 'killed', 999_999), ['batch', 'next', 'b1', '--claim']);
  const before = snapshot(project.folder);
  await lineFor(project);
  assert.deepEqual(snapshot(project.folder), before);
});

test('a stdin that never ends is not waited for, and one that is closed is no trouble', async (t) => {
  const project = await withBatch(t);
  for (const stdin of ['pipe', 'ignore'] as const) {
    const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), ENTRY, 'statusline'], {
      cwd: project.root,
      env: { ...project.env },
      stdio: [stdin, 'pipe', 'pipe'],
      timeout: 60_000,
    });
    const exit = once(child, 'close');
    child.stdin?.write('{"session_id":');
    assert.ok(child.stdout && child.stderr);
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    assert.deepEqual([await exit, stdout, stderr], [[0, null], 'adev: b1 0/3\n', '']);
    child.stdin?.destroy();
  }
});
