import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countSaves } from '../../scripts/demo/count.ts';

const saved = (message: string) => ({ message, answer: 'Checkpoint: saved' });
const cut = (message: string) => ({ message, answer: null });
const skipped = (message: string) => ({ message, answer: 'Checkpoint: skipped (disk-full): no room' });

test('the count is right when every acknowledged save is there once, whatever became of the killed ones', () => {
  const answers = [saved('a'), saved('b'), cut('c'), cut('d'), skipped('e')];
  const expected = { acknowledged: 2, skipped: 1, cut: 2, cutButThere: 1, wrong: [] };
  assert.deepEqual(countSaves(answers, ['a', 'c', 'b']), expected);
});

test('the count names what was acknowledged and is lost', () => {
  assert.deepEqual(countSaves([saved('a'), saved('b')], ['b']).wrong, ['lost: a']);
});

test('the count names what is there twice, killed saves included', () => {
  const { wrong } = countSaves([saved('a'), cut('b')], ['a', 'b', 'a', 'b']);
  assert.deepEqual(wrong, ['there twice: a', 'there twice: b']);
});

test('the count names what is there though it was skipped or never asked for', () => {
  const { wrong } = countSaves([skipped('a')], ['a', 'b']);
  assert.deepEqual(wrong, ['there, but never acknowledged: a', 'there, but never acknowledged: b']);
});
