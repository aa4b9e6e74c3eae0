import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { parseFeatureList } from '../../lib/domain/feature-list.ts';

function texts(list: string): string[] {
  return parseFeatureList(list).map(({ text }) => text);
}

test('each plain line is an item', () => {
  assert.deepEqual(parseFeatureList('fix login\nadd logout\r\nwrite docs\rrelease'), [
    { text: 'fix login' },
    { text: 'add logout' },
    { text: 'write docs' },
    { text: 'release' },
  ]);
});

test('bullets and numbers are stripped', () => {
  const list = '- a\n* b\n+ c\n• d\n1. e\n2) f\n10.\tg';
  assert.deepEqual(texts(list), ['a', 'b', 'c', 'd', 'e', 'f', 'g']);
});

test('what only looks like a bullet or a number belongs to the text', () => {
  const lines = ['-a', '*b* c', '1.5 GB limit', '3 retries', '--help', '+1 for logs', '(1) x', '[x] y'];
  assert.deepEqual(texts(lines.join('\n')), lines);
});

test('a checked box is completed, an empty one is not', () => {
  assert.deepEqual(parseFeatureList('- [x] a\n- [X] b\n- [ ] c\n1. [x] d\n- [y] e\n- [x]f'), [
    { text: 'a', completed: true },
    { text: 'b', completed: true },
    { text: 'c' },
    { text: 'd', completed: true },
    { text: '[y] e' },
    { text: '[x]f' },
  ]);
});

test('indented lines continue an item, bullets, blank lines and comments between them notwithstanding', () => {
  const list = '- a\n  more of a\n\n\tand more\n  - a detail\n# note\n    end of a\n- [x] b\n  more of b';
  assert.deepEqual(parseFeatureList(list), [
    { text: 'a more of a and more - a detail end of a' },
    { text: 'b more of b', completed: true },
  ]);
});

test('a list that is indented as a whole is a list still', () => {
  assert.deepEqual(texts('# Tasks\n  - a\n    more of a\n  - b\n## More\n  - c\n- d\n  more of d'), [
    'a more of a',
    'b',
    'c',
    'd more of d',
  ]);
});

test('blank lines, headings, comments and rules are skipped', () => {
  assert.deepEqual(texts('# Title\n\n  \n#\n######\n###### deep\n  # aside\n---\n* * *\na\n#\tb'), ['a']);
});

test('an issue number at the beginning is no comment', () => {
  assert.deepEqual(texts('#72 fix login\n- #73 add logout\n#!x\n####### seven'), [
    '#72 fix login',
    '#73 add logout',
    '#!x',
    '####### seven',
  ]);
});

test('bullets without text are no items, unless a line continues them', () => {
  assert.deepEqual(texts('-\n- [ ]\n1.\n-\n  a'), ['a']);
});

test('nothing gives nothing, and a byte order mark is nothing', () => {
  for (const list of ['', '\n\n', '\uFEFF', '# only a title']) assert.deepEqual(texts(list), []);
  assert.deepEqual(texts('\uFEFF- a'), ['a']);
});

test('any text whatever gives items with text, in lines no fewer than items', () => {
  const line = fc.oneof(fc.string(), fc.constantFrom('- ', '  ', '# ', '- [x] a', '\t', '1.', '---'));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const items = parseFeatureList(lines.join('\n'));
      assert.ok(items.every(({ text }) => text === text.trim() && text !== ''));
      assert.ok(items.length <= lines.join('\n').split(/\r\n|[\n\r]/).length);
    }),
  );
});
