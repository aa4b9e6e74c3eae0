// The end of a turn in a session that drives a batch: the hook as a process, fed what the clients send.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import {
  cancelBatch,
  cleanupBatchState,
  driveBatch,
  markCompleted,
  pauseBatch,
  unpauseBatch,
  type Surroundings,
} from '../../lib/index.ts';
import { inSession, makeBatch, valueOf } from '../batch/stage.ts';
import { startFakeClient, type FakeClient } from '../support/plugin-process.ts';
import { createProject, snapshot, type TestProject } from '../support/project.ts';

const PAYLOADS = path.resolve(import.meta.dirname, '../fixtures/payloads');

/** What each client sent at the end of a turn, without what is of its own session. */
const STOPS = readdirSync(PAYLOADS).map((version) => {
  const text = readFileSync(path.join(PAYLOADS, version, 'Stop-1.json'), 'utf8');
  const {
    session_id: _,
    cwd: __,
    transcript_path: ___,
    ...fields
  } = JSON.parse(text) as Record<string, unknown>;
  return fields;
});

type Output = Readonly<{ decision?: string; reason?: string; systemMessage?: string }>;

type Stage = Readonly<{
  project: TestProject;
  client: FakeClient;
  /** What a command of this session finds around it. */
  here: Surroundings;
  stop: (fields?: object) => Promise<Output>;
}>;

async function stageOf(t: TestContext, session = 's1', project = createProject(t)): Promise<Stage> {
  const client = await startFakeClient(t, project, { session });
  const here = inSession(project, session, { pid: client.pid, now: Date.now });
  const stop = async (fields: object = {}) => outputOf(client, fields);
  return { project, client, here, stop };
}

async function outputOf(client: FakeClient, fields: object): Promise<Output> {
  const { status, stdout, stderr } = await client.hook('Stop', { ...STOPS.at(-1), ...fields });
  assert.deepEqual([status, stderr], [0, '']);
  return stdout === '' ? {} : (JSON.parse(stdout) as Output);
}

async function drive(here: Surroundings, until?: number): Promise<void> {
  const end = until === undefined ? {} : { until: new Date(until).toISOString() };
  valueOf(await driveBatch('b1', { on: true, ...end }, here));
}

test('what either client sends is understood: the session goes on', async (t) => {
  for (const fields of STOPS) {
    const { here, stop } = await stageOf(t);
    await makeBatch(['one', 'two'], here);
    await drive(here);
    assert.deepEqual(await stop({ ...fields, stop_hook_active: true }), {
      decision: 'block',
      reason:
        'autonomous-dev: batch b1 goes on (0 of 2 done). Next is feature 1: "one". Claim it, then do it: adev batch next b1 --claim',
    });
  }
});

test('it claims nothing, and what it tells to run does the work to the end', async (t) => {
  const { client, here, stop } = await stageOf(t);
  const numbers = ['1', '2', '3'];
  await makeBatch(numbers, here);
  await drive(here);
  for (const number of numbers) {
    const { reason } = await stop();
    assert.match(reason ?? '', new RegExp(`Next is feature ${number}: `));
    const claimed = await client.adev(wordsAfter('Claim it, then do it: adev ', reason));
    assert.equal(claimed.status, 0, claimed.stderr);
    const report = /When done: +adev (.*)$/m.exec(claimed.stdout)?.[1]?.split(' ') ?? [];
    assert.equal((await client.adev(report)).status, 0);
  }
  assert.deepEqual(await stop(), { systemMessage: 'Batch b1 is finished: 3 of 3 done.' });
  assert.deepEqual(await stop(), {});
});

function wordsAfter(lead: string, said = ''): string[] {
  assert.ok(said.includes(lead), said);
  return said.slice(said.indexOf(lead) + lead.length).split(' ');
}

test('what the session holds comes first, by the line that reports it', async (t) => {
  const { client, here, stop } = await stageOf(t);
  await makeBatch(['one', 'two'], here);
  await client.adev(['batch', 'next', 'b1', '--claim']);
  await drive(here);
  const { reason = '' } = await stop();
  assert.match(
    reason,
    /You hold feature 1: "one"\. Finish it and report it: adev batch complete 1 --batch b1 --token 1 --commit HEAD, or /,
  );
});

test('without progress it stops, tells the person once, and goes on when there is some', async (t) => {
  const { here, stop } = await stageOf(t);
  await makeBatch(['one', 'two', 'three'], here);
  await drive(here);
  assert.equal((await stop()).decision, 'block');
  assert.match(
    (await stop()).systemMessage ?? '',
    /^Batch stopped at 0 of 3: no progress since \d\d:\d\d\.$/,
  );
  assert.deepEqual(await stop(), {});
  valueOf(await markCompleted('b1', 1, {}, here));
  assert.match((await stop()).reason ?? '', /Next is feature 2: "two"/);
  assert.match((await stop()).systemMessage ?? '', /^Batch stopped at 1 of 3: no progress/);
  assert.deepEqual(await stop(), {});
});

