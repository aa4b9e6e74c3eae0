import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { startClient } from '../batch/stage.ts';
import { createProject, snapshot } from '../support/project.ts';
import { adev, jsonOf, withoutSession } from './in-process.ts';
import { as, nextOf, withBatch } from './batch-stage.ts';

const CLAIM = ['batch', 'next', 'b1', '--claim', '--json'];

test('without --claim it shows the next feature, says that it is not claimed, and changes nothing', async (t) => {
  const project = await withBatch(t, ['one', 'two']);
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
  const project = await withBatch(t, ['one', 'two']);
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
  const project = await withBatch(t, ['one', 'two']);
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
  assert.equal((await adev(as(project, 'session-2'), fail)).exit, 0);
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
  const here = as(project, 'session-1', client.pid);
  assert.equal(nextOf(await adev(here, CLAIM)).lease?.expires_at, null);
  const limited = nextOf(await adev(here, [...CLAIM, '--ttl', '90m']));
  assert.equal(limited.lease?.expires_at, '2026-11-22T11:30:00.000Z');
  for (const ttl of ['90', 'soon', '-1m', '']) {
    assert.equal((await adev(here, [...CLAIM, '--ttl', ttl])).exit, 2, ttl);
  }
  assert.equal((await adev(here, [...CLAIM, '--ttl', '0m'])).exit, 3);
});

test('--agent is kept, and must be a name', async (t) => {
  const project = await withBatch(t, ['one', 'two']);
  const { feature } = nextOf(await adev(project, [...CLAIM, '--agent', 'coder']));
  assert.equal((feature as unknown as { lease: { owner: { agent: string } } }).lease.owner.agent, 'coder');
  assert.equal((await adev(project, [...CLAIM, '--agent', 'two words'])).exit, 3);
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
  await adev(as(project, 'session-2', client.pid), CLAIM);
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
  await adev(as(project, 'session-2', client.pid), CLAIM);
  await client.end();
  const run = await adev(project, CLAIM);
  assert.equal(nextOf(run).feature?.number, 2);
  assert.equal(
    run.stderr,
    'adev: feature 1 failed: its last owner went without reporting, and no attempt is left\n',
  );
});
