// When a session is told something, and when nothing: from real logs, batches and clients.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import {
  adoptBatch,
  appendEvent,
  cancelBatch,
  claimNextFeature,
  driveBatch,
  markCompleted,
  newSessionLine,
  openWorkspace,
  releaseLeases,
  sessionBrief,
  sessionStarted,
  type Surroundings,
  type Workspace,
} from '../../lib/index.ts';

import { deadlineIn } from '../../lib/store/store.ts';
import { openUserStore, USER } from '../../lib/user-settings.ts';
import { claim, inSession, makeBatch, startClient, valueOf } from '../batch/stage.ts';
import { createProject, type TestProject } from '../support/project.ts';

const AFTER = '2026-11-22T10:05:00.000Z';

const workspaceIn = (here: Surroundings): Workspace => {
  const workspace = openWorkspace(here);
  assert.ok(workspace);
  return workspace;
};

/** A client enters the session, as its SessionStart hook notes. */
function enter(here: Surroundings): void {
  const workspace = workspaceIn(here);
  appendEvent(workspace, sessionStarted(workspace, 'startup'));
}

const briefOf = (here: Surroundings, source = 'resume') => sessionBrief(workspaceIn(here), source);
const lineOf = (here: Surroundings) => newSessionLine(workspaceIn(here));

async function stageOf(t: TestContext, project: TestProject = createProject(t)) {
  const client = await startClient(t);
  const owner = inSession(project, 's1', { pid: client.pid });
  enter(owner);
  const next = inSession(project, 's1', { pid: process.pid });
  return { project, client, owner, next };
}

test('a session that was never seen, or has nothing unfinished, is told nothing', async (t) => {
  const { project, owner } = await stageOf(t);
  assert.equal(briefOf(inSession(project, 'unknown')), null);
  assert.equal(briefOf(owner), null);
  await makeBatch(['one'], inSession(project, 's2'));
  assert.equal(briefOf(owner), null);
  const mine = inSession(project, 's1', { pid: process.pid });
  await makeBatch(['one'], mine, { batchId: 'b2' });
  valueOf(await markCompleted('b2', 1, {}, mine));
  assert.equal(briefOf(owner), null);
  assert.equal(lineOf(inSession(createProject(t), 's1')), null);
});

test('a session whose client was killed at a feature is told of it before anything else', async (t) => {
  const { client, owner, next } = await stageOf(t);
  await makeBatch(['one', 'two'], owner);
  await claim(owner);
  await client.end();
  const lines = briefOf(next)?.split('\n') ?? [];
  assert.match(
    lines[0] ?? '',
    /^autonomous-dev: this session's last client \(from 2026-11-22 10:00Z\) ended without a word/,
  );
  assert.match(lines[1] ?? '', /^Batch b1: running, 0 of 2 completed\.$/);
  assert.match(lines[2] ?? '', /^Uncertain: feature 1: "one", begun 2026-11-22 10:00Z/);
  assert.match(lines.at(-1) ?? '', /Then: adev batch next b1 --claim$/);
});

test('a session that ended in order with a feature in hand is told what it left uncertain', async (t) => {
  const { owner, next } = await stageOf(t);
  await makeBatch(['one'], owner);
  await claim(owner);
  const workspace = workspaceIn(owner);
  appendEvent(workspace, {
    event: 'session-ended',
    at: '2026-11-22T10:30:00.000Z',
    reason: 'other',
    client: workspace.client ?? {},
  });
  assert.equal(await releaseLeases(workspace), 1);
  assert.match(
    briefOf(next) ?? '',
    /^autonomous-dev: where this session stands\.\n.*\nUncertain: feature 1: "one"/,
  );
});

test('of several batches it is told of the one it works on, then of the chosen one, then of one left in doubt', async (t) => {
  const { project, client, owner, next } = await stageOf(t);
  const other = inSession(project, 's2', { pid: process.pid });
  await makeBatch(['one', 'two'], other);
  await makeBatch(['one'], other, { batchId: 'b2' });
  valueOf(await claimNextFeature('b1', {}, owner));
  valueOf(await adoptBatch('b2', owner));
  assert.match(briefOf(owner) ?? '', /\nBatch b1: /);
  await client.end();
  assert.match(briefOf(next) ?? '', /\nBatch b2: /);
  valueOf(await cancelBatch('b2', next));
  assert.match(briefOf(next) ?? '', /\nBatch b1: .*\nUncertain: feature 1/);
});

test('a batch that it drives is told to be driven', async (t) => {
  const { owner } = await stageOf(t);
  await makeBatch(['one'], owner);
  valueOf(await driveBatch('b1', { on: true }, owner));
  assert.match(briefOf(owner) ?? '', /\nBatch b1: pending, 0 of 1 completed; this session drives it\.\n/);
});

