// Who holds a feature, decided by real processes: the claimants' clients live, die, and come back as others.
import assert from 'node:assert/strict';
import { readdirSync, truncateSync } from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import {
  adoptBatch,
  appendEvent,
  claimNextFeature,
  identifyClient,
  loadBatchState,
  markCompleted,
  openWorkspace,
  sessionStarted,
  type ClientIdentity,
  type Feature,
  type Surroundings,
} from '../../lib/index.ts';
import { BATCH, changeBatch } from '../../lib/batches.ts';
import { without } from '../../lib/domain/batch.ts';
import { createProject, type TestProject } from '../support/project.ts';
import { claim, inSession, makeBatch, MINUTE_MS, MORNING, startClient, valueOf } from './stage.ts';

const HOUR_MS = 60 * MINUTE_MS;
const linux = { skip: process.platform !== 'linux' };

async function stageOf(t: TestContext, features = ['one', 'two', 'three']) {
  const project = createProject(t);
  const client = await startClient(t);
  const owner = inSession(project, 's1', { pid: client.pid });
  const other = inSession(project, 's2', { pid: process.pid });
  await makeBatch(features, owner);
  return { project, client, owner, other };
}

async function featureIn(here: Surroundings, number: number): Promise<Feature> {
  const { batch } = valueOf(await loadBatchState('b1', here));
  const feature = batch.features[number - 1];
  assert.ok(feature);
  return feature;
}

const later = (here: Surroundings, ms: number): Surroundings => ({ ...here, now: () => MORNING + ms });

test(
  'the end of a client is noticed at the next claim: its feature is taken over, uncertain',
  linux,
  async (t) => {
    const { client, owner, other } = await stageOf(t);
    const first = await claim(owner);
    assert.equal((await claim(other)).number, 2);
    await client.end();
    const again = await claim(other);
    assert.deepEqual([again.number, again.uncertain, again.attempts], [1, true, 1]);
    assert.ok(again.lease.token > first.lease.token);
    assert.equal((await claim(other)).number, 3);
  },
);

test(
  'a client that lives keeps its feature through a turn of three hours and of three days',
  linux,
  async (t) => {
    const { owner, other } = await stageOf(t, ['one']);
    const { lease } = await claim(owner);
    for (const ms of [3 * HOUR_MS, 72 * HOUR_MS]) {
      assert.equal(valueOf(await claimNextFeature('b1', {}, later(other, ms))).feature, null);
      assert.deepEqual(valueOf(await adoptBatch('b1', later(other, ms))).released, []);
    }
    valueOf(await markCompleted('b1', 1, { token: lease.token }, later(owner, 72 * HOUR_MS)));
  },
);

test('a claim for a time ends with that time, though its client lives', linux, async (t) => {
  const { owner, other } = await stageOf(t, ['one']);
  await claim(owner, { ttlMs: 10 * MINUTE_MS });
  assert.equal(valueOf(await claimNextFeature('b1', {}, later(other, 10 * MINUTE_MS - 1))).feature, null);
  assert.equal((await claim(later(other, 10 * MINUTE_MS))).uncertain, true);
});

const IMPOSTORS: Readonly<Record<string, (known: ClientIdentity) => ClientIdentity>> = {
  'the pid was given to another process': (known) => ({ ...known, pid_started: '1' }),
  'the machine was booted since': (known) => ({ ...known, boot_id: '00000000-0000-4000-8000-000000000000' }),
};

for (const [what, change] of Object.entries(IMPOSTORS)) {
  test(`a client is gone when ${what}`, linux, async (t) => {
    const { project, owner, other } = await stageOf(t, ['one']);
    await claim(owner);
    assert.equal(valueOf(await claimNextFeature('b1', {}, other)).feature, null);
    await changeOwner(project, change);
    assert.equal((await claim(other)).uncertain, true);
  });
}

const UNSEEN: Readonly<Record<string, (known: ClientIdentity) => ClientIdentity>> = {
  'in another pid namespace': (known) => ({ ...known, pid_namespace: '1' }),
  'without a start time': (known) => without(known, 'pid_started'),
  'without a pid': (known) => without(known, 'pid'),
  'of which nothing is known': () => ({}),
};

