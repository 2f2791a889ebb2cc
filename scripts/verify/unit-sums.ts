import type { PartitionReport } from './report.ts';

/** A stock row's `reserved`, and the units that reservations hold of it. */
export type RowSum = { stored: number | undefined; held: number };

/** Sums per stock row; all that is kept of a whole table. */
export const createUnitSums = () => {
  const sums = new Map<string, RowSum>();
  const of = (row: string): RowSum => {
    const sum = sums.get(row) ?? { stored: undefined, held: 0 };
    sums.set(row, sum);
    return sum;
  };
  return {
    add: ({ held, rows }: Pick<PartitionReport, 'held' | 'rows'>): void => {
      for (const { row, units } of held) of(row).held += units;
      for (const { row, reserved } of rows) of(row).stored = reserved;
    },
    get: (row: string): RowSum => of(row),
    /** The rows whose two sides differ. */
    uneven: (): string[] => [...sums].filter(([, { stored, held }]) => stored !== held).map(([row]) => row),
  };
};