test('a pause and the end of its time stop it, each told once, until it goes on', async (t) => {
  const { here, stop } = await stageOf(t);
  await makeBatch(['one', 'two'], here);
  await drive(here);
  valueOf(await pauseBatch('b1', 'lunch', here));
  assert.deepEqual(await stop(), { systemMessage: 'Batch stopped at 0 of 2: it is paused.' });
  assert.deepEqual(await stop(), {});
  valueOf(await unpauseBatch('b1', here));
  assert.equal((await stop()).decision, 'block');
  valueOf(await pauseBatch('b1', 'tea', here));
  assert.deepEqual(await stop(), { systemMessage: 'Batch stopped at 0 of 2: it is paused.' });
  valueOf(await unpauseBatch('b1', here));
  await drive(here, Date.now() - 1000);
  assert.match(
    (await stop()).systemMessage ?? '',
    /^Batch stopped at 0 of 2: the time is up \(\d\d:\d\d\)\.$/,
  );
  assert.deepEqual(await stop(), {});
  await drive(here, Date.now() + 3_600_000);
  assert.equal((await stop()).decision, 'block');
});

test('a cancelled batch and a drive that was switched off end it', async (t) => {
  const { here, stop } = await stageOf(t);
  await makeBatch(['one', 'two'], here);
  await drive(here);
  valueOf(await driveBatch('b1', { on: false }, here));
  assert.deepEqual(await stop(), {});
  await drive(here);
  valueOf(await cancelBatch('b1', here));
  assert.deepEqual(await stop(), { systemMessage: 'Batch stopped at 0 of 2: it was cancelled.' });
});

const AGENT = { id: 'a1', type: 'subagent', status: 'running', description: 'd', agent_type: 'coder' };
const SHELL = {
  id: 's1',
  type: 'shell',
  status: 'running',
  description: 'npm run dev',
  command: 'npm run dev',
};

test('agents and workflows in the background keep the turn open; shells, monitors and rubbish do not', async (t) => {
  const { here, stop } = await stageOf(t);
  await makeBatch(['one', 'two'], here);
  await drive(here);
  for (const task of [
    AGENT,
    { ...AGENT, type: 'local_agent' },
    { id: 'w', type: 'workflow', status: 'running' },
  ]) {
    assert.deepEqual(await stop({ background_tasks: [SHELL, task] }), {});
  }
  const monitor = { id: 'm', type: 'monitor', status: 'running', server: 'x' };
  const { decision } = await stop({ background_tasks: [SHELL, monitor, null, 7, 'agent', {}] });
  assert.equal(decision, 'block');
});

test('a session that drives nothing is left alone, and nothing is written', async (t) => {
  const { project, here, stop } = await stageOf(t);
  assert.deepEqual(await stop(), {});
  await makeBatch(['one'], here);
  const before = snapshot(project.stateDir);
  assert.deepEqual(await stop(), {});
  assert.deepEqual(snapshot(project.stateDir), before);
});

test('two sessions drive one batch, each at its own pace', async (t) => {
  const first = await stageOf(t, 's1');
  const second = await stageOf(t, 's2', first.project);
  await makeBatch(['1', '2', '3', '4'], first.here);
  await drive(first.here);
  await drive(second.here);
  const claims = ['batch', 'next', 'b1', '--claim'];
  assert.match((await first.stop()).reason ?? '', /Next is feature 1/);
  await first.client.adev(claims);
  assert.match((await second.stop()).reason ?? '', /Next is feature 2/);
  await second.client.adev(claims);
  assert.equal((await first.client.adev(['batch', 'complete', '1', 'b1'])).status, 0);
  assert.match((await first.stop()).reason ?? '', /\(1 of 4 done\)\. Next is feature 3/);
  assert.match((await second.stop()).systemMessage ?? '', /no progress/);
  await second.client.adev(['batch', 'complete', '2', 'b1']);
  assert.match((await second.stop()).reason ?? '', /\(2 of 4 done\)\. Next is feature 3/);
});

test('two clients of one session that drives do not take each other’s features', async (t) => {
  const first = await stageOf(t);
  const second = await stageOf(t, 's1', first.project);
  await makeBatch(['1', '2', '3'], first.here);
  await first.client.adev(['batch', 'next', 'b1', '--claim']);
  await drive(first.here);
  assert.match((await second.stop()).reason ?? '', /Next is feature 2/);
});

test('what a limit had set aside is taken up again before anything is decided', async (t) => {
  const { client, here, stop } = await stageOf(t);
  await makeBatch(['one', 'two'], here);
  await client.adev(['batch', 'next', 'b1', '--claim']);
  await drive(here);
  assert.equal((await client.hook('StopFailure', { error: 'rate_limit' })).status, 0);
  assert.match((await stop()).reason ?? '', /You hold feature 1/);
});

test('a batch that was removed, and a project that was switched off, end the turn in peace', async (t) => {
  const { client, here, stop } = await stageOf(t);
  await makeBatch(['one'], here);
  await drive(here);
  await client.adev(['off']);
  assert.deepEqual(await stop(), {});
  await client.adev(['on']);
  valueOf(await cleanupBatchState('b1', here));
  assert.deepEqual(await stop(), {});
});
