import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { startClient } from '../batch/stage.ts';
import { createProject, snapshot, type TestProject } from '../support/project.ts';
import { adev, jsonOf, NOW, withoutSession, type Run } from './in-process.ts';

type Next = Readonly<{
  batch_id: string;
  batch_status: string;
  feature: Readonly<{
    number: number;
    text: string;
    status: string;
    attempts: number;
    uncertain: boolean;
  }> | null;
  lease: Readonly<{ token: number; expires_at: string | null }> | null;
  remaining: number;
  held: readonly Readonly<{ number: number; text: string; token: number }>[];
  waiting_for: readonly Readonly<{
    number: number;
    text: string;
    session_id: string;
    until: string | null;
  }>[];
}>;

const CLAIM = ['batch', 'next', 'b1', '--claim', '--json'];

const nextOf = (run: Run) => jsonOf(run) as Next;

async function withBatch(t: TestContext, features = ['one', 'two']): Promise<TestProject> {
  const project = createProject(t);
  const given = features.flatMap((text) => ['--feature', text]);
  await adev(project, ['batch', 'create', ...given, '--id', 'b1']);
  return project;
}

/** The same project for another session, whose client may be a process. */
function other(project: TestProject, session = 'session-2', pid?: number): TestProject {
  const told = pid === undefined ? {} : { CLAUDE_PID: String(pid) };
  return { ...project, env: { ...project.env, CLAUDE_CODE_SESSION_ID: session, ...told } };
}

test('without --claim it shows the next feature, says that it is not claimed, and changes nothing', async (t) => {
  const project = await withBatch(t);
  const before = snapshot(project.stateDir);
  const { exit, stdout } = await adev(project, ['batch', 'next', 'b1']);
  assert.deepEqual(
    [exit, stdout],
    [0, 'Feature 1 of 2: one\nNot claimed. To take it: adev batch next b1 --claim\n'],
  );
  const shown = nextOf(await adev(project, ['batch', 'next', 'b1', '--json']));
  assert.deepEqual([shown.feature?.status, shown.lease, shown.remaining], ['pending', null, 2]);
  assert.deepEqual(snapshot(project.stateDir), before);
});

test('with --claim it hands the feature out, with the exact lines that report on it', async (t) => {
  const project = await withBatch(t);
  const { exit, stdout } = await adev(project, ['batch', 'next', 'b1', '--claim']);
  assert.deepEqual(
    [exit, stdout.split('\n')],
    [
      0,
      [
        'Feature 1 of 2: one',
        'Claimed under token 1.',
        'When done:   adev batch complete 1 --batch b1 --token 1 --commit HEAD',
        "If it fails: adev batch fail 1 --batch b1 --token 1 --error 'what went wrong'",
        '',
      ],
    ],
  );
  const claimed = nextOf(await adev(project, CLAIM));
  assert.deepEqual(Object.keys(claimed), [
    'batch_id',
    'batch_status',
    'feature',
    'lease',
    'remaining',
    'held',
    'waiting_for',
  ]);
  assert.deepEqual(claimed.lease, { token: 2, expires_at: '2026-11-22T12:00:00.000Z' });
  assert.deepEqual(claimed.held, [{ number: 1, text: 'one', token: 1 }]);
  assert.deepEqual([claimed.feature?.number, claimed.feature?.uncertain, claimed.remaining], [2, false, 2]);
});

