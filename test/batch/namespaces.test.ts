// Clients and commands that do not see each other's processes: sandboxes and containers.
import assert from 'node:assert/strict';
import test from 'node:test';
import { adoptBatch, claimNextFeature, loadBatchState } from '../../lib/index.ts';
import { newPidNamespace } from '../client/processes.ts';
import { runAdev, startFakeClient } from '../support/plugin-process.ts';
import { createProject, type TestProject } from '../support/project.ts';
import { claim, inSession, makeBatch, MINUTE_MS, startClient, valueOf } from './stage.ts';

const ways = newPidNamespace();
const needed = { skip: ways === undefined && 'this system lets nobody here make a pid namespace' };
const through = [...(ways ?? []), '--mount-proc'];
const CLAIM = ['batch', 'next', 'b1', '--claim', '--json'];

type Next = Readonly<{
  feature: { number: number } | null;
  lease: { token: number; expires_at: string | null };
}>;

async function ownerOf(project: TestProject, number: number) {
  const { batch } = valueOf(await loadBatchState('b1', inSession(project, 's9')));
  return batch.features[number - 1]?.lease?.owner;
}

/** A session in this process that sees what happens from outside, at the real time or later. */
const outside = (project: TestProject, laterMs = 0) =>
  inSession(project, 's9', { pid: process.pid, now: () => Date.now() + laterMs });

test(
  'a command in a sandbox claims for the client outside, whose end is then noticed outside',
  needed,
  async (t) => {
    const project = createProject(t);
    await makeBatch(['one', 'two'], outside(project));
    const client = await startFakeClient(t, project, { session: 's1' });
    assert.equal((await client.hook('SessionStart', { source: 'startup' })).status, 0);
    const sandbox = { CLAUDE_CODE_SESSION_ID: 's1', CLAUDE_PID: String(client.pid), SANDBOX_RUNTIME: '1' };
    const claimed = await runAdev(project, CLAIM, { env: sandbox, through });
    assert.equal(claimed.status, 0, claimed.stderr);
    const { lease } = JSON.parse(claimed.stdout) as Next;
    assert.equal((await ownerOf(project, 1))?.pid, client.pid);
    // From inside nobody can be seen, so the end of the lease is a time; from outside the client is seen.
    assert.ok(lease.expires_at);
    assert.equal((await claim(outside(project, 3 * 60 * MINUTE_MS))).number, 2);
    await client.kill();
    assert.equal((await claim(outside(project))).uncertain, true);
  },
);

test(
  'a command in a sandbox takes no feature from a client outside that it cannot see',
  needed,
  async (t) => {
    const project = createProject(t);
    const client = await startClient(t);
    const here = inSession(project, 's1', { pid: client.pid, now: Date.now });
    await makeBatch(['one'], here);
    await claim(here);
    const env = { CLAUDE_CODE_SESSION_ID: 's2', CLAUDE_PID: '7', SANDBOX_RUNTIME: '1' };
    const refused = await runAdev(project, CLAIM, { env, through });
    assert.equal(refused.status, 4, refused.stderr);
    const waiting = JSON.parse(refused.stdout) as { waiting_for: { number: number; session_id: string }[] };
    assert.deepEqual(
      waiting.waiting_for.map(({ number, session_id }) => [number, session_id]),
      [[1, 's1']],
    );
  },
);

test(
  'in a container the client is process 1: it is known there, and outside it has two hours',
  needed,
  async (t) => {
    const project = createProject(t);
    await makeBatch(['one', 'two', 'three'], outside(project));
    const client = await startFakeClient(t, project, { session: 's1', through });
    assert.equal(client.pid, 1);
    assert.equal((await client.hook('SessionStart', { source: 'startup' })).status, 0);
    assert.equal((await client.adev(CLAIM)).status, 0);
    const owner = await ownerOf(project, 1);
    assert.equal(owner?.pid, 1);
    assert.ok(owner.pid_started);

    const neighbour = await client.adev(CLAIM, { CLAUDE_CODE_SESSION_ID: 's2' });
    assert.equal((JSON.parse(neighbour.stdout) as Next).feature?.number, 2);
    assert.equal((await claim(outside(project))).number, 3);
    await client.kill();
    assert.equal(valueOf(await claimNextFeature('b1', {}, outside(project))).feature, null);
    assert.deepEqual(valueOf(await adoptBatch('b1', outside(project, 119 * MINUTE_MS))).released, []);
    assert.deepEqual(valueOf(await adoptBatch('b1', outside(project, 121 * MINUTE_MS))).released, [1, 2]);
  },
);

test(
  'a client that is process 1 and does not say so is unknown, and has two hours everywhere',
  needed,
  async (t) => {
    const project = createProject(t);
    await makeBatch(['one'], outside(project));
    const client = await startFakeClient(t, project, { session: 's1', through, tellsPid: false });
    assert.equal((await client.hook('SessionStart', { source: 'startup' })).status, 0);
    assert.equal((await client.adev(CLAIM)).status, 0);
    assert.deepEqual(Object.keys((await ownerOf(project, 1)) ?? {}).toSorted(), ['host', 'session_id']);
    assert.equal((await client.adev(CLAIM, { CLAUDE_CODE_SESSION_ID: 's2' })).status, 4);
    assert.equal((await claim(outside(project, 121 * MINUTE_MS))).uncertain, true);
  },
);
