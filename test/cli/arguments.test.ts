import assert from 'node:assert/strict';
import { test } from 'node:test';
import { done } from '../../lib/cli/answer.ts';
import { parseArguments, toWhole } from '../../lib/cli/arguments.ts';
import { command } from '../../lib/cli/command.ts';

const sample = command({
  name: 'sample',
  group: 'every day',
  summary: 'Nothing',
  arguments: ['NUMBER', '[ID]'],
  options: {
    text: { value: 'TEXT', required: true, about: 'a text' },
    note: { value: 'TEXT', multiple: true, about: 'notes' },
    force: { about: 'a flag' },
  },
  run: () => done(null, []),
});

function parse(...args: string[]) {
  return parseArguments(sample, args);
}

test('options and arguments may stand in any order, with and without an equals sign', () => {
  const { options, positionals, problem } = parse(
    '--force',
    '7',
    '--text=a=b',
    '--note',
    'x',
    'b1',
    '--note=',
  );
  assert.equal(problem, null);
  assert.deepEqual(positionals, ['7', 'b1']);
  assert.deepEqual(options, {
    text: 'a=b',
    note: ['x', ''],
    force: true,
    json: false,
    root: undefined,
    session: undefined,
    help: false,
  });
});

test('a value may begin with a dash, unless it is the next option', () => {
  assert.equal(parse('7', '--text', '- one\n- two').options['text'], '- one\n- two');
  assert.equal(parse('7', '--text', '--force it').options['text'], '--force it');
  assert.equal(parse('7', '--text=--force').options['text'], '--force');
  assert.equal(parse('7', '--text', '-').options['text'], '-');
  const swallowed = parse('7', '--text', '--force');
  assert.equal(swallowed.problem, '--text needs a value: --text TEXT');
  assert.equal(swallowed.options['force'], true);
});

test('after two dashes everything is an argument', () => {
  assert.deepEqual(parse('--text', 'a', '--', '--json', '-').positionals, ['--json', '-']);
});

test('what is wrong is said in one line', () => {
  assert.equal(parse('7').problem, '--text TEXT is missing');
  assert.equal(parse('--text', 'a').problem, 'NUMBER is missing');
  assert.equal(parse('7', 'b1', 'more', '--text', 'a').problem, 'unexpected argument "more"');
  assert.equal(parse('7', '--text').problem, '--text needs a value: --text TEXT');
  assert.equal(parse('7', '--text', 'a', '--force=yes').problem, '--force takes no value');
  assert.equal(parse('7', '--txet', 'a').problem, 'unknown option "--txet"; did you mean --text?');
  assert.equal(parse('7', '-x').problem, 'unknown option "-x"');
  assert.equal(parse('7', '--').problem, '--text TEXT is missing');
});

test('names that every object has are no options', () => {
  for (const name of ['__proto__', 'constructor', 'toString']) {
    assert.equal(parse('7', '--text', 'a', `--${name}=x`).problem, `unknown option "--${name}=x"`);
  }
});

test('an enormous or strange argument is a problem like any other, and is quoted short', () => {
  for (const word of [`-${'a'.repeat(1_000_000)}`, `--${'b'.repeat(1_000_000)}`, '--\u001b[31m\n']) {
    const { problem } = parse('7', '--text', 'a', word);
    assert.match(problem ?? '', /^unknown option "[^\u0000-\u001f]{1,120}"$/);
  }
  const many = ['7', '--text', 'a'].concat(Array.from({ length: 200_000 }, () => '-q'));
  assert.equal(parseArguments(sample, many).problem, 'unknown option "-q"');
});

test('a whole number is digits only', () => {
  assert.deepEqual(['0', '72', '-1', '1e3', '0x10', ' 1', '', '9'.repeat(16)].map(toWhole), [
    0,
    72,
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});
