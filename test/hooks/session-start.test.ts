// A client enters a session: the hook as a process, fed what the clients send. What the brief says is tested with it.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import {
  loadBatchState,
  markCompleted,
  openWorkspace,
  readSession,
  type Feature,
  type Session,
  type Surroundings,
} from '../../lib/index.ts';
import { claim, inSession, makeBatch, valueOf } from '../batch/stage.ts';
import { startFakeClient, type FakeClient } from '../support/plugin-process.ts';
import { createProject, type TestProject } from '../support/project.ts';

const PAYLOADS = path.resolve(import.meta.dirname, '../fixtures/payloads');

type Fields = Readonly<Record<string, unknown>>;

/** What a client sent as it entered from this source, without what is of its own session. */
function sent(source: string): readonly Fields[] {
  const payloads = readdirSync(PAYLOADS).flatMap((version) =>
    readdirSync(path.join(PAYLOADS, version)).flatMap((name) => {
      if (!name.startsWith('SessionStart')) return [];
      const text = readFileSync(path.join(PAYLOADS, version, name), 'utf8');
      const { session_id: _, cwd: __, transcript_path: ___, ...fields } = JSON.parse(text) as Fields;
      return fields['source'] === source ? [fields] : [];
    }),
  );
  assert.notEqual(payloads.length, 0, `no client was seen to send ${source}`);
  return payloads;
}

async function enter(
  client: FakeClient,
  fields: Fields,
  env?: Record<string, string>,
): Promise<string | null> {
  const { status, stdout, stderr } = await client.hook('SessionStart', fields, env);
  assert.deepEqual([status, stderr], [0, '']);
  if (stdout === '') return null;
  type Output = { hookSpecificOutput?: { hookEventName: string; additionalContext: string } };
  const { hookSpecificOutput: said } = JSON.parse(stdout) as Output;
  if (said === undefined) return null;
  assert.equal(said.hookEventName, 'SessionStart');
  assert.match(said.additionalContext, /^autonomous-dev: /);
  return said.additionalContext;
}

const clientOf = (t: TestContext, project: TestProject, session: string, ...words: string[]) =>
  startFakeClient(t, project, { session, words });

const of = (project: TestProject, session: string, { pid }: FakeClient): Surroundings =>
  inSession(project, session, { pid, now: Date.now });

function sessionOf(project: TestProject, session: string): Session | undefined {
  const workspace = openWorkspace(inSession(project, session));
  assert.ok(workspace);
  return readSession(workspace.store, session)?.session;
}

async function first(here: Surroundings): Promise<Feature> {
  const [feature] = valueOf(await loadBatchState('b1', here)).batch.features;
  assert.ok(feature);
  return feature;
}

test("a session's log begins with its start, once", async (t) => {
  const project = createProject(t);
  const client = await clientOf(t, project, 's1');
  await makeBatch(['one'], of(project, 's0', client));
  await enter(client, { source: 'startup' });
  assert.deepEqual(
    sessionOf(project, 's1')?.stays.map(({ source }) => source),
    ['startup'],
  );
  assert.deepEqual(readdirSync(path.join(project.stateDir, 'sessions', 's1')), ['e0000000001.json']);
});

test('a new session hears nothing where there is nothing, and a line where a batch was left alone', async (t) => {
  const project = createProject(t);
  const client = await clientOf(t, project, 's1');
  for (const fields of sent('startup')) assert.equal(await enter(client, fields), null);
  await makeBatch(['one', 'two'], of(project, 's0', client));
  for (const [index, fields] of sent('startup').entries()) {
    const fresh = await clientOf(t, project, `fresh-${index}`);
    assert.equal(
      await enter(fresh, fields),
      'autonomous-dev: batch b1 is unfinished (2 of 2 left) and nobody works on it. To take it over: adev batch adopt b1',
    );
    assert.equal(sessionOf(project, `fresh-${index}`)?.stays[0]?.client.pid, fresh.pid);
  }
});