test('the lines that it prints work as they are, from any session', async (t) => {
  const project = await withBatch(t);
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qm', 'm', '--allow-empty'], {
    cwd: project.root,
    env: project.env,
  });
  const { stdout } = await adev(project, ['batch', 'next', 'b1', '--claim']);
  const complete = wordsOf(/^When done: +adev (.*)$/m.exec(stdout)?.[1] ?? '');
  const done = await adev(withoutSession(project), [...complete, '--json']);
  assert.equal(done.exit, 0, done.stderr);
  const { feature } = jsonOf(done) as {
    feature: { status: string; evidence: { commit: string; head: string } };
  };
  assert.equal(feature.status, 'completed');
  assert.match(feature.evidence.commit, /^[0-9a-f]{40}$/);

  const second = await adev(project, ['batch', 'next', 'b1', '--claim']);
  const fail = wordsOf(/^If it fails: adev (.*)$/m.exec(second.stdout)?.[1] ?? '');
  assert.deepEqual(fail.slice(-2), ['--error', 'what went wrong']);
  assert.equal((await adev(other(project), fail)).exit, 0);
});

test('the lines name the project where the command had to', async (t) => {
  const project = await withBatch(t, ['one']);
  const elsewhere = { cwd: () => project.folder };
  const claim = ['batch', 'next', 'b1', '--claim', '--root', project.root];
  const { stdout } = await adev(project, claim, elsewhere);
  const complete = wordsOf(/^When done: +adev (.*)$/m.exec(stdout)?.[1] ?? '');
  assert.equal((await adev(project, complete, elsewhere)).exit, 0);
});

