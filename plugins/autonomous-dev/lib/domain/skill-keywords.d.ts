import type { SkillKeywords } from './keyword-match.js';
export declare const SKILL_KEYWORDS: readonly SkillKeywords[];
