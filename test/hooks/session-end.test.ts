// A client leaves a session: the hook as a process, fed what the clients send.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import {
  lastStay,
  loadBatchState,
  openWorkspace,
  readSession,
  releaseLeases,
  type Feature,
  type Surroundings,
} from '../../lib/index.ts';
import { claim, inSession, makeBatch, startClient, valueOf } from '../batch/stage.ts';
import { startFakeClient, type FakeClient } from '../support/plugin-process.ts';
import { createProject, snapshot, type TestProject } from '../support/project.ts';

const PAYLOADS = path.resolve(import.meta.dirname, '../fixtures/payloads');

type Fields = Readonly<Record<string, unknown>>;

const SENT: readonly Fields[] = readdirSync(PAYLOADS).flatMap((version) =>
  readdirSync(path.join(PAYLOADS, version))
    .filter((name) => name.startsWith('SessionEnd'))
    .map((name) => {
      const text = readFileSync(path.join(PAYLOADS, version, name), 'utf8');
      const { session_id: _, cwd: __, transcript_path: ___, ...fields } = JSON.parse(text) as Fields;
      return fields;
    }),
);

type Stage = Readonly<{ project: TestProject; client: FakeClient; here: Surroundings }>;

async function stageOf(t: TestContext): Promise<Stage> {
  const project = createProject(t);
  const client = await startFakeClient(t, project, { session: 's1' });
  await client.hook('SessionStart', { source: 'startup' });
  const here = inSession(project, 's1', { pid: client.pid, now: Date.now });
  await makeBatch(['one', 'two', 'three'], here);
  return { project, client, here };
}

async function end(client: FakeClient, fields: Fields = { reason: 'other' }): Promise<void> {
  assert.deepEqual(await client.hook('SessionEnd', fields), {
    status: 0,
    signal: null,
    stdout: '',
    stderr: '',
  });
}

async function featuresOf(here: Surroundings): Promise<readonly Feature[]> {
  return valueOf(await loadBatchState('b1', here)).batch.features;
}

const statusesOf = async (here: Surroundings) => (await featuresOf(here)).map(({ status }) => status);

test('what its client holds is given back, uncertain and with the attempt counted, by whatever reason it ends', async (t) => {
  const reasons: Fields[] = [...SENT.filter(({ reason }) => reason !== 'clear'), { reason: 'logout' }, {}];
  for (const fields of reasons) {
    const { client, here } = await stageOf(t);
    await claim(here);
    await claim(here);
    await end(client, fields);
    const features = await featuresOf(here);
    assert.deepEqual(
      features.map(({ status, uncertain, attempts }) => [status, uncertain, attempts]),
      [
        ['pending', true, 1],
        ['pending', true, 1],
        ['pending', undefined, 0],
      ],
      JSON.stringify(fields),
    );
    assert.equal(features[0]?.history.at(-1)?.event, 'session-ended');
  }
});

test('the session is noted as ended by this client, so that nobody takes it for lost', async (t) => {
  const { client, here } = await stageOf(t);
  await end(client, { reason: 'prompt_input_exit' });
  const workspace = openWorkspace(here);
  assert.ok(workspace);
  const session = readSession(workspace.store, 's1')?.session;
  assert.ok(session);
  assert.equal(lastStay(session)?.ended?.reason, 'prompt_input_exit');
  assert.equal(lastStay(session)?.client.pid, client.pid);
});

test('another client of the same session keeps what it holds', async (t) => {
  const { project, client, here } = await stageOf(t);
  const twin = await startClient(t);
  await claim(here);
  await claim(inSession(project, 's1', { pid: twin.pid, now: Date.now }));
  await end(client);
  assert.deepEqual(await statusesOf(here), ['pending', 'in_progress', 'pending']);
});

test('a client that nobody can name ends only what was claimed without a name', async (t) => {
  const { project, here } = await stageOf(t);
  const twin = await startClient(t);
  await claim(inSession(project, 's3', { now: Date.now }));
  await claim(inSession(project, 's3', { now: Date.now, pid: twin.pid }));
  const workspace = openWorkspace({ ...inSession(project, 's3'), parentPid: 0 });
  assert.ok(workspace);
  assert.equal(await releaseLeases(workspace), 1);
  assert.deepEqual(await statusesOf(here), ['pending', 'in_progress', 'pending']);
});

test('a clear gives nothing back: the session that follows takes it over', async (t) => {
  const { client, here } = await stageOf(t);
  await claim(here);
  await end(client, { reason: 'clear' });
  assert.deepEqual(await statusesOf(here), ['in_progress', 'pending', 'pending']);
});

test('where there is no state it makes none', async (t) => {
  const project = createProject(t);
  const client = await startFakeClient(t, project, { session: 's1' });
  await end(client);
  assert.equal(snapshot(path.join(project.root, '.git'))['autonomous-dev'], undefined);
});
