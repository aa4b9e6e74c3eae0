import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cancelBatch } from '../../lib/domain/batch-control.ts';
import { addFeatures, createBatch, issueItems, type NewBatch } from '../../lib/domain/create-batch.ts';
import { parseFeatureList } from '../../lib/domain/feature-list.ts';
import { START, batchOf, codeOf, featureIn, freeze, minute, valueOf } from './batch-fixtures.ts';

const WANTED: NewBatch = freeze({
  batchId: 'b1',
  source: { type: 'file', path: 'todo.md' },
  items: [{ text: 'one' }],
  maxAttempts: 3,
  origin: { host: 'h' },
});

function refusalOf(wanted: Partial<NewBatch>): string {
  return codeOf(createBatch({ ...WANTED, ...wanted }, START));
}

test('a new batch has its features numbered from 1, and nothing done', () => {
  const batch = valueOf(createBatch({ ...WANTED, title: ' Night\nshift ' }, START));
  assert.deepEqual(batch, {
    batch_id: 'b1',
    title: 'Night shift',
    source: { type: 'file', path: 'todo.md' },
    features: [
      {
        number: 1,
        text: 'one',
        status: 'pending',
        attempts: 0,
        refunds: 0,
        depends_on: [],
        history: [],
      },
    ],
    next_token: 1,
    created_at: START,
    updated_at: START,
    max_attempts: 3,
    origin: { host: 'h' },
  });
});

test('a text becomes one line without control characters, and is not altered otherwise', () => {
  const given = [
    'support 1..10',
    '  two\r\nlines\tand a tab ',
    'esc \u001b[31mred',
    '../etc',
    'Größe 検索 📦 \\ "',
  ];
  const { features } = batchOf(given);
  assert.deepEqual(
    features.map(({ text }) => text),
    ['support 1..10', 'two lines and a tab', 'esc red', '../etc', 'Größe 検索 📦 \\ "'],
  );
});

test('items that are done already are completed', () => {
  const items = parseFeatureList('- [x] one\n- two');
  const batch = valueOf(createBatch({ ...WANTED, items }, START));
  assert.deepEqual(
    batch.features.map(({ status, finished_at }) => [status, finished_at]),
    [
      ['completed', START],
      ['pending', undefined],
    ],
  );
});

describe('a batch is refused', () => {
  test('for an id that cannot be one', () => {
    for (const batchId of ['', '..', 'a/b', 'a\\b', '/a', 'A', '-a', 'a'.repeat(65), 'con', 'a\n', ' a']) {
      assert.equal(refusalOf({ batchId }), 'invalid-batch-id');
    }
  });
  test('without features, or with an empty one', () => {
    assert.equal(refusalOf({ items: [] }), 'no-features');
    assert.equal(refusalOf({ items: [{ text: 'one' }, { text: ' \u0000\n ' }] }), 'empty-feature');
  });
  test('for a number of attempts that is none', () => {
    for (const maxAttempts of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.equal(refusalOf({ maxAttempts }), 'invalid-max-attempts');
    }
  });
  test('for a text over 10,000 characters, which is not cut', () => {
    assert.equal(refusalOf({ items: [{ text: 'x'.repeat(10_001) }] }), 'too-long');
    assert.equal(refusalOf({ title: 'x'.repeat(10_001) }), 'too-long');
    assert.equal(featureIn(batchOf(['x'.repeat(10_000)]), 1).text.length, 10_000);
  });
  test('for more than 10,000 features', () => {
    const items = Array.from({ length: 10_001 }, () => ({ text: 'x' }));
    assert.equal(refusalOf({ items }), 'too-many-features');
    assert.ok(createBatch({ ...WANTED, items: items.slice(1) }, START).ok);
  });
  test('for more than 16 MB of text, counted as it is stored', () => {
    const wide = Array.from({ length: 600 }, () => ({ text: '検'.repeat(10_000) }));
    assert.equal(refusalOf({ items: wide }), 'too-much-text');
    assert.ok(createBatch({ ...WANTED, items: wide.slice(0, 500) }, START).ok);
  });
});

describe('adding features', () => {
  test('numbers them on and leaves the others alone', () => {
    const batch = batchOf(['one']);
    const after = valueOf(
      addFeatures(batch, [{ text: 'two' }, { text: 'three', completed: true }], minute(1)),
    );
    assert.deepEqual(
      after.features.map(({ number, text, status }) => [number, text, status]),
      [
        [1, 'one', 'pending'],
        [2, 'two', 'pending'],
        [3, 'three', 'completed'],
      ],
    );
    assert.equal(after.features[0], batch.features[0]);
    assert.equal(after.updated_at, minute(1));
  });
  test('is refused where the whole batch would grow too large, or was cancelled', () => {
    const full = batchOf(Array.from({ length: 10_000 }, () => 'x'));
    assert.equal(codeOf(addFeatures(full, [{ text: 'y' }], START)), 'too-many-features');
    const heavy = batchOf(Array.from({ length: 500 }, () => '検'.repeat(10_000)));
    const more = Array.from({ length: 100 }, () => ({ text: '検'.repeat(10_000) }));
    assert.equal(codeOf(addFeatures(heavy, more, START)), 'too-much-text');
    assert.equal(codeOf(addFeatures(batchOf(['one']), [], START)), 'no-features');
    assert.equal(
      codeOf(addFeatures(cancelBatch(batchOf(['one']), START), [{ text: 'y' }], START)),
      'cancelled',
    );
  });
});

describe('issues', () => {
  test('become features that name them', () => {
    const items = valueOf(issueItems([72, 1]));
    const batch = valueOf(createBatch({ ...WANTED, items }, START));
    assert.deepEqual(
      batch.features.map(({ text, issue_number }) => [text, issue_number]),
      [
        ['Issue #72', 72],
        ['Issue #1', 1],
      ],
    );
  });
  test('that are none, or named twice, are refused', () => {
    for (const number of [0, -1, 1.5, Number.NaN])
      assert.equal(codeOf(issueItems([number])), 'invalid-issue');
    assert.equal(codeOf(issueItems([72, 73, 72])), 'duplicate-issue');
  });
});
