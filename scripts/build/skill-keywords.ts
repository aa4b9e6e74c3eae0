// Takes the keywords over from the front matter of skills, so that the prompt hook reads neither a file nor YAML:
// `tsx scripts/build/skill-keywords.ts` writes lib/domain/skill-keywords.ts.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';

/** Where the keywords are, below the root. */
export const KEYWORDS_FILE = 'lib/domain/skill-keywords.ts';

const LINE_WIDTH = 110;

const WORD = String.raw`(?:\.\.\.|[a-z0-9]+\*?(?:\|[a-z0-9]+\*?)*)`;
const phrase = v.pipe(v.string(), v.regex(new RegExp(`^[!^]?${WORD}(?: ${WORD})*$`)));

const frontMatter = v.object({
  name: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)),
  metadata: v.optional(
    v.object({
      keywords: v.optional(v.record(v.pipe(v.string(), v.regex(/^[a-z -]+$/)), v.array(phrase))),
      unless: v.optional(v.array(phrase)),
    }),
  ),
});

/** The text of that file for the skills below `root`; those without keywords are left out. */
export function skillKeywords(root: string): string {
  const skills = readdirSync(path.join(root, 'skills'))
    .toSorted()
    .map((folder) => path.join(root, 'skills', folder, 'SKILL.md'))
    .filter((file) => existsSync(file))
    .map((file) => entryOf(readFileSync(file, 'utf8')));
  return `// Made from the front matter of skills/*/SKILL.md by scripts/build/skill-keywords.ts.
import type { SkillKeywords } from './keyword-match.ts';

export const SKILL_KEYWORDS: readonly SkillKeywords[] = [
${skills.join('')}];
`;
}

function entryOf(text: string): string {
  const [, yaml = ''] = /^---\n(.*?)\n---\n/s.exec(text) ?? [];
  const { name, metadata } = v.parse(frontMatter, parse(yaml));
  const keywords = Object.entries(metadata?.keywords ?? {});
  if (keywords.length === 0) return '';
  return `  {
    skill: '${name}',
    keywords: [
${keywords.map(([keyword, phrases]) => keywordOf(keyword, phrases)).join('')}    ],
    ${property('unless', metadata?.unless ?? [], 4)},
  },
`;
}

function keywordOf(name: string, all: readonly string[]): string {
  const phrases = all.filter((each) => !each.startsWith('!'));
  const unless = all.filter((each) => each.startsWith('!')).map((each) => each.slice(1));
  return `      {
        name: '${name}',
        ${property('phrases', phrases, 8)},
        ${property('unless', unless, 8)},
      },
`;
}

/** As the formatter writes it: on one line if that has room, else one phrase to a line. */
function property(name: string, phrases: readonly string[], indent: number): string {
  const oneLine = `${name}: [${phrases.map((each) => `'${each}'`).join(', ')}]`;
  if (indent + oneLine.length + 1 <= LINE_WIDTH) return oneLine;
  const margin = ' '.repeat(indent);
  return `${name}: [\n${phrases.map((each) => `${margin}  '${each}',\n`).join('')}${margin}]`;
}

if (process.argv[1] === import.meta.filename) {
  const root = path.resolve(import.meta.dirname, '../..');
  writeFileSync(path.join(root, KEYWORDS_FILE), skillKeywords(root));
}
