import { cutText, plainLine } from '../index.ts';

/** Foreign text as part of a message: on one line, cut, in quotation marks. */
export function quote(text: string): string {
  return `"${plainLine(cutText(text, 100))}"`;
}
