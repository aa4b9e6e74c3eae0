import * as fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alignColumns } from '../../lib/cli/columns.ts';
import { renderJson, renderScreen, renderText, styled } from '../../lib/cli/output.ts';

const HOSTILE = 'a\u001b[31mred\u0007\r\nb\u0000\u009b2J\u202egnp\u2028\u200b\ud800\u{e0041}\tz';
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

const anyText = fc.string({ unit: 'binary', maxLength: 40 });

test('a line of text holds no character that acts on a terminal, whatever it was made of', () => {
  const lines = [HOSTILE, [styled('red', HOSTILE), HOSTILE], ...alignColumns([[HOSTILE, HOSTILE], ['x']])];
  for (const line of renderText(lines, false).slice(0, -1).split('\n')) assert.doesNotMatch(line, UNSAFE);
  assert.equal(renderText(lines, false).split('\n').length, lines.length + 1);
});

test('colours are the only escapes on a terminal', () => {
  const text = renderText([[styled('red', HOSTILE), HOSTILE]], true);
  assert.match(text, /^\u001b\[31m/);
  assert.doesNotMatch(text.replaceAll(/\u001b\[\d+m/g, '').trimEnd(), UNSAFE);
});

test('a screen is drawn over the one before it', () => {
  assert.equal(renderScreen(['one', 'two'], false), '\u001b[Hone\u001b[K\ntwo\u001b[K\n\u001b[J');
});

test('JSON is one line without control characters and loses nothing', () => {
  assert.doesNotMatch(renderJson({ [HOSTILE]: HOSTILE }).trimEnd(), UNSAFE);
  assert.deepEqual(JSON.parse(renderJson({ [HOSTILE]: HOSTILE })), { [HOSTILE]: HOSTILE });
  fc.assert(
    fc.property(fc.dictionary(anyText, anyText), (value) => {
      const json = renderJson(value);
      assert.match(json, /\n$/);
      assert.doesNotMatch(json.slice(0, -1), UNSAFE);
      assert.deepEqual(JSON.parse(json), JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('readable signs of any script stay as they are', () => {
  assert.equal(renderJson('Grüße 日本語 🙂'), '"Grüße 日本語 🙂"\n');
  assert.equal(renderText(['Grüße 日本語 🙂'], false), 'Grüße 日本語 🙂\n');
});

test('columns stand below each other and the last is cut to the width', () => {
  const rows = [
    ['a', 'bb', 'a long last column'],
    ['aaaa', 'b', 'short'],
  ];
  assert.deepEqual(renderText(alignColumns(rows, 22, '  '), false).split('\n'), [
    '  a     bb  a long la…',
    '  aaaa  b   short',
    '',
  ]);
  assert.deepEqual(
    renderText(alignColumns([['a', 'b'], ['alone, and long']]), false),
    'a  b\nalone, and long\n',
  );
});