/** Splits a line at blanks as a shell does; only single quotes occur in it. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

test('with a living client a lease has no end, but for --ttl', async (t) => {
  const project = await withBatch(t, ['one', 'two', 'three']);
  const client = await startClient(t);
  const here = other(project, 'session-1', client.pid);
  assert.equal(nextOf(await adev(here, CLAIM)).lease?.expires_at, null);
  const limited = nextOf(await adev(here, [...CLAIM, '--ttl', '90m']));
  assert.equal(limited.lease?.expires_at, '2026-11-22T11:30:00.000Z');
  for (const ttl of ['90', 'soon', '-1m', '']) {
    assert.equal((await adev(here, [...CLAIM, '--ttl', ttl])).exit, 2, ttl);
  }
  assert.equal((await adev(here, [...CLAIM, '--ttl', '0m'])).exit, 3);
});

test('--agent is kept, and must be a name', async (t) => {
  const project = await withBatch(t);
  const { feature } = nextOf(await adev(project, [...CLAIM, '--agent', 'coder']));
  assert.equal((feature as unknown as { lease: { owner: { agent: string } } }).lease.owner.agent, 'coder');
  assert.equal((await adev(project, [...CLAIM, '--agent', 'two words'])).exit, 3);
});

test('what this session holds is listed, and never handed to it again', async (t) => {
  const project = await withBatch(t, ['one']);
  await adev(project, CLAIM);
  const run = await adev(project, ['batch', 'next', 'b1', '--claim']);
  assert.equal(run.exit, 4);
  assert.equal(
    run.stdout,
    'Nothing to claim in batch b1 now.\nThis session holds feature 1: report on it first.\n',
  );
  const { feature, held, waiting_for } = nextOf(await adev(project, CLAIM));
  assert.deepEqual([feature, held, waiting_for], [null, [{ number: 1, text: 'one', token: 1 }], []]);
});

test('what others hold is what it waits for, with and without --claim', async (t) => {
  const project = await withBatch(t, ['one']);
  await adev(other(project), CLAIM);
  for (const more of [[], ['--claim']]) {
    const { exit, stdout } = await adev(project, ['batch', 'next', 'b1', ...more]);
    assert.equal(exit, 4);
    assert.equal(
      stdout,
      'Nothing to claim in batch b1 now.\nIt waits for feature 1 (session session-, until 2026-11-22 12:00Z).\n',
    );
  }
  assert.deepEqual(nextOf(await adev(project, CLAIM)).waiting_for, [
    { number: 1, text: 'one', session_id: 'session-2', until: '2026-11-22T12:00:00.000Z' },
  ]);
});

test('without a session nobody can be told apart: what is claimed is waited for', async (t) => {
  const project = withoutSession(await withBatch(t, ['one']));
  await adev(project, CLAIM);
  const { held, waiting_for } = nextOf(await adev(project, CLAIM));
  assert.deepEqual(held, []);
  assert.deepEqual(
    waiting_for.map(({ number, session_id }) => [number, session_id]),
    [[1, 'local-2026-11-22']],
  );
});

test('another client of the same session is another owner', async (t) => {
  const project = await withBatch(t, ['one']);
  const [client, twin] = [await startClient(t), await startClient(t)];
  await adev(other(project, 'session-1', client.pid), CLAIM);
  const { held, waiting_for } = nextOf(await adev(other(project, 'session-1', twin.pid), CLAIM));
  assert.deepEqual(held, []);
  assert.deepEqual(
    waiting_for.map(({ number }) => number),
    [1],
  );
});

const STATES: Readonly<Record<string, readonly [readonly string[], RegExp]>> = {
  paused: [['pause', 'b1'], /^Batch b1 is paused\. To let it go on: adev batch unpause b1\n$/],
  completed: [['complete', '1', 'b1'], /^Batch b1 is finished\. What came of it: adev batch summary b1\n$/],
  completed_with_failures: [
    ['fail', '1', 'b1'],
    /^Batch b1 is finished, with failures\. .*: adev batch summary b1\n$/,
  ],
};

for (const [status, [change, told]] of Object.entries(STATES)) {
  test(`of a batch that is ${status} there is nothing, and it says so`, async (t) => {
    const project = await withBatch(t, ['one']);
    await adev(project, ['batch', ...change]);
    for (const more of [[], ['--claim']]) {
      const { exit, stdout } = await adev(project, ['batch', 'next', 'b1', ...more]);
      assert.equal(exit, 4);
      assert.match(stdout, told);
      const next = nextOf(await adev(project, ['batch', 'next', 'b1', ...more, '--json']));
      assert.deepEqual([next.batch_status, next.feature, next.lease], [status, null, null]);
    }
  });
}

test('of a cancelled batch nothing is shown, and a claim is refused', async (t) => {
  const project = await withBatch(t, ['one']);
  await adev(project, ['batch', 'cancel', 'b1']);
  const shown = await adev(project, ['batch', 'next', 'b1']);
  assert.deepEqual([shown.exit, shown.stdout], [4, 'Batch b1 was cancelled: nothing is claimed any more.\n']);
  const claimed = await adev(project, CLAIM);
  assert.equal(claimed.exit, 3);
  assert.match(claimed.stdout, /^\{"refused":\{"code":"cancelled"/);
});

test('a feature whose owner is gone is called uncertain before and after it is claimed, with HEAD then and now', async (t) => {
  const project = await withBatch(t, ['one']);
  const commit = (): string => {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
        cwd: project.root,
        env: project.env,
        encoding: 'utf8',
      });
    appendFileSync(path.join(project.root, 'file'), 'x');
    git('add', '.');
    git('commit', '-qm', 'm');
    return git('rev-parse', 'HEAD').slice(0, 12);
  };
  const client = await startClient(t);
  const then = commit();
  await adev(other(project, 'session-2', client.pid), CLAIM);
  await client.end();
  const now = commit();
  const doubt =
    'Uncertain: its owner went without a word, so part of it may be done. Look before you redo it. ' +
    `It was begun 2026-11-22 10:00Z. HEAD was ${then} then and is ${now} now.`;
  const shown = await adev(project, ['batch', 'next', 'b1']);
  assert.deepEqual(shown.stdout.split('\n').slice(0, 2), ['Feature 1 of 1: one', doubt]);
  assert.equal(nextOf(await adev(project, ['batch', 'next', 'b1', '--json'])).feature?.uncertain, true);
  const claimed = await adev(project, ['batch', 'next', 'b1', '--claim']);
  assert.equal(claimed.stdout.split('\n')[2], doubt);
});

test('a feature that its owners left too often fails on the way, and a note says so', async (t) => {
  const project = createProject(t);
  await adev(project, [
    'batch',
    'create',
    '--feature',
    'one',
    '--feature',
    'two',
    '--id',
    'b1',
    '--max-attempts',
    '1',
  ]);
  const client = await startClient(t);
  await adev(other(project, 'session-2', client.pid), CLAIM);
  await client.end();
  const run = await adev(project, CLAIM);
  assert.equal(nextOf(run).feature?.number, 2);
  assert.equal(
    run.stderr,
    'adev: feature 1 failed: its last owner went without reporting, and no attempt is left\n',
  );
});

/** A clock that only waiting moves, and what was waited for. */
function clock(meanwhile: (waits: number) => Promise<unknown> = async () => undefined) {
  const waits: number[] = [];
  let now = NOW;
  return {
    waits,
    terminal: {
      now: () => now,
      wait: async (ms: number) => {
        waits.push(ms);
        now += ms;
        await meanwhile(waits.length);
      },
    },
  };
}

