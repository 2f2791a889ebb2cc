import type { Random } from '../kernel/ids.ts';
import type { StockRow } from './stock.ts';
import type { LocationStock } from './stock-by-location.ts';

/** Units of one stock row for one line. */
export type TakenUnits = { lineId: string; sku: string; shard: number; quantity: number };

/**
 * Takes from one location what it has of the open lines, and lowers their quantities by it. The units of a SKU come
 * from one row if one has them all, from a random one on, so that buyers of a hot SKU do not meet on the same row.
 */
export const takeUnits = (
  open: { lineId: string; sku: string; quantity: number }[],
  location: LocationStock,
  random: Random,
): TakenUnits[] =>
  [...Map.groupBy(open, ({ sku }) => sku)].flatMap(([sku, lines]) => {
    const wanted = lines.reduce((sum, { quantity }) => sum + quantity, 0);
    const units = Math.min(wanted, location.unitsOf(sku));
    return units > 0 ? dealOut(lines, takeFromRows(location.rowsOf(sku), units, random)) : [];
  });

type Taken = { shard: number; quantity: number };

const takeFromRows = (rows: readonly StockRow[], units: number, random: Random): Taken[] => {
  const start = rows.length > 1 ? Math.floor(random() * rows.length) : 0;
  const around = [...rows.slice(start), ...rows.slice(0, start)];
  const whole = around.find(({ available }) => available >= units);
  if (whole) return [{ shard: whole.shard, quantity: units }];
  let left = units;
  // As few rows as will do: each is a write, and somebody else may want it.
  const richest = around.toSorted((one, other) => other.available - one.available);
  return richest.flatMap(({ shard, available }) => {
    const quantity = Math.min(left, Math.max(0, available));
    left -= quantity;
    return quantity > 0 ? [{ shard, quantity }] : [];
  });
};

/** Gives the rows' units to the lines in their order. */
const dealOut = (
  lines: { lineId: string; sku: string; quantity: number }[],
  taken: readonly Taken[],
): TakenUnits[] =>
  taken.flatMap(({ shard, quantity }) => {
    let left = quantity;
    return lines.flatMap((line) => {
      const units = Math.min(left, line.quantity);
      left -= units;
      line.quantity -= units;
      return units > 0 ? [{ lineId: line.lineId, sku: line.sku, shard, quantity: units }] : [];
    });
  });
