// The rows as people read them: aligned for a terminal, and as a Markdown table.
import { isOverBudget, type Row } from './row.ts';

const HEAD = ['what', 'measured', 'budget'] as const;

export function terminalTable(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map(cells)];
  const [what, measured] = [0, 1].map((column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines
    .map(([a, b, c]) => `${a.padEnd(what ?? 0)}  ${b.padStart(measured ?? 0)}  ${c}`.trimEnd())
    .join('\n');
}

export function markdownTable(rows: readonly Row[]): string {
  const lines = [HEAD, ['---', '---:', '---:'], ...rows.map(cells)];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}

function cells(row: Row): readonly [string, string, string] {
  const { what, measured, unit, budget } = row;
  const digits = unit === '×' || measured < 10 ? 2 : 1;
  const value = `${measured.toFixed(digits)} ${unit}`;
  const limit = budget === undefined ? '' : `≤ ${budget} ${unit}`;
  return [what, value, isOverBudget(row) ? `${limit}, broken` : limit];
}
