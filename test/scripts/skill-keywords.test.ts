import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { it, type TestContext } from 'node:test';
import { KEYWORDS_FILE, skillKeywords } from '../../scripts/build/skill-keywords.ts';
import { plant, scratchFolder } from '../support/project.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

function keywordsOf(t: TestContext, ...fronts: string[]): string {
  const root = scratchFolder(t);
  for (const [at, front] of fronts.entries())
    plant(root, { skills: { [`skill-${at}`]: { 'SKILL.md': `---\n${front}\n---\n\nText\n` } } });
  return skillKeywords(root);
}

it('the keywords in the sources are those of the skills', () => {
  const written = readFileSync(path.join(ROOT, KEYWORDS_FILE), 'utf8');
  assert.equal(written, skillKeywords(ROOT), 'run: tsx scripts/build/skill-keywords.ts');
});

it('keywords are taken over phrase by phrase', (t) => {
  const front = `name: baking
metadata:
  keywords:
    dough: [dough, '!play dough', knead* ... by hand|machine]
  unless: [^tell, joke]`;
  assert.match(
    keywordsOf(t, 'name: other', front),
    new RegExp(
      [
        "skill: 'baking',\\n    keywords: \\[\\n      \\{",
        "name: 'dough',",
        "phrases: \\['dough', 'knead\\* ... by hand\\|machine'\\],",
        "unless: \\['play dough'\\],",
        "\\},\\n    \\],\\n    unless: \\['\\^tell', 'joke'\\],\\n  \\},\\n\\];\\n$",
      ].join('\\n? *'),
    ),
  );
});

it('phrases that would be no plain words are refused', (t) => {
  for (const phrase of ['Dough', 'do(ugh', "it's", 'a  b', 'a|', '*', 'a**', ''])
    assert.throws(() =>
      keywordsOf(t, `name: baking\nmetadata:\n  keywords:\n    dough: [${JSON.stringify(phrase)}]`),
    );
  assert.throws(() => keywordsOf(t, 'description: no name'));
});
