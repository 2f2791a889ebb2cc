import type { StockChange } from '../inventory/stock.ts';
import type { Reservation } from './reservation.ts';

type Row = { sku: string; shard: number; locationId: string; units: number };

const add = (rows: Map<string, Row>, pages: readonly Reservation[], sign: 1 | -1): void => {
  for (const { locationId, units } of pages)
    for (const { sku, shard, quantity } of units) {
      const key = JSON.stringify([sku, locationId, shard]);
      const row = rows.get(key) ?? { sku, shard, locationId, units: 0 };
      rows.set(key, { ...row, units: row.units + sign * quantity });
    }
};

/**
 * The stock changes that make what is counted as reserved agree with the new pages: one per stock row, none for rows
 * whose units only moved between pages, lines or orders.
 */
export const stockDifference = (
  before: readonly Reservation[],
  after: readonly Reservation[],
  document: string,
): StockChange[] => {
  if (before === after) return [];
  const rows = new Map<string, Row>();
  add(rows, after, 1);
  add(rows, before, -1);
  return [...rows.values()]
    .filter(({ units }) => units !== 0)
    .map(({ units, ...row }) => ({
      ...row,
      kind: units > 0 ? 'reserve' : 'release',
      quantity: Math.abs(units),
      document,
    }));
};
