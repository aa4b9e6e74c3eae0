// A turn that ends in a usage limit or an outage: the hook as a process, fed what the clients send.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import {
  claimNextFeature,
  explainEnding,
  loadBatchState,
  markCompleted,
  openWorkspace,
  type Feature,
  type Surroundings,
} from '../../lib/index.ts';
import { claim, inSession, makeBatch, MINUTE_MS, valueOf } from '../batch/stage.ts';
import { startFakeClient, type FakeClient } from '../support/plugin-process.ts';
import { createProject, snapshot, type TestProject } from '../support/project.ts';

const PAYLOADS = path.resolve(import.meta.dirname, '../fixtures/payloads');

type Fields = Readonly<Record<string, unknown>>;

const SENT: readonly Fields[] = readdirSync(PAYLOADS).map((version) => {
  const text = readFileSync(path.join(PAYLOADS, version, 'StopFailure-1.json'), 'utf8');
  const { session_id: _, cwd: __, transcript_path: ___, ...fields } = JSON.parse(text) as Fields;
  return fields;
});

type Stage = Readonly<{ project: TestProject; client: FakeClient; here: Surroundings; other: Surroundings }>;

async function stageOf(t: TestContext): Promise<Stage> {
  const project = createProject(t);
  const client = await startFakeClient(t, project, { session: 's1' });
  const here = inSession(project, 's1', { pid: client.pid, now: Date.now });
  await makeBatch(['one', 'two'], here);
  return { project, client, here, other: inSession(project, 's2', { pid: process.pid, now: Date.now }) };
}

async function fail(client: FakeClient, fields: Fields = { error: 'rate_limit' }): Promise<void> {
  assert.deepEqual(await client.hook('StopFailure', fields), {
    status: 0,
    signal: null,
    stdout: '',
    stderr: '',
  });
}

async function first(here: Surroundings): Promise<Feature> {
  const [feature] = valueOf(await loadBatchState('b1', here)).batch.features;
  assert.ok(feature);
  return feature;
}

const later = (here: Surroundings, minutes: number): Surroundings => ({
  ...here,
  now: () => Date.now() + minutes * MINUTE_MS,
});

test('what the session holds is set aside for an hour: others go on with the rest, and its attempt does not count', async (t) => {
  const { client, here, other } = await stageOf(t);
  const { lease } = await claim(here);
  await fail(client, SENT[0]);
  const parked = await first(here);
  assert.equal(parked.lease?.token, lease.token);
  const minutes = (Date.parse(parked.lease.parked_until ?? '') - Date.now()) / MINUTE_MS;
  assert.ok(minutes > 55 && minutes <= 60, `${minutes}`);
  assert.equal(parked.refunds, 1);
  assert.equal((await claim(other)).number, 2);
  assert.equal(valueOf(await claimNextFeature('b1', {}, later(other, 55))).feature, null);
  const taken = await claim(later(other, 61));
  assert.deepEqual([taken.number, taken.attempts, taken.uncertain], [1, 0, true]);
});

test('the end of its client meanwhile changes nothing of that', async (t) => {
  const { client, here, other } = await stageOf(t);
  await claim(here);
  await fail(client);
  await client.hook('SessionEnd', { reason: 'other' });
  await client.kill();
  assert.equal((await claim(other)).number, 2);
  const taken = await claim(later(other, 61));
  assert.deepEqual([taken.attempts, taken.uncertain], [0, true]);
});

test('the next batch command of the session takes it up again, under the same token', async (t) => {
  const { client, here, other } = await stageOf(t);
  const { lease } = await claim(here);
  await fail(client);
  assert.equal((await client.adev(['batch', 'show', 'b1'])).status, 0);
  assert.equal((await first(here)).lease?.parked_until, undefined);
  assert.equal(valueOf(await claimNextFeature('b1', {}, later(other, 61))).feature?.number, 2);
  valueOf(await markCompleted('b1', 1, { token: lease.token }, here));
});

test('a report under the token is taken while it is set aside', async (t) => {
  const { client, here } = await stageOf(t);
  const { lease } = await claim(here);
  await fail(client);
  const { feature } = valueOf(await markCompleted('b1', 1, { token: lease.token }, here));
  assert.equal(feature.status, 'completed');
});

test('what either client sends, and every passing trouble, sets aside; any other leaves the claim alone', async (t) => {
  const { client, project, here } = await stageOf(t);
  await claim(here);
  const before = snapshot(project.stateDir);
  for (const error of [
    'authentication_failed',
    'invalid_request',
    'max_output_tokens',
    'model_not_found',
    'unknown',
    '',
    7,
  ]) {
    await fail(client, { error });
  }
  await fail(client, {});
  assert.deepEqual(snapshot(project.stateDir), before);
  for (const fields of [
    ...SENT,
    { error: 'overloaded' },
    { error: 'billing_error' },
    { error: 'rate_limit' },
  ]) {
    await fail(client, fields);
    assert.ok((await first(here)).lease?.parked_until, JSON.stringify(fields));
    await client.adev(['batch', 'show', 'b1']);
    assert.equal((await first(here)).lease?.parked_until, undefined);
  }
});

test('the attempt is given back five times and no more; meeting the same limit again is one time', async (t) => {
  const { client, here } = await stageOf(t);
  await claim(here);
  await fail(client);
  await fail(client);
  assert.equal((await first(here)).refunds, 1);
  for (let count = 2; count <= 7; count += 1) {
    await client.adev(['batch', 'show', 'b1']);
    await fail(client);
  }
  assert.equal((await first(here)).refunds, 5);
});

test('of a session that holds nothing only the limit is noted, and by that adev why tells how it ended', async (t) => {
  const { client, project, here } = await stageOf(t);
  const before = snapshot(project.stateDir);
  await fail(client);
  const { 'sessions/s1/e0000000003.json': note, ...rest } = snapshot(project.stateDir);
  assert.deepEqual(rest, before);
  assert.match(note ?? '', /"agent":"main","message":"cut off: rate_limit"/);
  await client.kill();
  const workspace = openWorkspace(here);
  assert.equal(workspace && (await explainEnding(workspace, true))?.ending, 'usage-limit');
});

test('a session or a project without state is left alone', async (t) => {
  const { project } = await stageOf(t);
  const stranger = await startFakeClient(t, project, { session: 'unheard-of' });
  const before = snapshot(project.stateDir);
  await fail(stranger);
  assert.deepEqual(snapshot(project.stateDir), before);
  const untouched = createProject(t);
  const another = await startFakeClient(t, untouched, { session: 's1' });
  await fail(another);
  assert.deepEqual(snapshot(path.join(untouched.root, '.git'))['autonomous-dev'], undefined);
});
