// What a program gives that no compiler has checked.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createProject, snapshot } from '../support/project.ts';
import { call, CALLS, PUBLIC_FUNCTIONS } from './calls.ts';
import { inSession, makeBatch, noOf } from './stage.ts';

const cyclic: Record<string, unknown> = { success: true };
cyclic['self'] = cyclic;

const trap = new Proxy(
  {},
  {
    has: () => true,
    get() {
      throw new Error('looked at');
    },
  },
);

const VALUES: readonly unknown[] = [null, Number.NaN, true, Symbol('s'), 10n, trap, () => 1];

/** What must not stand where something of this type belongs. */
function wrongFor(sound: unknown): readonly unknown[] {
  if (typeof sound === 'string') return [5, [], {}, ...VALUES];
  if (typeof sound === 'number') return ['1', [], {}, ...VALUES];
  if (Array.isArray(sound)) return ['b1', 5, {}, ...VALUES];
  return ['b1', 5, ...VALUES];
}

test('every public function is among those that are tried', () => {
  assert.deepEqual(PUBLIC_FUNCTIONS.toSorted(), Object.keys(CALLS).toSorted());
});

for (const [name, args] of Object.entries(CALLS)) {
  test(`${name} refuses arguments of any other type, and changes nothing`, async (t) => {
    const project = createProject(t);
    const here = inSession(project, 's1');
    await makeBatch(['one', 'two'], here);
    const before = snapshot(project.stateDir);
    for (const [place, sound] of args.entries()) {
      for (const wrong of wrongFor(sound)) {
        const outcome = await call(name, here, args.with(place, wrong));
        assert.equal(noOf(outcome), 'refused invalid-input', `${name}, argument ${place}: ${typeof wrong}`);
      }
    }
    assert.deepEqual(snapshot(project.stateDir), before);
  });

  test(`${name} takes what it is meant for`, async (t) => {
    const here = inSession(createProject(t), 's1');
    await makeBatch(['one', 'two'], here);
    const outcome = await call(name, here, args);
    assert.ok(outcome.ok, JSON.stringify(outcome));
  });
}

const CHOSEN: readonly (readonly [string, ...unknown[]])[] = [
  ['createBatchState', { features: 'one' }],
  ['createBatchState', { features: [7] }],
  ['createBatchState', { features: [{ text: null }] }],
  ['createBatchState', { features: [{ text: 'a', issueNumber: -1 }] }],
  ['createBatchState', { features: ['one'], batchId: 5 }],
  ['createBatchState', { features: ['one'], title: ['t'] }],
  ['createBatchState', { features: ['one'], dependencies: [{ number: 1 }] }],
  ['createBatchState', { features: ['one'], maxAttempts: '3' }],
  ['createBatchState', { issueNumbers: ['72'] }],
  ['createBatchState', { list: Buffer.from('one') }],
  ['claimNextFeature', 'b1', { ttlMs: '90' }],
  ['claimNextFeature', 'b1', { agent: 'two words' }],
  ['claimNextFeature', 'b1', { agent: 'a\u001b[2J' }],
  ['claimNextFeature', 'b1', { agent: 'a'.repeat(256) }],
  ['markCompleted', 'b1', '1', {}],
  ['markCompleted', 'b1', 1, { token: '1' }],
  ['markCompleted', 'b1', 1, { evidence: 'abc' }],
  ['markCompleted', 'b1', 1, { evidence: { commit: 5 } }],
  ['markFailed', 'b1', 1, { error: new Error('no') }],
  ['markSkipped', 'b1', 1, { reason: 5 }],
  ['recordGitOperation', 'b1', 1, 'commit', { success: 'yes' }],
  ['recordGitOperation', 'b1', 1, 'commit', cyclic],
  ['recordGitOperation', 'b1', 1, 'commit', { success: true, log: 'x'.repeat(10_000) }],
  ['driveBatch', 'b1', { on: true, until: 'tomorrow' }],
  ['saveBatchState', { revision: '1', batch: { batch_id: 'b1', features: [] } }],
  ['saveBatchState', { revision: 1.5, batch: { batch_id: 'b1', features: [] } }],
  ['saveBatchState', { revision: 1, batch: { batch_id: 'b1', features: [{ number: 1, status: 'done' }] } }],
];

