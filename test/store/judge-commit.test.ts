import assert from 'node:assert/strict';
import test from 'node:test';
import {
  assert as assertProperty,
  array,
  boolean,
  integer,
  property,
  record,
  type Arbitrary,
} from 'fast-check';
import { judgeCommit, KEEP_REVISIONS, RECENT_COMMITS } from '../../lib/store/engine.ts';
import type { Header } from '../../lib/store/envelope.ts';

type History = Readonly<{
  own: Header;
  /** Whether the writer's revision is the one that all later ones were built upon. */
  counts: boolean;
  present: readonly number[];
  newest: Header;
}>;

/**
 * A document whose revisions 1, 2, 3 … were committed and pruned by the rules, looked at by the writer of one of them:
 * either it was first with its number, or it took the number again after that had been pruned. The newest revision may
 * be read later than the listing, when more have been committed.
 */
const histories: Arbitrary<History> = record({
  number: integer({ min: 1, max: 400 }),
  ahead: integer({ min: 0, max: 300 }),
  aheadWhenRead: integer({ min: 0, max: 150 }),
  counts: boolean(),
  kept: array(integer({ min: 1, max: 700 }), { maxLength: 10 }),
})
  .filter(({ counts, ahead }) => counts || ahead >= KEEP_REVISIONS)
  .map(({ number, ahead, aheadWhenRead, counts, kept }) => {
    const top = number + ahead;
    const newest = top + aheadWhenRead;
    const isPresent = (candidate: number) =>
      candidate > top - KEEP_REVISIONS || kept.includes(candidate) || candidate === number;
    const nonces = Array.from({ length: newest }, (_, index) => `n${newest - index}`);
    return {
      own: header(number, counts ? `n${number}` : 'sleeper'),
      counts,
      present: Array.from({ length: top }, (_, index) => top - index).filter(isPresent),
      newest: header(newest, `n${newest}`, nonces.slice(0, RECENT_COMMITS)),
    };
  });

test('a commit is acknowledged only if later ones were built upon it, and repeated only if they were not', () => {
  assertProperty(
    property(histories, ({ own, counts, present, newest }) => {
      const judged = judgeCommit(own, present, () => newest);
      if (judged === 'committed') assert.ok(counts, 'a phantom was acknowledged');
      if (judged === 'conflict') assert.ok(!counts, 'a commit that counts would be made twice');
      if (judged === 'unknown') assert.ok(newest.number >= own.number + RECENT_COMMITS);
    }),
    { numRuns: 2000 },
  );
});

test('within the last eight nothing has to be read to be certain', () => {
  const read = () => assert.fail('read the newest revision');
  for (let ahead = 0; ahead < KEEP_REVISIONS; ahead += 1) {
    const top = 20 + ahead;
    const present = Array.from({ length: KEEP_REVISIONS }, (_, index) => top - index);
    assert.equal(judgeCommit(header(20, 'own'), present, read), 'committed');
  }
});

test('a revision that is not where it was put, or stands alone, was put into another document’s folder', () => {
  const unread = () => undefined;
  assert.equal(judgeCommit(header(5, 'own'), [], unread), 'conflict');
  assert.equal(judgeCommit(header(5, 'own'), [3, 2, 1], unread), 'conflict');
  assert.equal(judgeCommit(header(5, 'own'), [5, 2, 1], unread), 'conflict');
  assert.equal(judgeCommit(header(1, 'own'), [1], unread), 'committed');
});

test('the newest revision is judged by its own number when it is read long after the listing', () => {
  // Listed 127 ahead, read 140 ahead: the nonce has left the list, and that proves nothing.
  const present = [137, 136, 135, 134, 133, 132, 131, 130, 10];
  const newest = header(150, 'n150', ['n150', 'n149']);
  assert.equal(
    judgeCommit(header(10, 'n10'), present, () => newest),
    'unknown',
  );
});

function header(number: number, nonce: string, recent: readonly string[] = [nonce]): Header {
  return { kind: 'batch', version: '2.0.0', number, written_at: '', nonce, recent };
}
