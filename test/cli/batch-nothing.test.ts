// What is said when there is nothing to claim: what is held, what is waited for, and how the batch stands.
import assert from 'node:assert/strict';
import test from 'node:test';
import { startClient } from '../batch/stage.ts';
import { adev, withoutSession } from './in-process.ts';
import { as, nextOf, withBatch } from './batch-stage.ts';

const CLAIM = ['batch', 'next', 'b1', '--claim', '--json'];

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
  await adev(as(project, 'session-2'), CLAIM);
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
  await adev(as(project, 'session-1', client.pid), CLAIM);
  const { held, waiting_for } = nextOf(await adev(as(project, 'session-1', twin.pid), CLAIM));
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
