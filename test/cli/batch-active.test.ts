// Which batch a command means that names none.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { appendEvent, openWorkspace } from '../../lib/index.ts';
import { startClient } from '../batch/stage.ts';
import { createProject, type TestProject } from '../support/project.ts';
import { checkpoint } from './events.ts';
import { adev, jsonOf, withoutSession } from './in-process.ts';
import { as } from './batch-stage.ts';

async function make(project: TestProject, id: string, ...more: string[]): Promise<void> {
  const run = await adev(project, [
    'batch',
    'create',
    '--feature',
    'one',
    '--feature',
    'two',
    '--id',
    id,
    ...more,
  ]);
  assert.equal(run.exit, 0, run.stderr);
}

/** The batch that `show` means, or the code of the refusal. */
async function meantBy(project: TestProject): Promise<string> {
  const shown = jsonOf(await adev(project, ['batch', 'show', '--json'])) as {
    batch_id?: string;
    refused?: { code: string };
  };
  return shown.batch_id ?? shown.refused?.code ?? JSON.stringify(shown);
}

test('it is the one that the session created last', async (t) => {
  const project = createProject(t);
  await make(project, 'b1');
  await make(project, 'b2');
  assert.equal(await meantBy(project), 'b2');
});

test('it is the one that the session adopted or claimed from last', async (t) => {
  const project = createProject(t);
  for (const id of ['b1', 'b2', 'b3']) await make(as(project, 's0'), id);
  await adev(project, ['batch', 'adopt', 'b1']);
  assert.equal(await meantBy(project), 'b1');
  await adev(project, ['batch', 'next', 'b3', '--claim']);
  await adev(project, ['batch', 'complete', '1', 'b3']);
  assert.equal(await meantBy(project), 'b3');
});

test('a look, a report and a refused claim make no batch the active one', async (t) => {
  const project = createProject(t);
  for (const id of ['b1', 'b2']) await make(as(project, 's0'), id);
  await adev(project, ['batch', 'adopt', 'b1']);
  await adev(project, ['batch', 'show', 'b2']);
  await adev(project, ['batch', 'next', 'b2']);
  await adev(project, ['batch', 'complete', '1', 'b2']);
  await adev(project, ['batch', 'pause', 'b2']);
  await adev(project, ['batch', 'next', 'b2', '--claim']);
  assert.equal(await meantBy(project), 'b1');
});

test('what the session holds goes before what it made last, as long as it holds it', async (t) => {
  const project = createProject(t);
  const client = await startClient(t);
  const here = as(project, 's1', client.pid);
  await make(here, 'b1');
  await adev(here, ['batch', 'next', 'b1', '--claim']);
  await make(here, 'b2');
  assert.equal(await meantBy(here), 'b1');
  assert.equal(await meantBy(as(project, 's2')), 'which-batch');
  await client.end();
  assert.equal(await meantBy(here), 'b2');
});

test('what is held without a session tells nothing: it is the one that was made last', async (t) => {
  const terminal = withoutSession(createProject(t));
  await make(terminal, 'b1');
  await adev(terminal, ['batch', 'next', 'b1', '--claim']);
  await make(terminal, 'b2');
  assert.equal(await meantBy(terminal), 'b2');
});

test('it is the one that the session was told to drive', async (t) => {
  const project = createProject(t);
  await make(as(project, 's0'), 'b1');
  await make(project, 'b2');
  await adev(project, ['batch', 'drive', 'b1', 'on']);
  assert.equal(await meantBy(project), 'b1');
});

test('of several that it holds features of, it is the active one', async (t) => {
  const project = createProject(t);
  for (const id of ['b1', 'b2', 'b3']) {
    await make(as(project, 's0'), id);
    await adev(project, ['batch', 'next', id, '--claim']);
  }
  await adev(project, ['batch', 'adopt', 'b2']);
  assert.equal(await meantBy(project), 'b2');
});

test('for a session with none of its own it is the only unfinished one of the worktree', async (t) => {
  const project = createProject(t);
  await make(as(project, 's0'), 'b1');
  await make(as(project, 's0'), 'b2');
  await adev(project, ['batch', 'cancel', 'b1']);
  assert.equal(await meantBy(project), 'b2');
  assert.equal(await meantBy(withoutSession(project)), 'b2');
  await make(as(project, 's0'), 'b3');
  assert.equal(await meantBy(project), 'which-batch');
});