test('a session that is resumed after its client was killed hears of the feature that was in its hands', async (t) => {
  for (const fields of sent('resume')) {
    const project = createProject(t);
    const killed = await clientOf(t, project, 's1');
    await enter(killed, { source: 'startup' });
    await makeBatch(['one', 'two'], of(project, 's1', killed));
    assert.equal((await killed.adev(['batch', 'next', '--claim'])).status, 0);
    await killed.kill();
    const resumed = await clientOf(t, project, 's1');
    const told = (await enter(resumed, fields)) ?? '';
    assert.match(told, /^autonomous-dev: this session's last client .* ended without a word/);
    assert.match(told, /\nUncertain: feature 1: "one"/);
    assert.match(told, /\nCheck the files .*: adev batch next b1 --claim$/);
    assert.equal((await resumed.adev(['batch', 'next', 'b1', '--claim'])).status, 0);
    assert.equal((await first(of(project, 's1', resumed))).uncertain, true);
  }
});

test('a second client that resumes a living session is told to leave its features alone', async (t) => {
  const project = createProject(t);
  const living = await clientOf(t, project, 's1');
  await enter(living, { source: 'startup' });
  await makeBatch(['one', 'two'], of(project, 's1', living));
  await living.adev(['batch', 'next', '--claim']);
  const second = await clientOf(t, project, 's1');
  const told = (await enter(second, { source: 'resume' })) ?? '';
  assert.match(told, /^autonomous-dev: where this session stands\./);
  assert.match(told, /\nAnother client of this session works on feature 1: "one": leave it to that one\.\n/);
  assert.match(told, /adev batch next b1 --claim$/);
});

test('after a compaction the client goes on with what it holds', async (t) => {
  const project = createProject(t);
  const client = await clientOf(t, project, 's1');
  await enter(client, { source: 'startup' });
  await makeBatch(['one'], of(project, 's1', client));
  await client.adev(['batch', 'next', '--claim']);
  for (const fields of sent('compact')) {
    const told = (await enter(client, fields)) ?? '';
    assert.match(told, /\nThis session holds feature 1: "one"/);
    assert.match(told, /adev batch complete 1 --batch b1 --token 1 --commit HEAD$/);
  }
});

test('the session that follows a clear takes over leases with their tokens, the active batch and the drive', async (t) => {
  const project = createProject(t);
  const client = await clientOf(t, project, 's1');
  await enter(client, { source: 'startup' });
  const before = of(project, 's1', client);
  await makeBatch(['one', 'two'], before);
  const { lease } = await claim(before);
  await client.adev(['batch', 'drive', 'b1', 'on', '--until', '23:59']);
  await client.hook('SessionEnd', { reason: 'clear' });
  const told = (await enter(client, { source: 'clear', session_id: 's2' })) ?? '';
  assert.match(
    told,
    /\nBatch b1: running, 0 of 2 completed; this session drives it\.\nThis session holds feature 1: "one"/,
  );
  assert.match(told, new RegExp(`--token ${lease.token} --commit HEAD$`));

  const after = of(project, 's2', client);
  const feature = await first(after);
  assert.deepEqual([feature.lease?.owner.session_id, feature.lease?.token], ['s2', lease.token]);
  const cleared = sessionOf(project, 's2');
  assert.deepEqual([cleared?.activeBatch, cleared?.drive?.on, cleared?.parent], ['b1', true, 's1']);
  assert.equal(cleared?.drive?.until, sessionOf(project, 's1')?.drive?.until);
  valueOf(await markCompleted('b1', 1, {}, after));
});

test('a clear in one client takes nothing from another client of the session', async (t) => {
  const project = createProject(t);
  const [client, twin] = [await clientOf(t, project, 's1'), await clientOf(t, project, 's1')];
  await makeBatch(['one', 'two'], of(project, 's1', client));
  await claim(of(project, 's1', twin));
  await client.hook('SessionEnd', { reason: 'clear' });
  await enter(client, { source: 'clear', session_id: 's2' });
  assert.equal((await first(of(project, 's1', twin))).lease?.owner.session_id, 's1');
});

test('a clear without a session before it is a new session', async (t) => {
  const project = createProject(t);
  const client = await clientOf(t, project, 's2');
  await makeBatch(['one'], of(project, 's1', client));
  assert.equal(await enter(client, { source: 'clear' }), null);
  assert.equal(sessionOf(project, 's2')?.parent, undefined);
});

const PARENT = '11111111-1111-4111-8111-111111111111';
const FORK = '22222222-2222-4222-8222-222222222222';

test('a fork inherits nothing, and is told nothing', async (t) => {
  const project = createProject(t);
  const client = await clientOf(t, project, PARENT);
  await enter(client, { source: 'startup' });
  await makeBatch(['one'], of(project, PARENT, client));
  await client.adev(['batch', 'next', '--claim']);
  for (const fields of sent('fork')) {
    assert.equal(await enter(client, { ...fields, session_id: FORK }), null);
  }
  const fork = sessionOf(project, FORK);
  assert.deepEqual([fork?.activeBatch, fork?.drive], [undefined, undefined]);
  assert.equal((await first(of(project, PARENT, client))).lease?.owner.session_id, PARENT);
});

/** The environment file of a client that began under this id. */
function environmentFile({ home }: TestProject, id: string): string {
  const folder = path.join(home, '.claude/session-env', id);
  mkdirSync(folder, { recursive: true });
  return path.join(folder, 'sessionstart-hook-0.sh');
}

test('the older client’s fork, which comes under its parent’s id, is known by its command line', async (t) => {
  const project = createProject(t);
  const parent = await clientOf(t, project, PARENT);
  await enter(parent, { source: 'startup' });
  await makeBatch(['one'], of(project, PARENT, parent));
  await parent.adev(['batch', 'next', '--claim']);
  const forked = await clientOf(t, project, PARENT, '--fork-session');
  const env = { CLAUDE_ENV_FILE: environmentFile(project, FORK) };
  assert.equal(await enter(forked, { source: 'resume' }, env), null);
  assert.equal(sessionOf(project, FORK)?.parent, PARENT);
  assert.deepEqual(
    sessionOf(project, PARENT)?.stays.map(({ client }) => client.pid),
    [parent.pid],
  );
});

for (const [how, words, fields] of [
  ['by --continue', ['--continue'], {}],
  ['by /resume in a client that began as a fork', ['--fork-session'], { prompt_id: 'p1' }],
] as const) {
  test(`a session that the older client resumes ${how}, with the file of another, is no fork`, async (t) => {
    const project = createProject(t);
    const killed = await clientOf(t, project, PARENT);
    const own = environmentFile(project, PARENT);
    await enter(killed, { source: 'startup' }, { CLAUDE_ENV_FILE: own });
    await makeBatch(['one'], of(project, PARENT, killed));
    await killed.adev(['batch', 'next', '--claim']);
    await killed.kill();

    const next = await clientOf(t, project, PARENT, ...words);
    const named = environmentFile(project, FORK);
    const brief = await enter(next, { source: 'resume', ...fields }, { CLAUDE_ENV_FILE: named });
    assert.match(brief ?? '', /\nUncertain: feature 1: "one"/);
    assert.equal(sessionOf(project, FORK), undefined);
    assert.deepEqual(
      sessionOf(project, PARENT)?.stays.map(({ client }) => client.pid),
      [killed.pid, next.pid],
    );
    for (const file of [named, own]) {
      const [last = ''] =
        readFileSync(file, 'utf8')
          .match(/(?<=AUTONOMOUS_DEV_CLIENT=')\d+/g)
          ?.slice(-1) ?? [];
      assert.equal(Number(last), next.pid);
    }
  });
}
