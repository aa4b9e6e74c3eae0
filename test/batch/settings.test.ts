// What a person's settings decide about batches.
import assert from 'node:assert/strict';
import test from 'node:test';
import { claimNextFeature, setUserPreference } from '../../lib/index.ts';
import { createProject } from '../support/project.ts';
import { claim, inSession, makeBatch, MINUTE_MS, MORNING, valueOf } from './stage.ts';

test('max_attempts holds for a batch that does not say otherwise, and 3 without it', async (t) => {
  const here = inSession(createProject(t), 's1');
  assert.equal((await makeBatch(['one'], here)).max_attempts, 3);
  assert.ok((await setUserPreference('max_attempts', 7, here)).ok);
  assert.equal((await makeBatch(['one'], here, { batchId: 'b2' })).max_attempts, 7);
  assert.equal((await makeBatch(['one'], here, { batchId: 'b3', maxAttempts: 2 })).max_attempts, 2);
});

test('lease_hours is how long an owner has that cannot be seen', async (t) => {
  const project = createProject(t);
  const here = inSession(project, 's1');
  await makeBatch(['one'], here);
  await claim(here);
  assert.ok((await setUserPreference('lease_hours', 5, here)).ok);
  const after = (minutes: number) => inSession(project, 's2', { now: () => MORNING + minutes * MINUTE_MS });
  assert.equal(valueOf(await claimNextFeature('b1', {}, after(299))).feature, null);
  assert.equal((await claim(after(300))).uncertain, true);
});
