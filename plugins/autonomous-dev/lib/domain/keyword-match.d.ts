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
export type SkillMatch = Readonly<{
    skill: string;
    keywords: readonly string[];
}>;
/** The first skill of which the prompt has two distinct keywords; null when there is none. */
export declare function matchSkill(prompt: string, skills: readonly SkillKeywords[]): SkillMatch | null;