const WAIT = ['batch', 'next', 'b1', '--claim', '--wait'];

test('--wait looks again every two seconds until a feature is free', async (t) => {
  const project = await withBatch(t, ['one']);
  await adev(other(project), CLAIM);
  const { waits, terminal } = clock(async (count) => {
    if (count === 3) await adev(other(project), ['batch', 'release', '1', 'b1', '--token', '1']);
  });
  const run = await adev(project, WAIT, terminal);
  assert.equal(run.exit, 0);
  assert.match(run.stdout, /^Feature 1 of 1: one\nClaimed under token 2\.\n/);
  assert.deepEqual(waits, [2000, 2000, 2000]);
});

test('--wait gives up after its time, and says what it waited for', async (t) => {
  const project = await withBatch(t, ['one']);
  await adev(other(project), CLAIM);
  for (const [given, seconds] of [
    [[], 90],
    [['5s'], 5],
    [['10m'], 600],
  ] as const) {
    const { waits, terminal } = clock();
    const run = await adev(project, [...WAIT, ...given], terminal);
    assert.equal(run.exit, 4);
    assert.match(run.stdout, /It waits for feature 1 \(session session-/);
    assert.equal(
      waits.reduce((sum, ms) => sum + ms, 0),
      seconds * 1000,
    );
  }
});

test('--wait ends as soon as waiting cannot help', async (t) => {
  const project = await withBatch(t, ['one', 'two']);
  await adev(other(project), CLAIM);
  const { waits, terminal } = clock(() =>
    adev(other(project), ['batch', 'fail', '1', 'b1', '--token', '1', '--error', 'no']),
  );
  await adev(project, ['batch', 'complete', '2', 'b1']);
  const run = await adev(project, WAIT, terminal);
  assert.deepEqual([run.exit, waits.length], [4, 1]);
  assert.match(run.stdout, /^Batch b1 is finished, with failures/);
});

test('--wait does not wait for what this session holds itself, nor for a time of no kind', async (t) => {
  const project = await withBatch(t, ['one']);
  await adev(project, CLAIM);
  assert.equal((await adev(project, WAIT)).exit, 4);
  for (const wait of ['11m', '1h', 'x']) {
    const run = await adev(project, ['batch', 'next', 'b1', `--wait=${wait}`]);
    assert.equal(run.exit, 2, wait);
  }
});

test('--wait waits through a pause', async (t) => {
  const project = createProject(t);
  await adev(project, ['batch', 'create', '--feature', 'one', '--id', 'b1', '--max-attempts', '1']);
  await adev(project, ['batch', 'pause', 'b1']);
  const { waits, terminal } = clock((count) =>
    adev(project, count === 2 ? ['batch', 'unpause', 'b1'] : ['batch', 'show', 'b1']),
  );
  assert.equal((await adev(project, WAIT, terminal)).exit, 0);
  assert.equal(waits.length, 2);
});
