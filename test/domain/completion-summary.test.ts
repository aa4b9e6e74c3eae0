import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Batch, Evidence } from '../../lib/domain/batch.ts';
import { cancelBatch, pauseBatch } from '../../lib/domain/batch-control.ts';
import { completionSummary, formatSummary } from '../../lib/domain/completion-summary.ts';
import { issueItems } from '../../lib/domain/create-batch.ts';
import { endSession } from '../../lib/domain/end-of-owner.ts';
import { recordGitResult } from '../../lib/domain/git-results.ts';
import { completeFeature, failFeature, skipFeature } from '../../lib/domain/report-outcome.ts';
import { ADA, BOB, batchOf, by, claim, featureIn, freeze, minute, valueOf, world } from './batch-fixtures.ts';

/** 1 completed after doubt, 2 failed, 3 skipped, 4 blocked by 2, 5 in progress, 6 pending. */
function mixed(): Batch {
  const dependencies = [{ number: 4, on: [2] }];
  let batch: Batch = batchOf(['one', 'two', 'three', 'four', 'five', 'six'], {
    dependencies,
    title: 'Night',
  });
  batch = endSession(claim(batch, ADA, world(1)).batch, ADA, minute(2)).batch;
  const { token } = claim(batch, BOB, world(3));
  batch = claim(batch, BOB, world(3)).batch;
  batch = valueOf(completeFeature(batch, by(BOB, { token }), world(4))).batch;
  batch = valueOf(
    failFeature(batch, { ...by(BOB, { number: 2 }), error: 'timed out\nagain' }, world(5)),
  ).batch;
  batch = valueOf(skipFeature(batch, { ...by(BOB, { number: 3 }), reason: 'later' }, world(6))).batch;
  return freeze(claim(batch, BOB, world(7)).batch);
}

test('a summary lists what was done and what was not', () => {
  const summary = completionSummary(mixed());
  assert.equal(summary.batch_id, 'b1');
  assert.equal(summary.status, 'running');
  assert.equal(summary.counts.skipped, 1);
  assert.deepEqual(summary.completed, [{ number: 1, text: 'one' }]);
  assert.deepEqual(summary.failed, [
    { number: 2, text: 'two', error: 'timed out\nagain', class: 'transient' },
  ]);
  assert.deepEqual(summary.skipped, [{ number: 3, text: 'three', reason: 'later', category: 'manual' }]);
  assert.deepEqual(summary.pending, [
    { number: 4, text: 'four', status: 'pending', blocked: true },
    { number: 5, text: 'five', status: 'in_progress', blocked: false },
    { number: 6, text: 'six', status: 'pending', blocked: false },
  ]);
});

test('what was in doubt is named although its outcome is known', () => {
  assert.ok(!('uncertain' in featureIn(mixed(), 1)));
  assert.deepEqual(completionSummary(mixed()).uncertain, [{ number: 1, text: 'one', status: 'completed' }]);
});

test('next steps name what is left, failed, blocked and in doubt, with the commands for it', () => {
  assert.deepEqual(completionSummary(mixed()).next_steps, [
    'Go on with 2 features: adev batch next b1 --claim',
    'Check what was left in doubt: feature 1',
    'Try again what failed: adev batch retry NUMBER --batch b1, for feature 2',
    '1 feature cannot start: what they wait for failed or was skipped',
  ]);
});

test('the text has the id, the counts and every feature, and no control character', () => {
  const text = formatSummary(completionSummary(mixed()));
  assert.match(
    text,
    /^Batch b1, Night: running\n1 of 6 completed, 1 failed, 1 skipped, 1 in progress, 2 pending/,
  );
  assert.match(text, /\n {2}2\. two \(timed out again\)\n/);
  assert.match(text, /Uncertain, now or once:\n {2}1\. one \(completed\)\n/);
  for (const name of ['one', 'two', 'three', 'four', 'five', 'six']) assert.ok(text.includes(name));
  assert.doesNotMatch(text.replaceAll('\n', ''), /\p{Cc}/u);
});

