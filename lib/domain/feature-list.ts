// Reads work items from plain lines or a Markdown list.

export type FeatureItem = Readonly<{
  text: string;
  /** Done before the batch began, as `- [x]` says. */
  completed?: boolean | undefined;
  issueNumber?: number | undefined;
}>;

const HEADING_OR_COMMENT = /^#{1,6}(?:\s|$)/;
const RULE = /^([-*_])(?:\s*\1){2,}$/;
const BULLET = /^(?:[-*+•]|\d{1,9}[.)])(?:\s+|$)(?:\[([ xX])\](?:\s+|$))?/;

/**
 * One item per line; bullets, numbers and check boxes are stripped, `- [x]` is completed, and a line indented deeper
 * than its item continues it. Skipped are blank lines, headings and comments (one to six `#` followed by a space or
 * alone: `#72 fix login` is an item), horizontal rules, and bullets without text.
 */
export function parseFeatureList(list: string): readonly FeatureItem[] {
  const items: { text: string; completed: boolean }[] = [];
  let itemIndent = 0;
  for (const line of list.replace(/^\uFEFF/, '').split(/\r\n|[\n\r]/)) {
    const text = line.trim();
    const indent = columnsOf(/^\s*/.exec(line)?.[0] ?? '');
    const item = items.at(-1);
    if (text === '' || HEADING_OR_COMMENT.test(text) || RULE.test(text)) continue;
    if (item !== undefined && indent > itemIndent) {
      item.text += ` ${text}`;
    } else {
      const bullet = BULLET.exec(text);
      items.push({ text: text.slice(bullet?.[0].length ?? 0), completed: /x/i.test(bullet?.[1] ?? '') });
      itemIndent = indent;
    }
  }
  return items
    .map((item) => ({ ...item, text: item.text.trim() }))
    .filter(({ text }) => text !== '')
    .map(({ text, completed }) => (completed ? { text, completed } : { text }));
}

function columnsOf(blanks: string): number {
  return blanks.replaceAll('\t', '    ').length;
}
