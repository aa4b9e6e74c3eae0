import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import test from 'node:test';
import { createBatchState, loadBatchState, type BatchRequest } from '../../lib/index.ts';
import { createProject, snapshot } from '../support/project.ts';
import { inSession, makeBatch, noOf, valueOf } from './stage.ts';

const REFUSED: Readonly<Record<string, readonly [string, BatchRequest]>> = {
  'no feature': ['no-features', {}],
  'an empty list': ['no-features', { features: [] }],
  'a list of headings': ['no-features', { list: '# Work\n\n## More\n' }],
  'a feature without text': ['empty-feature', { features: ['one', ' \u0007\u200b '] }],
  '10,001 features': ['too-many-features', { features: Array.from({ length: 10_001 }, String) }],
  '20 KB in one feature': ['too-long', { features: ['x'.repeat(20_480)] }],
  '17 MB of text': ['too-much-text', { features: Array.from({ length: 1800 }, () => 'x'.repeat(9999)) }],
  '17 MB of wide text': ['too-much-text', { features: Array.from({ length: 600 }, () => '語'.repeat(9999)) }],
  'a title of 10,001 characters': ['too-long', { features: ['one'], title: 't'.repeat(10_001) }],
  'an id that is a path': ['invalid-batch-id', { features: ['one'], batchId: '../b1' }],
  'an absolute id': ['invalid-batch-id', { features: ['one'], batchId: '/tmp/b1' }],
  'an id with a backslash': ['invalid-batch-id', { features: ['one'], batchId: 'a\\b' }],
  'an id of a dot': ['invalid-batch-id', { features: ['one'], batchId: '.' }],
  'an empty id': ['invalid-batch-id', { features: ['one'], batchId: '' }],
  'an id in capitals': ['invalid-batch-id', { features: ['one'], batchId: 'B1' }],
  'an id of 65 characters': ['invalid-batch-id', { features: ['one'], batchId: 'b'.repeat(65) }],
  'the id of a device': ['invalid-batch-id', { features: ['one'], batchId: 'con' }],
  'an id that ends a line': ['invalid-batch-id', { features: ['one'], batchId: 'b1\n' }],
  'no attempt at all': ['invalid-max-attempts', { features: ['one'], maxAttempts: 0 }],
  'half an attempt': ['invalid-max-attempts', { features: ['one'], maxAttempts: 1.5 }],
  'attempts without end': ['invalid-max-attempts', { features: ['one'], maxAttempts: Infinity }],
  'an issue of no number': ['invalid-issue', { issueNumbers: [0] }],
  'an issue twice': ['duplicate-issue', { issueNumbers: [7, 7] }],
  'a wait for nothing': ['unknown-dependency', { features: ['one'], dependencies: [{ number: 1, on: [2] }] }],
  'a wait by nothing': ['unknown-dependency', { features: ['one'], dependencies: [{ number: 0, on: [1] }] }],
  'a wait for itself': ['cyclic-dependency', { features: ['one'], dependencies: [{ number: 1, on: [1] }] }],
};

test('what cannot be a batch is refused with a reason, and leaves nothing behind', async (t) => {
  const project = createProject(t);
  for (const [what, [code, request]] of Object.entries(REFUSED)) {
    const outcome = await createBatchState(request, inSession(project, 's1'));
    assert.equal(noOf(outcome), `refused ${code}`, what);
    assert.equal(existsSync(project.stateDir), false, `${what} left something behind`);
  }
});

test('an id that is in use is refused, and the batch stays as it is', async (t) => {
  const project = createProject(t);
  const here = inSession(project, 's1');
  await makeBatch(['one'], here);
  const before = snapshot(project.stateDir);
  const again = await createBatchState({ features: ['other'], batchId: 'b1' }, here);
  assert.equal(noOf(again), 'refused batch-exists');
  assert.deepEqual(snapshot(project.stateDir), before);
});

test('the largest batch that is taken can be made and read', async (t) => {
  const project = createProject(t);
  const features = Array.from({ length: 10_000 }, (_, index) => `${index} `.padEnd(1600, 'x'));
  const { features: stored } = await makeBatch(features, inSession(project, 's1'));
  assert.equal(stored.length, 10_000);
  const { batch } = valueOf(await loadBatchState('b1', inSession(project, 's2')));
  assert.equal(batch.features[9999]?.text.length, 1600);
});

test('texts become one line each, without what acts on a terminal, and nothing else of them is changed', async (t) => {
  const here = inSession(createProject(t), 's1');
  const given = [
    'two\nlines',
    'a\u001b[31m red\u001b[0m one',
    'up../ and ..',
    'w\u00ef\u0111e \u8a9e \u{1f600}',
  ];
  const { features, title } = await makeBatch(given, here, { title: ' The\r\nbatch\u202e ' });
  assert.deepEqual(
    features.map(({ text }) => text),
    ['two lines', 'a red one', 'up../ and ..', 'w\u00ef\u0111e \u8a9e \u{1f600}'],
  );
  assert.equal(title, 'The batch');
});

test('features come from a list, texts and issues together, in this order', async (t) => {
  const here = inSession(createProject(t), 's1');
  const { features, source } = await makeBatch(['text'], here, {
    list: '- [x] listed\n',
    issueNumbers: [72],
    path: 'list.md',
  });
  assert.deepEqual(
    features.map(({ text, status, issue_number }) => [text, status, issue_number]),
    [
      ['listed', 'completed', undefined],
      ['text', 'pending', undefined],
      ['Issue #72', 'pending', 72],
    ],
  );
  assert.deepEqual(source, { type: 'issues' });
});

test('ids that are made up do not collide in one second', async (t) => {
  const here = inSession(createProject(t), 's1');
  const ids = new Set<string>();
  for (let count = 0; count < 20; count += 1) {
    ids.add(valueOf(await createBatchState({ features: ['one'] }, here)).batch.batch_id);
  }
  assert.equal(ids.size, 20);
});
