// Foreign text as part of Markdown: what it says is shown, and nothing of it acts as markup.
import { cutText, plainLine } from '../index.ts';

const MAX_CHARACTERS = 200;

/** On one line, cut, in quotation marks. */
export function quoted(text: string): string {
  return `"${escaped(text)}"`;
}

/** On one line, cut. Never to be put at the beginning of a line, where a number or a dash would act. */
export function escaped(text: string): string {
  return plainLine(cutText(text, MAX_CHARACTERS)).replaceAll(/[\\`*_[\]<>&|~$#]/g, '\\$&');
}

/** As code, which shows every sign as it is; where that cannot be, escaped. */
export function code(text: string): string {
  const line = plainLine(cutText(text, MAX_CHARACTERS));
  return line === '' || line.includes('`') ? escaped(text) : `\`${line}\``;
}
