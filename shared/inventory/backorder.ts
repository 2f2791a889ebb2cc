import type { StockRow } from './stock.ts';
import { availableUnits } from './stock-by-location.ts';

/** What waits for a SKU in all, and how often somebody took units past its queue, because there were more than it waits for. */
export type SkuQueue = {
  backordered: number;
  turn: number;
  /** Units that are there for it and are about to be given to it. */
  owed?: number;
};

/** One order's units of a SKU in the queue; whoever came first is served first. */
export type QueueEntry = {
  sku: string;
  orderId: string;
  /** Since when they wait: their place in the queue. */
  since: string;
  units: readonly WaitingUnits[];
};

/** Units that a line waits for. */
export type WaitingUnits = { lineId: string; quantity: number };

/** What was known of a product's queue when something was decided; the commit holds it to that. */
export type QueueTerm = {
  sku: string;
  /** The limit under which units were put into the queue. */
  limit?: number;
  /** Units were taken that the queue leaves over: nobody else may have done the same meanwhile. */
  turn?: number;
};

/** The units of an entry together. */
export const unitsIn = ({ units }: { units: readonly WaitingUnits[] }): number =>
  units.reduce((sum, { quantity }) => sum + quantity, 0);

/**
 * Stock as whoever comes now may take it: what the queue waits for is left to it, so that nobody overtakes it. It is
 * taken off where most lies; which location it comes from in the end is decided when the queue is served.
 */
export const withoutOwed = (rows: readonly StockRow[], backordered: number): readonly StockRow[] => {
  if (backordered <= 0) return rows;
  let owed = backordered;
  const left = new Map(rows.map((row) => [row, row.available]));
  const locations = [...Map.groupBy(rows, ({ locationId }) => locationId).values()].toSorted(
    (one, other) => availableUnits(other) - availableUnits(one),
  );
  for (const here of locations) {
    let taken = Math.min(owed, availableUnits(here));
    owed -= taken;
    for (const row of here.toSorted((one, other) => other.available - one.available)) {
      const units = Math.min(taken, Math.max(0, row.available));
      left.set(row, row.available - units);
      taken -= units;
    }
  }
  return rows.map((row) => ({ ...row, available: left.get(row) ?? row.available }));
};

/** What whoever comes now may know of a SKU's stock: without what the queue is owed, where there is one. */
export const leavingToQueue = <T extends { stock: readonly StockRow[] }>(
  known: T,
  { backordered, turn }: SkuQueue,
): T & { queue?: SkuQueue } => {
  if (backordered <= 0) return known;
  const there = [...Map.groupBy(known.stock, ({ locationId }) => locationId).values()].reduce(
    (sum, here) => sum + availableUnits(here),
    0,
  );
  const owed = Math.min(backordered, there);
  return { ...known, stock: withoutOwed(known.stock, backordered), queue: { backordered, turn, owed } };
};