for (const [what, change] of Object.entries(UNSEEN)) {
  test(`a client ${what} has two hours, dead or alive`, linux, async (t) => {
    const { project, client, owner, other } = await stageOf(t, ['one']);
    await claim(owner);
    await changeOwner(project, change);
    await client.end();
    const almost = later(other, 2 * HOUR_MS - 1);
    assert.equal(valueOf(await claimNextFeature('b1', {}, almost)).feature, null);
    assert.equal((await claim(later(other, 2 * HOUR_MS))).uncertain, true);
  });
}

/** The owner of feature 1 as it had been measured elsewhere. */
async function changeOwner(
  project: TestProject,
  change: (known: ClientIdentity) => ClientIdentity,
): Promise<void> {
  const workspace = openWorkspace(inSession(project, 's1'));
  assert.ok(workspace);
  const changed = await changeBatch(workspace, 'b1', (batch) => {
    const features = batch.features.map((feature) => {
      if (feature.lease === undefined) return feature;
      const { session_id, host, ...known } = feature.lease.owner;
      return { ...feature, lease: { ...feature.lease, owner: { ...change(known), session_id, host } } };
    });
    return { ok: true, value: { batch: { ...batch, features }, answer: null } };
  });
  assert.ok(changed.ok);
}

test(
  'two clients of one session hold a feature each, and one that ends leaves the other its own',
  linux,
  async (t) => {
    const { project, client, owner, other } = await stageOf(t);
    const twin = await startClient(t);
    const second = inSession(project, 's1', { pid: twin.pid });
    assert.deepEqual([(await claim(owner)).number, (await claim(second)).number], [1, 2]);
    await client.end();
    const taken = await claim(other);
    assert.equal(taken.number, 1);
    assert.equal((await featureIn(other, 2)).status, 'in_progress');
    valueOf(await markCompleted('b1', 2, {}, second));
  },
);

test(
  'where a client cannot be measured, it is the one that the log of the session knows',
  linux,
  async (t) => {
    const { project, client, owner } = await stageOf(t, ['one', 'two']);
    const workspace = openWorkspace(owner);
    assert.ok(workspace);
    appendEvent(workspace, sessionStarted(workspace, 'startup'));
    const measured = identifyClient({ env: { CLAUDE_PID: String(client.pid) } });
    const sandboxed = inSession(project, 's1', { pid: 2, env: { SANDBOX_RUNTIME: '1' } });
    const { host: _, session_id: __, ...known } = (await claim(sandboxed)).lease.owner;
    assert.deepEqual(known, measured);
  },
);

test('a client that is known to be gone does not become an owner: time decides', linux, async (t) => {
  const { project, client, owner, other } = await stageOf(t, ['one', 'two']);
  const workspace = openWorkspace(owner);
  assert.ok(workspace);
  appendEvent(workspace, sessionStarted(workspace, 'startup'));
  await client.end();
  const person = inSession(project, 's1');
  assert.deepEqual(Object.keys((await claim(person)).lease.owner).toSorted(), ['host', 'session_id']);
  assert.equal((await claim(other)).number, 2);
});

test('a batch that fell back to an older revision hands no token out twice, and doubts what was in progress', async (t) => {
  const { project, owner, other } = await stageOf(t);
  const tokens = [await claim(owner), await claim(owner)].map(({ lease }) => lease.token);
  const workspace = openWorkspace(owner);
  assert.ok(workspace);
  breakNewest(project);
  const read = workspace.store.readNow(BATCH, 'b1');
  assert.ok(read.ok);
  assert.equal(read.value?.data.features[0]?.uncertain, true);
  const { lease } = await claim(other);
  assert.ok(lease.token > Math.max(...tokens) + 900);
});

function breakNewest({ stateDir }: TestProject): void {
  const folder = path.join(stateDir, 'batches/b1');
  const newest = readdirSync(folder).toSorted().at(-1) ?? '';
  truncateSync(path.join(folder, newest), 100);
}
