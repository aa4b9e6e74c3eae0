// Outcomes that come late, again, or from whoever cannot be told apart: the token decides.
import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import {
  loadBatchState,
  markCompleted,
  markFailed,
  releaseFeature,
  type Feature,
  type Surroundings,
} from '../../lib/index.ts';
import { createProject } from '../support/project.ts';
import { claim, inSession, makeBatch, MINUTE_MS, MORNING, noOf, startClient, valueOf } from './stage.ts';

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
  'the late outcome of an agent whose feature was taken over is lost, and the new owner is not disturbed',
  linux,
  async (t) => {
    const { client, owner, other } = await stageOf(t, ['one']);
    const { lease: old } = await claim(owner);
    await client.end();
    const { lease } = await claim(other);
    for (const late of [markCompleted, markFailed, releaseFeature]) {
      assert.equal(noOf(await late('b1', 1, { token: old.token }, owner)), 'refused lease-lost');
      assert.equal(noOf(await late('b1', 1, {}, owner)), 'refused not-owner');
    }
    assert.equal((await featureIn(other, 1)).lease?.token, lease.token);
    const evidence = { note: 'mine' };
    const done = valueOf(await markCompleted('b1', 1, { token: lease.token, evidence }, other));
    assert.equal(noOf(await markFailed('b1', 1, { token: old.token }, owner)), 'refused lease-lost');
    assert.deepEqual((await featureIn(other, 1)).evidence, done.feature.evidence);
  },
);

test(
  'an outcome repeated under its token changes nothing, also after the feature went on to others',
  linux,
  async (t) => {
    const { owner, other } = await stageOf(t, ['one']);
    const { lease } = await claim(owner);
    const said = { token: lease.token, error: 'connect ETIMEDOUT' };
    const first = valueOf(await markFailed('b1', 1, said, owner));
    assert.equal(first.feature.status, 'pending');
    assert.equal(valueOf(await markFailed('b1', 1, said, owner)).revision, first.revision);
    const { lease: next } = await claim(other);
    const again = valueOf(await markFailed('b1', 1, said, owner));
    assert.deepEqual([again.feature.status, again.feature.attempts], ['in_progress', 1]);
    assert.equal(again.feature.lease?.token, next.token);
  },
);

test('without a token a session has to have held the feature just once', linux, async (t) => {
  const { client, owner, project } = await stageOf(t, ['one']);
  await claim(owner);
  await client.end();
  const resumed = inSession(project, 's1', { pid: process.pid });
  assert.equal(noOf(await markCompleted('b1', 1, {}, resumed)), 'refused token-required');
  const { lease } = await claim(resumed);
  assert.equal(noOf(await markCompleted('b1', 1, {}, resumed)), 'refused token-required');
  valueOf(await markCompleted('b1', 1, { token: lease.token }, resumed));
});

test('outside Claude Code the token is the owner, for two hours', async (t) => {
  const project = createProject(t);
  const terminal = inSession(project, null);
  await makeBatch(['one', 'two'], terminal);
  const { lease } = await claim(terminal);
  assert.equal(lease.owner.session_id, 'local-2026-11-22');
  assert.deepEqual(Object.keys(lease.owner).toSorted(), ['host', 'session_id']);
  const another = inSession(project, null);
  assert.equal((await claim(another)).number, 2);
  assert.equal(noOf(await markCompleted('b1', 1, {}, terminal)), 'refused token-required');
  valueOf(await markCompleted('b1', 1, { token: lease.token }, another));
  assert.equal((await claim(later(another, 2 * HOUR_MS))).uncertain, true);
});

test('whoever finds a feature that nobody holds may report on it', async (t) => {
  const project = createProject(t);
  await makeBatch(['one'], inSession(project, null));
  valueOf(await markCompleted('b1', 1, {}, inSession(project, 's9')));
});
