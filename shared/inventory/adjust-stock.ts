import { type Problem, problem } from '../kernel/problem.ts';
import { freeUnits, type StockChange, type StockRow } from './stock.ts';

/** A correction of what is on hand, with the reason a person gave and the document it is booked under. */
export type Adjustment = {
  locationId: string;
  sku: string;
  /** Units more (above zero) or fewer (below zero). */
  delta: number;
  reason: string;
  document: string;
};

/** Rows one correction may take from: each costs a row and a movement of a transaction's 100 writes. */
const MAX_ROWS = 48;

/**
 * The stock changes of a correction. What was found is put where least is available; what is missing is taken where
 * most is free, from as few rows as will do. Units promised to orders cannot be corrected away, the safety stock can.
 *
 * @param rows the SKU's rows at the location.
 * @param safety the product's safety stock, for a location where the SKU has never been.
 */
export const adjustStock = (
  adjustment: Adjustment,
  rows: readonly StockRow[],
  safety: number,
): StockChange[] | Problem =>
  adjustment.delta > 0 ? [addition(adjustment, rows, safety)] : subtraction(adjustment, rows);

const addition = (adjustment: Adjustment, rows: readonly StockRow[], safety: number): StockChange => {
  const [poorest] = rows.toSorted((a, b) => a.available - b.available || a.shard - b.shard);
  const base = changeOf(adjustment, poorest?.shard ?? 0, adjustment.delta);
  return poorest ? base : { ...base, opensWithSafety: safety };
};

const subtraction = (adjustment: Adjustment, rows: readonly StockRow[]): StockChange[] | Problem => {
  const wanted = -adjustment.delta;
  const free = rows.reduce((sum, row) => sum + freeUnits(row), 0);
  if (free < wanted) return belowReserved(rows, wanted);
  let left = wanted;
  const richest = rows.toSorted((a, b) => b.available - a.available || a.shard - b.shard).slice(0, MAX_ROWS);
  const changes = richest.flatMap((row): StockChange[] => {
    const units = Math.min(left, freeUnits(row));
    left -= units;
    return units > 0 ? [{ ...changeOf(adjustment, row.shard, -units), safety: row.safety }] : [];
  });
  return left > 0 ? tooSpread(wanted - left) : changes;
};

const changeOf = ({ delta: _, ...rest }: Adjustment, shard: number, quantity: number): StockChange => ({
  kind: 'adjust',
  ...rest,
  shard,
  quantity,
});

const belowReserved = (rows: readonly StockRow[], wanted: number): Problem => {
  const onHand = rows.reduce((sum, row) => sum + row.onHand, 0);
  const reserved = rows.reduce((sum, row) => sum + row.reserved, 0);
  return problem(409, 'below_reserved', 'Fewer would remain than are promised', {
    detail: `Of ${onHand} on hand ${reserved} are promised to orders; ${wanted} cannot be taken off.`,
    extra: { onHand, reserved },
  });
};

const tooSpread = (possible: number): Problem =>
  problem(409, 'too_spread', 'Spread over too many rows', {
    detail: `At most ${possible} can be taken off at once. Repeat with the rest.`,
    extra: { possible },
  });
