// Which skill a prompt is about, by the keywords that the skill itself names. One keyword is no sign: each of them
// also means other things.

/**
 * Phrases are words in lower case. `x*` is any word that begins with x, `x|y` one of both, `...` up to four words; a
 * leading `^` is the start of the prompt.
 */
export type Keyword = Readonly<{
  name: string;
  phrases: readonly string[];
  /** Where one of these is found as well, the keyword means something else. */
  unless: readonly string[];
}>;

export type SkillKeywords = Readonly<{
  skill: string;
  keywords: readonly Keyword[];
  /** How prompts begin that are about none of this. */
  unless: readonly string[];
}>;

export type SkillMatch = Readonly<{ skill: string; keywords: readonly string[] }>;

/** What a prompt is about stands in its beginning; whole files may be pasted behind that. */
const MAX_CHARACTERS = 20_000;
const WORDS_AT_BEGINNING = 10;

/** The first skill of which the prompt has two distinct keywords; null when there is none. */
export function matchSkill(prompt: string, skills: readonly SkillKeywords[]): SkillMatch | null {
  const words = wordsOf(prompt.slice(0, MAX_CHARACTERS));
  const text = words.join(' ');
  const beginning = words.slice(0, WORDS_AT_BEGINNING).join(' ');
  for (const { skill, keywords, unless } of skills) {
    if (hasOneOf(unless, beginning)) continue;
    const found = keywords.filter((each) => hasOneOf(each.phrases, text) && !hasOneOf(each.unless, text));
    if (found.length > 1) return { skill, keywords: found.map(({ name }) => name) };
  }
  return null;
}

/** In lower case; `saveState` and `save_state` are two words each. */
function wordsOf(text: string): readonly string[] {
  return text.match(/[A-Z]*[a-z0-9]+|[A-Z]+/g)?.map((word) => word.toLowerCase()) ?? [];
}

function hasOneOf(phrases: readonly string[], text: string): boolean {
  return phrases.length > 0 && new RegExp(phrases.map(patternOf).join('|')).test(text);
}

function patternOf(phrase: string): string {
  const isFirst = phrase.startsWith('^');
  const words = phrase.slice(isFirst ? 1 : 0).split(' ');
  const pattern = words.map((word) =>
    word === '...' ? '(?:\\w+ ){0,4}' : `(?:${word.replaceAll('*', '\\w*')}) `,
  );
  return `${isFirst ? '^' : '\\b'}${pattern.join('').trimEnd()}\\b`;
}