test('with nothing but checkpoints it is told of them after a compaction only', async (t) => {
  const { owner } = await stageOf(t);
  appendEvent(workspaceIn(owner), {
    event: 'checkpoint',
    at: AFTER,
    agent: 'main',
    message: 'half done',
    tools_used: [],
    kind: 'progress',
  });
  assert.equal(briefOf(owner, 'resume'), null);
  assert.match(
    briefOf(owner, 'compact') ?? '',
    /\nLast checkpoints \(1 of 1, .*\n- 2026-11-22 10:05Z main, progress: "half done"\n/,
  );
});

test('a client that compacts has not vanished, also where no process can be seen', async (t) => {
  const project = createProject(t);
  const unseen = { ...workspaceIn(inSession(project, 's1')), client: { pid: process.pid } };
  appendEvent(unseen, sessionStarted(unseen, 'startup'));
  appendEvent(unseen, { event: 'agent-started', at: AFTER, agent: 'coder', client: unseen.client });
  assert.equal(sessionBrief(unseen, 'compact'), null);
  const another = { ...unseen, client: { pid: process.pid + 1 } };
  assert.match(sessionBrief(another, 'resume') ?? '', /ended without a word.*\nAgent runs lost, .*coder/);
});

test('a session that comes back in another worktree is told where the work was done', async (t) => {
  const project = createProject(t);
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
      cwd: project.root,
      env: project.env,
      stdio: 'pipe',
    });
  git('commit', '-qm', 'm', '--allow-empty');
  git('worktree', 'add', '-q', '../linked');
  const { client, owner, project: same } = await stageOf(t, project);
  await makeBatch(['one'], owner);
  await client.end();
  const there = inSession(same, 's1', { pid: process.pid, cwd: path.join(project.folder, 'linked') });
  assert.match(
    briefOf(there) ?? '',
    new RegExp(`\\nThe work was done in another worktree: "${project.root}"\\.\\n`),
  );
});

test('the setting brief_characters bounds it', async (t) => {
  const { owner } = await stageOf(t);
  await makeBatch(['x'.repeat(5000)], owner);
  const store = openUserStore(owner);
  const preferences = { brief_characters: 260 };
  const stored = await store.update(USER, '', () => ({
    ok: true,
    value: { data: { first_run_complete: true, preferences }, answer: null },
  }));
  assert.ok(stored.ok);
  const brief = briefOf(owner) ?? '';
  assert.ok(brief.length > 100 && brief.length <= 260, `${brief.length}`);
  assert.match(brief, /adev batch next b1 --claim$/);
});

test('a new session is told in a line of an unfinished batch that nobody works on', async (t) => {
  const { project, client, owner } = await stageOf(t);
  const fresh = inSession(project, 's9', { pid: process.pid });
  await makeBatch(['one', 'two', 'three'], owner, { title: 'The "three"\n' });
  valueOf(await markCompleted('b1', 1, {}, owner));
  await claim(owner);
  assert.equal(lineOf(fresh), null, 'somebody works on it');
  await client.end();
  assert.equal(
    lineOf(fresh),
    'autonomous-dev: batch b1 "The \\"three\\"" is unfinished (2 of 3 left) and nobody works on it. To take it over: adev batch adopt b1',
  );
  valueOf(await cancelBatch('b1', fresh));
  assert.equal(lineOf(fresh), null);
  workspaceIn(fresh).store.markOpen('batch.b1');
  workspaceIn(fresh).store.markOpen('batch.absent');
  assert.equal(lineOf(fresh), null, 'a hint is no truth');
});

test('a hook whose time is up looks at no more batches', async (t) => {
  const project = createProject(t);
  const here = inSession(project, 's1');
  await makeBatch(['one'], here);
  assert.equal(lineOf({ ...here, deadline: deadlineIn(0) }), null);
  assert.match(lineOf({ ...here, deadline: deadlineIn(60_000) }) ?? '', /batch b1 is unfinished/);
});

test('it is not told of batches of other worktrees, nor kept from its own by one that is damaged', async (t) => {
  const project = createProject(t);
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
      cwd: project.root,
      env: project.env,
      stdio: 'pipe',
    });
  git('commit', '-qm', 'm', '--allow-empty');
  git('worktree', 'add', '-q', '../linked');
  const linked = path.join(project.folder, 'linked');
  await makeBatch(['one'], inSession(project, 's1', { cwd: linked }), { batchId: 'elsewhere' });
  const fresh = inSession(project, 's9');
  assert.equal(lineOf(fresh), null);
  assert.match(lineOf(inSession(project, 's9', { cwd: linked })) ?? '', /batch elsewhere is unfinished/);
  await makeBatch(['one'], inSession(project, 's1'), { batchId: 'here' });
  await makeBatch(['one'], inSession(project, 's1'), { batchId: 'zz-damaged' });
  writeFileSync(path.join(project.stateDir, 'batches/zz-damaged/r0000000001.json'), 'rubbish');
  assert.match(lineOf(fresh) ?? '', /batch here is unfinished/);
});
