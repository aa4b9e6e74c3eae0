// One line of the result. A budget is the most that is allowed; without one the number only informs.

export type Row = Readonly<{
  what: string;
  measured: number;
  unit: 'ms' | 'MB' | '×' | 'saves/s' | 'of 160';
  budget?: number;
}>;

export function isOverBudget({ measured, budget }: Row): boolean {
  return budget !== undefined && measured > budget;
}
