import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { endSession, transferLeases } from '../../lib/domain/end-of-owner.ts';
import { releaseFeature, retryFeature } from '../../lib/domain/give-back.ts';
import { completeFeature, failFeature, skipFeature } from '../../lib/domain/report-outcome.ts';
import { ADA, BOB, batchOf, by, claim, codeOf, featureIn, minute, valueOf, world } from './batch-fixtures.ts';

const TIMEOUT = { error: 'Request timeout after 30s' };

describe('a token', () => {
  test('proves ownership from any session, the default one too', () => {
    const { batch, token } = claim(batchOf(['one']), ADA, world(1));
    const local = { number: 1, sessionId: 'local-2026-11-22', sessionIsDefault: true, token };
    for (const report of [by(BOB, { token }), local]) {
      assert.equal(valueOf(completeFeature(batch, report, world(2))).feature.status, 'completed');
    }
  });

  test('of another feature, of an earlier claim, or never handed out is lost, whoever shows it', () => {
    const first = claim(batchOf(['one', 'two']), ADA, world(1));
    const other = claim(first.batch, BOB, world(1));
    const second = claim(other.batch, BOB, world(2, { dead: [ADA] }));
    assert.equal(second.feature.number, 1);
    for (const token of [first.token, other.token, 99, 0, -1, 1.5, Number.NaN]) {
      for (const reporter of [by(ADA, { token }), by(BOB, { token })]) {
        for (const report of [completeFeature, failFeature, skipFeature, retryFeature, releaseFeature]) {
          assert.equal(codeOf(report(second.batch, reporter, world(3))), 'lease-lost');
        }
      }
    }
  });

  test('that has been given up does not serve for a feature that nobody holds', () => {
    const { batch, token } = claim(batchOf(['one']), ADA, world(1));
    const released = valueOf(releaseFeature(batch, by(ADA, { token }), world(2))).batch;
    assert.equal(codeOf(completeFeature(released, by(ADA, { token }), world(3))), 'lease-lost');
    assert.equal(valueOf(completeFeature(released, by(ADA), world(3))).feature.status, 'completed');
  });

  test('is lost also when the next owner has completed the feature', () => {
    const first = claim(batchOf(['one']), ADA, world(1));
    const second = claim(first.batch, BOB, world(2, { dead: [ADA] }));
    const done = valueOf(completeFeature(second.batch, by(BOB), world(3))).batch;
    assert.equal(codeOf(completeFeature(done, by(ADA, { token: first.token }), world(4))), 'lease-lost');
    assert.equal(codeOf(failFeature(done, by(ADA, { token: first.token }), world(4))), 'lease-lost');
  });

  test('under which an owner vanished is lost, although the owner comes back', () => {
    const { batch, token } = claim(batchOf(['one']), ADA, world(1));
    const ended = endSession(batch, ADA, minute(2)).batch;
    assert.equal(codeOf(completeFeature(ended, by(ADA, { token }), world(3))), 'lease-lost');
  });
});

describe('a report repeated under the token that recorded it', () => {
  const { batch, token } = claim(batchOf(['one']), ADA, world(1));
  const under = by(BOB, { token });

  test('changes nothing, a completion with other evidence excepted', () => {
    const evidence = { commit: 'a1' };
    const done = valueOf(completeFeature(batch, { ...under, evidence }, world(2))).batch;
    assert.equal(valueOf(completeFeature(done, { ...under, evidence }, world(3))).batch, done);
    assert.equal(valueOf(completeFeature(done, under, world(3))).batch, done);
    const other = { ...under, evidence: { commit: 'b2' } };
    assert.equal(codeOf(completeFeature(done, other, world(3))), 'already-completed');
  });

  test('changes nothing also when it was a skip or a release', () => {
    for (const report of [skipFeature, releaseFeature]) {
      const after = valueOf(report(batch, under, world(2))).batch;
      assert.equal(valueOf(report(after, under, world(3))).batch, after);
    }
  });

  test('changes nothing even after the next owner began, or finished', () => {
    const failed = valueOf(failFeature(batch, { ...under, ...TIMEOUT }, world(2))).batch;
    assert.equal(valueOf(failFeature(failed, { ...under, ...TIMEOUT }, world(3))).batch, failed);
    const next = claim(failed, BOB, world(4));
    assert.equal(valueOf(failFeature(next.batch, { ...under, ...TIMEOUT }, world(5))).batch, next.batch);
    const done = valueOf(completeFeature(next.batch, by(BOB, { token: next.token }), world(6))).batch;
    assert.equal(valueOf(failFeature(done, { ...under, ...TIMEOUT }, world(7))).batch, done);
  });

  test('is recognised although the first time the session alone was proof', () => {
    const done = valueOf(completeFeature(batch, by(ADA), world(2))).batch;
    assert.equal(valueOf(completeFeature(done, by(ADA, { token }), world(3))).batch, done);
  });

  test('is not recognised as another report', () => {
    const failed = valueOf(failFeature(batch, under, world(2))).batch;
    assert.equal(codeOf(completeFeature(failed, under, world(3))), 'lease-lost');
    assert.equal(codeOf(skipFeature(failed, under, world(3))), 'lease-lost');
  });

  test('changes nothing when it was a retry', () => {
    const retried = valueOf(retryFeature(batch, under, world(2, { dead: [ADA] }))).batch;
    const again = valueOf(retryFeature(retried, under, world(3)));
    assert.equal(again.batch, retried);
    assert.equal(again.feature.uncertain, true);
  });
});

