// One line of the result. A budget is the most that is allowed; without one the number only informs.

export type Row = Readonly<{
  what: string;
  measured: number;
  unit: 'ms' | 'MB' | '×' | 'saves/s' | 'of 160';
  budget?: number;
}>;

/** What the same measurement differs by from run to run on a machine that others use too. */
const NOISE = 1.15;

/** Whether a budget is broken by more than the noise. */
export function isFarOver({ measured, budget }: Row): boolean {
  return budget !== undefined && measured > budget * NOISE;
}

export function isOverBudget({ measured, budget }: Row): boolean {
  return budget !== undefined && measured > budget;
}