test('a batch of another worktree is not meant, but told of', async (t) => {
  const project = createProject(t);
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
      cwd: project.root,
      env: project.env,
      stdio: 'pipe',
    });
  git('commit', '-qm', 'm', '--allow-empty');
  git('worktree', 'add', '-q', '../linked');
  const linked = { ...project, root: path.join(project.folder, 'linked') };
  await make(as(linked, 's0'), 'b1', '--title', 'Elsewhere');
  const refused = await adev(project, ['batch', 'show']);
  assert.equal(refused.exit, 3);
  assert.equal(
    refused.stderr,
    'adev: refused (which-batch): It is not plain which batch is meant: b1 (Elsewhere). Name one, as in --batch b1.\n',
  );
  assert.equal(await meantBy(linked), 'b1');
  await make(as(project, 's0'), 'b2');
  assert.equal(await meantBy(project), 'b2');
  // A session of the main checkout that changes into the worktree stands in the worktree.
  const env = { ...project.env, AUTONOMOUS_DEV_PROJECT_DIR: project.root };
  assert.equal(await meantBy({ ...linked, env }), 'b1');
});

test('without an unfinished batch it says how to make one', async (t) => {
  const project = createProject(t);
  assert.equal(await meantBy(project), 'no-batch');
  const { stderr } = await adev(project, ['batch', 'next']);
  assert.match(stderr, /: There is no unfinished batch here: make one with adev batch create FILE\.\n$/);
});

test('the refusal names ten candidates and the command to use', async (t) => {
  const project = createProject(t);
  for (let count = 1; count <= 12; count += 1)
    await make(as(project, 's0'), `b${count}`, '--title', 'x'.repeat(200));
  const { stderr } = await adev(project, ['batch', 'next']);
  assert.match(stderr, / and 2 more\. Name one, as in --batch b\d+\.\n$/);
  assert.ok(stderr.length < 1200, `${stderr.length} characters`);
});

test('an active batch that was finished is still meant; one that was removed is not', async (t) => {
  const project = createProject(t);
  await make(as(project, 's0'), 'b1');
  await make(project, 'b2');
  for (const number of ['1', '2']) await adev(project, ['batch', 'complete', number]);
  assert.equal(await meantBy(project), 'b2');
  rmSync(path.join(project.stateDir, 'batches/b2'), { recursive: true });
  assert.equal(await meantBy(project), 'b1');
});

test('an active batch that is damaged is the one that is meant', async (t) => {
  const project = createProject(t);
  await make(as(project, 's0'), 'b1');
  await make(project, 'b2');
  damage(project, 'b2');
  assert.equal(await meantBy(project), 'damaged');
});

test('a damaged batch of others keeps nobody from a batch of its own', async (t) => {
  const project = createProject(t);
  await make(as(project, 's0'), 'b1');
  await make(as(project, 's0'), 'b2');
  damage(project, 'b2');
  assert.equal(await meantBy(project), 'b1');
  await make(project, 'b3');
  assert.equal(await meantBy(project), 'b3');
});

function damage(project: TestProject, id: string): void {
  const folder = path.join(project.stateDir, 'batches', id);
  for (const name of readdirSync(folder)) writeFileSync(path.join(folder, name), 'rubbish');
}

test('a batch that was made active long ago is noted again with the next claim, and only then', async (t) => {
  const project = createProject(t);
  await make(project, 'b1');
  const workspace = openWorkspace(project.surroundings);
  assert.ok(workspace);
  const entries = () => readdirSync(project.log).length;
  const before = entries();
  await adev(project, ['batch', 'next', 'b1', '--claim']);
  assert.equal(entries(), before);
  for (let count = 0; count < 100; count += 1) appendEvent(workspace, checkpoint('09:00', 'a', 'note'));
  assert.equal(await meantBy(project), 'b1');
  await adev(project, ['batch', 'next', 'b1', '--claim']);
  assert.equal(entries(), before + 101);
});