test('a refusal names the argument that is wrong, in one short line', async (t) => {
  const project = createProject(t);
  const here = inSession(project, 's1');
  await makeBatch(['one', 'two'], here);
  const before = snapshot(project.stateDir);
  for (const [name, ...args] of CHOSEN) {
    const outcome = await call(name, here, args);
    assert.equal(noOf(outcome), 'refused invalid-input', JSON.stringify([name, String(args)]));
    assert.match(JSON.stringify(outcome), /"message":"(?:request|options|state|number|drive|result)[\w.]*: /);
  }
  const huge = await call('markCompleted', here, ['b1', 'x\u001b[2J'.repeat(100_000), {}]);
  assert.equal(noOf(huge), 'refused invalid-input');
  assert.doesNotMatch(JSON.stringify(huge), /u001b/);
  assert.deepEqual(snapshot(project.stateDir), before);
});

const OUT_OF_RANGE: readonly (readonly [string, string, ...unknown[]])[] = [
  ['unknown-feature', 'markCompleted', 'b1', 0, {}],
  ['unknown-feature', 'markCompleted', 'b1', 3, {}],
  ['unknown-feature', 'markCompleted', 'b1', -1, {}],
  ['unknown-feature', 'markCompleted', 'b1', 1.5, {}],
  ['unknown-feature', 'markCompleted', 'b1', Infinity, {}],
  ['unknown-feature', 'incrementRetryCount', 'b1', -7],
  ['lease-lost', 'markCompleted', 'b1', 1, { token: -1 }],
  ['lease-lost', 'markCompleted', 'b1', 1, { token: 0.5 }],
  ['invalid-ttl', 'claimNextFeature', 'b1', { ttlMs: 0 }],
  ['invalid-ttl', 'claimNextFeature', 'b1', { ttlMs: 1e12 }],
  ['unknown-git-operation', 'recordGitOperation', 'b1', 1, 'merge', { success: true }],
  ['stale-revision', 'saveBatchState', { revision: 99, batch: { batch_id: 'b1', features: [] } }],
  ['too-long', 'markFailed', 'b1', 1, { error: 'e'.repeat(10_001) }],
  ['too-long', 'markCompleted', 'b1', 1, { evidence: { note: 'n'.repeat(10_001) } }],
  ['too-long', 'markSkipped', 'b1', 1, { reason: 'r'.repeat(10_001) }],
  ['too-long', 'pauseBatch', 'b1', 'r'.repeat(10_001)],
  ['too-long', 'addBatchFeatures', 'b1', [{ text: 'x'.repeat(10_001) }]],
  ['no-features', 'addBatchFeatures', 'b1', []],
];

test('numbers and texts out of range are refused by what they mean', async (t) => {
  const project = createProject(t);
  const here = inSession(project, 's1');
  await makeBatch(['one', 'two'], here);
  const before = snapshot(project.stateDir);
  for (const [code, name, ...args] of OUT_OF_RANGE) {
    assert.equal(
      noOf(await call(name, here, args)),
      `refused ${code}`,
      JSON.stringify([name, ...args]).slice(0, 200),
    );
  }
  assert.deepEqual(snapshot(project.stateDir), before);
});

test('a batch that is not there is unknown to every function but the one that removes it', async (t) => {
  const project = createProject(t);
  const here = inSession(project, 's1');
  await makeBatch(['one'], here);
  const ids = ['b9', '', '..', '../b1', 'B1', 'con', 'x'.repeat(100_000), 'a\u001b[2J\u0000'];
  for (const [name, [first, ...more]] of Object.entries(CALLS)) {
    if (typeof first !== 'string') continue;
    for (const id of ids) {
      const outcome = await call(name, here, [id, ...more]);
      if (name === 'cleanupBatchState') assert.ok(outcome.ok);
      else assert.equal(noOf(outcome), 'refused unknown-batch', `${name} ${id.slice(0, 20)}`);
      assert.doesNotMatch(JSON.stringify(outcome), /u001b|u0000/);
    }
  }
  const state = { revision: 1, batch: { batch_id: 'b9', features: [] } };
  assert.equal(noOf(await call('saveBatchState', here, [state])), 'refused unknown-batch');
});
