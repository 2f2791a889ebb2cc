import type { Random } from '../kernel/ids.ts';
import type { SkuStock } from './effects/load-stock-store.ts';
import { stockByLocation } from './stock-by-location.ts';
import { type TakenUnits, takeUnits } from './take-units.ts';

/** What one order line wants. Several lines may want the same SKU; their demand is one. */
export type Demand = { lineId: string; sku: string; quantity: number };

/** What one location ships: units of its stock rows, by line. */
export type PlannedLocation = { locationId: string; units: TakenUnits[] };

/** A SKU of which all locations together have too little. */
export type Shortage = { sku: string; requested: number; available: number; substitutes: readonly string[] };

/**
 * Where the units of an order come from: from one location that has everything (the one with most left over, so that
 * stock evens out; ties by id), else from as few as a greedy choice finds. Pure: the stock is what was read, and the
 * conditions of the writes decide whether it is still there.
 */
export const planStock = (
  demand: readonly Demand[],
  stockBySku: ReadonlyMap<string, SkuStock>,
  { random }: { random: Random },
): { plan: PlannedLocation[] } | { shortages: Shortage[] } => {
  const wanted = sumBySku(demand);
  const rows = stockByLocation([...wanted.keys()].flatMap((sku) => stockBySku.get(sku)?.stock ?? []));
  const shortages = [...wanted].flatMap(([sku, requested]): Shortage[] => {
    const available = [...rows.values()].reduce((sum, location) => sum + location.unitsOf(sku), 0);
    const substitutes = stockBySku.get(sku)?.product?.substitutes ?? [];
    return available < requested ? [{ sku, requested, available, substitutes }] : [];
  });
  if (shortages.length > 0) return { shortages };

  const open = demand.map((line) => ({ ...line }));
  const plan: PlannedLocation[] = [];
  for (let left = wanted; left.size > 0; left = sumBySku(open)) {
    const next = bestLocation(rows, left);
    const location = next && rows.get(next);
    if (!location) throw new Error('The stock covers the demand, yet no location has any of it.');
    plan.push({ locationId: next, units: takeUnits(open, location, random) });
    rows.delete(next);
  }
  return { plan };
};

/** A SKU's demand over all lines; two lines that share a row must not both count on it. */
const sumBySku = (demand: readonly Demand[]): Map<string, number> => {
  const sums = new Map<string, number>();
  for (const { sku, quantity } of demand) if (quantity > 0) sums.set(sku, (sums.get(sku) ?? 0) + quantity);
  return sums;
};

/** The location that covers most of what is left; among those that cover all, the one with most left over. */
const bestLocation = (
  locations: ReturnType<typeof stockByLocation>,
  wanted: ReadonlyMap<string, number>,
): string | undefined =>
  [...locations]
    .map(([id, location]) => {
      const units = [...wanted].map(([sku, quantity]) => ({ quantity, there: location.unitsOf(sku) }));
      const covered = units.reduce((sum, { quantity, there }) => sum + Math.min(quantity, there), 0);
      return { id, covered, there: units.reduce((sum, { there }) => sum + there, 0) };
    })
    .filter(({ covered }) => covered > 0)
    .sort((a, b) => b.covered - a.covered || b.there - a.there || (a.id < b.id ? -1 : 1))[0]?.id;
