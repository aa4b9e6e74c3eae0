// How everything that is printed becomes text. All of it passes here, and no control character gets through: what
// colours and moves the cursor is added afterwards.
import { plainText } from '../index.ts';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** A piece of a line. */
export type Span = string | Readonly<{ text: string; style: Style }>;

export type Line = string | readonly Span[];

export function styled(style: Style, text: string): Span {
  return { text, style };
}

export function renderText(lines: readonly Line[], isColoured: boolean): string {
  return lines.map((line) => `${renderLine(line, isColoured)}\n`).join('');
}

/** One line of JSON. What could act on a terminal is written as an escape, so nothing of the value is lost. */
export function renderJson(value: unknown): string {
  const json = JSON.stringify(value).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeCodeUnits);
  return `${json}\n`;
}

/** The lines in the place of what the terminal shows. */
export function renderScreen(lines: readonly Line[], isColoured: boolean): string {
  const text = renderText(lines, isColoured);
  return `\u001b[H${text.replaceAll('\n', '\u001b[K\n')}\u001b[J`;
}

const CODES: Readonly<Record<Style, number>> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };

function renderLine(line: Line, isColoured: boolean): string {
  const spans = typeof line === 'string' ? [line] : line;
  const parts = spans.map((span) => {
    if (typeof span === 'string') return clean(span);
    return isColoured ? `\u001b[${CODES[span.style]}m${clean(span.text)}\u001b[0m` : clean(span.text);
  });
  return parts.join('').trimEnd();
}

function clean(text: string): string {
  return plainText(text).replaceAll(/[\n\t]/g, ' ');
}

function escapeCodeUnits(sign: string): string {
  return Array.from({ length: sign.length }, (_, index) => {
    return `\\u${sign.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}
