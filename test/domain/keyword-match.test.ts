import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { matchSkill, type Keyword, type SkillKeywords } from '../../lib/domain/keyword-match.ts';
import { SKILL_KEYWORDS } from '../../lib/domain/skill-keywords.ts';

const PROMPTS = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, '../fixtures/prompts.json'), 'utf8'),
) as Readonly<Record<string, readonly string[]>>;

const skillOf = (prompt: string): string => matchSkill(prompt, SKILL_KEYWORDS)?.skill ?? 'none';

const keyword = (name: string, ...phrases: string[]): Keyword => ({ name, phrases, unless: [] });
const skill = (...keywords: Keyword[]): SkillKeywords => ({ skill: 'baking', keywords, unless: [] });
const matches = (prompt: string, ...keywords: Keyword[]): readonly string[] =>
  matchSkill(prompt, [skill(...keywords)])?.keywords ?? [];

describe('the skill of a prompt', () => {
  it('is right for at least 95 of 100 prompts, on either side', () => {
    for (const [expected, prompts] of Object.entries(PROMPTS)) {
      assert.ok(prompts.length >= 30);
      const wrong = prompts.filter((prompt) => skillOf(prompt) !== expected);
      assert.ok(wrong.length <= prompts.length * 0.05, wrong.join('\n'));
    }
    assert.equal(PROMPTS['none']?.length, PROMPTS['state-management-patterns']?.length);
  });

  it('is told by two distinct keywords', () => {
    assert.deepEqual(matchSkill('make the cache write atomic and add crash recovery', SKILL_KEYWORDS), {
      skill: 'state-management-patterns',
      keywords: ['atomic write', 'crash recovery'],
    });
  });

  it('is not told by one, however often it comes', () => {
    for (const prompt of [
      'write a pure function that adds two numbers',
      'add checkpoint saving to the model trainer',
      'checkpoint! Checkpoints, checkpointing: CHECKPOINT',
      'an atomic write is an atomic write',
      'lock the file, unlock the file, lock it again',
    ]) {
      assert.equal(skillOf(prompt), 'none', prompt);
    }
  });

  it('is not told by what stands far behind the beginning', () => {
    const keywords = 'make the cache write atomic and add crash recovery';
    assert.equal(skillOf(`${'x '.repeat(9000)}${keywords}`), 'state-management-patterns');
    assert.equal(skillOf(`${'x '.repeat(10_000)}${keywords}`), 'none');
  });

  it('is found in a moment, whatever the prompt', () => {
    const started = performance.now();
    for (const part of [
      'a ',
      'persist ',
      'state to file ',
      'x',
      'between two write ',
      '\u0000',
      'aA',
      'état ',
    ])
      skillOf(part.repeat(1_000_000));
    assert.ok(performance.now() - started < 5000);
  });
});

describe('a phrase', () => {
  const dough = keyword('dough', 'dough');

  it('is of whole words, in any case and spelling of a name', () => {
    assert.deepEqual(matches('Knead-the DOUGH', dough, keyword('knead', 'knead the')), ['dough', 'knead']);
    assert.deepEqual(matches('kneadThe(dough)', dough, keyword('knead', 'knead the')), ['dough', 'knead']);
    assert.deepEqual(matches('knead_the doughnut', dough, keyword('knead', 'knead the')), []);
    assert.deepEqual(matches('breadknead the dough', dough, keyword('knead', 'knead the')), []);
  });

  it('has any ending behind an asterisk, and alternatives', () => {
    const oven = keyword('oven', 'preheat*|heat oven*');
    assert.deepEqual(matches('dough: preheating ovens', dough, oven), ['dough', 'oven']);
    assert.deepEqual(matches('dough: heat oven', dough, oven), ['dough', 'oven']);
    assert.deepEqual(matches('dough: heating oven', dough, oven), []);
  });

  it('has up to four words in the place of an ellipsis', () => {
    const flour = keyword('flour', 'sieve ... flour');
    assert.deepEqual(matches('dough: sieve flour', dough, flour), ['dough', 'flour']);
    assert.deepEqual(matches('dough: sieve a bit of white flour', dough, flour), ['dough', 'flour']);
    assert.deepEqual(matches('dough: sieve a bit of very white flour', dough, flour), []);
  });

  it('rules out a keyword, or a skill by the beginning of the prompt', () => {
    const salt = { ...keyword('salt', 'salt'), unless: ['road*'] };
    assert.deepEqual(matches('dough with salt', dough, salt), ['dough', 'salt']);
    assert.deepEqual(matches('dough with salt for roads', dough, salt), []);

    const baking = { ...skill(dough, salt), unless: ['^tell', 'joke'] };
    const matched = (prompt: string) => matchSkill(prompt, [baking]) !== null;
    assert.ok(matched('how to tell salt from dough'));
    assert.equal(matched('tell salt from dough'), false);
    assert.equal(matched('make a joke of salt and dough'), false);
    assert.ok(matched('salt and dough, one two three four five six seven, no joke'));
  });
});
