// Text from users, agents and clients, made safe to store, to print and to quote to a model.

// C0 and C1 controls, the line and paragraph separators, bidirectional overrides and isolates, and the
// invisible marks and tag characters that hide text from a reader.
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g;

// Terminal control sequences: CSI with its parameters, OSC up to its end, and the two-character ones.
const TERMINAL_SEQUENCE =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[@-_]/g;

/** Whether there is a control character other than tab, line feed and carriage return. */
export function hasControls(text: string): boolean {
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.test(text);
}

/** One line without control, bidirectional or invisible characters; every run of them becomes one space. */
export function plainLine(text: string): string {
  return text
    .toWellFormed()
    .replace(TERMINAL_SEQUENCE, '')
    .replace(UNSAFE, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** As plainLine for each line; line breaks and tabs stay. */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replace(TERMINAL_SEQUENCE, '')
    .replace(/\r\n?/g, '\n')
    .replace(UNSAFE, (sign) => (sign === '\n' || sign === '\t' ? sign : ''));
}

/** At most `limit` characters; what was cut is said, and no surrogate pair is split. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const marker = `… [${text.length - limit} characters cut]`;
  return text.slice(0, Math.max(0, limit - marker.length)).toWellFormed() + marker;
}

/** Foreign text as it may stand in a sentence of ours: on one line, cut, in quotation marks that it cannot end. */
export function quotedLine(text: string, limit: number): string {
  return JSON.stringify(cutText(plainLine(text), limit));
}