describe('without a token', () => {
  test('a session may report on what it holds for the first time', () => {
    const { batch } = claim(batchOf(['one']), ADA, world(1));
    assert.equal(valueOf(completeFeature(batch, by(ADA), world(2))).feature.status, 'completed');
  });

  test('a session that has held a feature twice since its last outcome has to show which claim it means', () => {
    const first = claim(batchOf(['one']), ADA, world(0), { ttlMs: 60_000 });
    const second = claim(first.batch, ADA, world(5));
    assert.equal(second.feature.uncertain, true);
    assert.equal(codeOf(completeFeature(second.batch, by(ADA), world(6))), 'token-required');
    const { token } = second;
    assert.equal(
      valueOf(completeFeature(second.batch, by(ADA, { token }), world(6))).feature.status,
      'completed',
    );
  });

  test('an outcome in between makes the next claim the first again', () => {
    const first = claim(batchOf(['one']), ADA, world(1));
    const failed = valueOf(failFeature(first.batch, { ...by(ADA), ...TIMEOUT }, world(2))).batch;
    const second = claim(failed, ADA, world(3));
    assert.equal(valueOf(completeFeature(second.batch, by(ADA), world(4))).feature.status, 'completed');
  });

  test('a claim of another session in between does not count', () => {
    const first = claim(batchOf(['one']), BOB, world(1));
    const second = claim(first.batch, ADA, world(2, { dead: [BOB] }));
    assert.equal(valueOf(completeFeature(second.batch, by(ADA), world(3))).feature.status, 'completed');
  });

  test('a session that took the leases of the one before it over holds them for the first time', () => {
    const { batch } = claim(batchOf(['one']), ADA, world(1));
    const cleared = transferLeases(batch, ADA, 'next', minute(2)).batch;
    const next = { ...ADA, session_id: 'next' };
    assert.equal(codeOf(completeFeature(cleared, by(ADA), world(3))), 'not-owner');
    assert.equal(valueOf(completeFeature(cleared, by(next), world(3))).feature.status, 'completed');
  });

  test('the default session cannot report on what anybody holds, itself included', () => {
    const local = { ...ADA, session_id: 'local-2026-11-22' };
    const own = claim(batchOf(['one']), local, world(1)).batch;
    const foreign = claim(batchOf(['one']), BOB, world(1)).batch;
    const report = { ...by(local), sessionIsDefault: true };
    for (const batch of [own, foreign]) {
      assert.equal(codeOf(completeFeature(batch, report, world(2))), 'token-required');
    }
    const free = batchOf(['one']);
    assert.equal(valueOf(completeFeature(free, report, world(2))).feature.status, 'completed');
  });
});

test('refusals say what to do, and quote no text of anybody', () => {
  const { batch, token } = claim(batchOf(['\u001b[31m one'], { batchId: 'night' }), ADA, world(1));
  const refused = completeFeature(batch, by(BOB, { token: token + 1 }), world(2));
  assert.ok(!refused.ok);
  assert.match(refused.refusal.message, /adev batch next night --claim/);
  assert.doesNotMatch(refused.refusal.message, /\[31m|ada|bob/);
});

test('an outcome records who reported it, and under which token', () => {
  const { batch, token } = claim(batchOf(['one', 'two']), { ...ADA, agent: 'implementer' }, world(1));
  const evidence = { head: 'b2', commit: ' b2 ', pr: '', note: 'two\nlines' };
  const done = valueOf(completeFeature(batch, by(ADA, { evidence }), world(2)));
  assert.deepEqual(done.feature.history.at(-1), {
    event: 'completed',
    at: minute(2),
    session_id: 'ada',
    agent: 'implementer',
    token,
    head: 'b2',
  });
  assert.deepEqual(done.feature.evidence, { head: 'b2', commit: 'b2', note: 'two lines' });
  const skipped = valueOf(skipFeature(done.batch, by(BOB, { number: 2, agent: 'x' }), world(3)));
  assert.deepEqual(featureIn(skipped.batch, 2).history, [
    { event: 'skipped', at: minute(3), session_id: 'bob', agent: 'x' },
  ]);
});

test('who skips the feature of an owner that is gone does not report under that owner’s token', () => {
  const { batch, token } = claim(batchOf(['one']), ADA, world(1));
  const { feature } = valueOf(skipFeature(batch, by(BOB), world(2, { dead: [ADA] })));
  assert.deepEqual(
    feature.history.map((line) => [line.event, line.session_id, line.token]),
    [
      ['claimed', 'ada', token],
      ['vanished', 'ada', token],
      ['skipped', 'bob', undefined],
    ],
  );
});

test('a text that is too long is refused whole', () => {
  const batch = batchOf(['one']);
  const long = 'x'.repeat(10_001);
  const context = world(1);
  assert.equal(codeOf(failFeature(batch, { ...by(ADA), error: long }, context)), 'too-long');
  assert.equal(codeOf(skipFeature(batch, { ...by(ADA), reason: long }, context)), 'too-long');
  assert.equal(codeOf(completeFeature(batch, by(ADA, { evidence: { note: long } }), context)), 'too-long');
});

test('a failure without a reason says so', () => {
  const { feature } = valueOf(failFeature(batchOf(['one']), { ...by(ADA), error: ' \n' }, world(1)));
  assert.deepEqual(feature.error, { message: 'No error was given.', class: 'permanent' });
});