describe('work is resumed', () => {
  const batch = batchOf(['one', 'two'], { dependencies: [{ number: 2, on: [1] }] });
  const resume = (batch: Batch) => completionSummary(batch).resume_command;

  test('by adopting a batch with work left', () => {
    assert.equal(resume(batch), 'adev batch adopt b1');
  });
  test('by a retry when only failures are left', () => {
    const failed = valueOf(failFeature(batch, by(ADA), world(1))).batch;
    assert.equal(resume(failed), 'adev batch retry 1 --batch b1');
  });
  test('by nothing when nothing is left', () => {
    const one = valueOf(completeFeature(batch, by(ADA), world(1))).batch;
    const both = valueOf(completeFeature(one, by(ADA, { number: 2 }), world(1))).batch;
    const summary = completionSummary(both);
    assert.equal(summary.resume_command, null);
    assert.deepEqual(summary.next_steps, [
      'Review the work and merge it',
      'Nothing is left to do here: adev gc tidies up old state',
    ]);
  });
  test('by nothing once cancelled', () => {
    const summary = completionSummary(cancelBatch(batch, minute(1)));
    assert.equal(summary.resume_command, null);
    assert.deepEqual(summary.next_steps, ['Nothing is left to do here: adev gc tidies up old state']);
  });
  test('after the pause', () => {
    const paused = valueOf(pauseBatch(batch, '', minute(1)));
    assert.equal(completionSummary(paused).next_steps[0], 'Let it go on: adev batch unpause b1');
  });
});

test('issues are told apart by what became of them', () => {
  let batch = batchOf([], { items: valueOf(issueItems([71, 72, 73, 74])) });
  batch = valueOf(completeFeature(batch, by(ADA), world(1))).batch;
  batch = valueOf(failFeature(batch, by(ADA, { number: 2 }), world(1))).batch;
  batch = valueOf(skipFeature(batch, by(ADA, { number: 3 }), world(1))).batch;
  const { issues_completed, issues_pending } = completionSummary(batch);
  const text = formatSummary(completionSummary(batch));
  assert.match(text, /Issues completed:\n {2}#71\n\nIssues pending:\n {2}#72, #74\n/);
  assert.deepEqual([issues_completed, issues_pending], [[71], [72, 74]]);
});

describe('done, no commit seen', () => {
  const claimed = claim(batchOf(['one']), ADA, world(1), { head: 'a1' }).batch;
  const unseen = (batch: Batch) => completionSummary(batch).done_without_commit.length;
  const done = (evidence: Evidence) =>
    valueOf(completeFeature(claimed, by(ADA, { evidence }), world(2))).batch;

  test('is said while HEAD stands where it stood at the claim', () => {
    assert.equal(unseen(done({ head: 'a1' })), 1);
    assert.match(
      formatSummary(completionSummary(done({ head: 'a1' }))),
      /Done, no commit seen:\n {2}1\. one\n/,
    );
  });
  test('is not said when HEAD moved, or a commit or pull request was named', () => {
    assert.equal(unseen(done({ head: 'b2' })), 0);
    assert.equal(unseen(done({ head: 'a1', commit: 'a1' })), 0);
    assert.equal(unseen(done({ head: 'a1', pr: 'http://x/1' })), 0);
  });
  test('is not said when a commit was recorded', () => {
    const recorded = recordGitResult(done({ head: 'a1' }), 1, 'commit', { success: true }, minute(3));
    assert.equal(unseen(valueOf(recorded).batch), 0);
    const failed = recordGitResult(done({ head: 'a1' }), 1, 'commit', { success: false }, minute(3));
    assert.equal(unseen(valueOf(failed).batch), 1);
  });
  test('is not said where HEAD is not known, nor of what was done before', () => {
    assert.equal(unseen(done({})), 0);
    assert.equal(unseen(batchOf([], { items: [{ text: 'one', completed: true }] })), 0);
  });
});
