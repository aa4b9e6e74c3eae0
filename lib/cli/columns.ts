// Rows of cells as lines whose columns stand below each other.
import { plainLine } from '../index.ts';
import { styled, type Line, type Span } from './output.ts';

export type Row = readonly Span[];

/** Every column as wide as its widest cell, but a row's last cell only ends the line: it is cut to fit `width`. */
export function alignColumns(rows: readonly Row[], width = Infinity, indent = ''): Line[] {
  const cells = rows.map((row) => row.map((cell) => withText(cell, plainLine(textOf(cell)))));
  const widths: number[] = [];
  for (const row of cells) {
    for (const [column, cell] of row.slice(0, -1).entries()) {
      widths[column] = Math.max(widths[column] ?? 0, textOf(cell).length);
    }
  }
  return cells.map((row) => {
    const before = widths.slice(0, row.length - 1).reduce((sum, column) => sum + column + 2, indent.length);
    const padded = row.map((cell, column) => {
      const text = textOf(cell);
      if (column === row.length - 1) return withText(cell, cut(text, Math.max(8, width - before)));
      return withText(cell, text.padEnd((widths[column] ?? 0) + 2));
    });
    return [indent, ...padded];
  });
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1).toWellFormed()}…`;
}

function textOf(cell: Span): string {
  return typeof cell === 'string' ? cell : cell.text;
}

function withText(cell: Span, text: string): Span {
  return typeof cell === 'string' ? text : styled(cell.style, text);
}
