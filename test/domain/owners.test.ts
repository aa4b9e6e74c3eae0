import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Lease } from '../../lib/domain/batch.ts';
import { isHeld, isSameOwner, leaseEnd } from '../../lib/domain/owners.ts';
import { addMs, isAhead } from '../../lib/domain/time.ts';
import { ADA, BOB, minute, world } from './batch-fixtures.ts';

const LEASE: Lease = { owner: ADA, token: 1, taken_at: minute(0) };

test('no lease is held by nobody', () => {
  assert.equal(isHeld(undefined, world(0)), false);
});

test('the end of a lease is known where time decides', () => {
  assert.equal(leaseEnd(LEASE, world(5)), null);
  assert.equal(leaseEnd(LEASE, world(5, { unseen: [ADA] })), minute(120));
  assert.equal(leaseEnd({ ...LEASE, expires_at: minute(30) }, world(5)), minute(30));
  const parked = { ...LEASE, expires_at: minute(30), parked_until: minute(60) };
  assert.equal(leaseEnd(parked, world(5)), minute(60));
});

test('a parked lease is held until then, whether its client lives or not, and not after', () => {
  const parked = { ...LEASE, parked_until: minute(60) };
  for (const context of [{}, { dead: [ADA] }, { unseen: [ADA] }]) {
    assert.equal(isHeld(parked, world(59, context)), true);
    assert.equal(isHeld(parked, world(60, context)), false);
  }
});

test('clients are the same while nothing that is known of both differs', () => {
  assert.ok(isSameOwner(ADA, { ...ADA, host: 'other', agent: 'x' }));
  assert.ok(isSameOwner(ADA, { session_id: 'ada', host: 'h' }));
  assert.ok(!isSameOwner(ADA, { ...ADA, session_id: 'other' }));
  assert.ok(!isSameOwner(ADA, { ...BOB, session_id: 'ada' }));
  for (const difference of [{ pid: 1 }, { pid_started: '1' }, { boot_id: 'x' }, { pid_namespace: '2' }]) {
    assert.ok(!isSameOwner(ADA, { ...ADA, ...difference }));
  }
});

test('times that cannot be read are over', () => {
  assert.equal(isAhead('soon', minute(0)), false);
  assert.equal(isAhead(minute(1), minute(0)), true);
  assert.equal(isAhead(minute(1), minute(1)), false);
  assert.equal(addMs('soon', 5), 'soon');
  assert.equal(addMs('2026-11-22T10:00:00Z', 1500), '2026-11-22T10:00:01.500Z');
});
