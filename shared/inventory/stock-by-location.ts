import type { StockRow } from './stock.ts';

/** One location's stock of several SKUs. */
export type LocationStock = {
  /** What can be promised of a SKU: the sum over its rows, because the safety stock of all is kept on one; not below zero. */
  unitsOf: (sku: string) => number;
  rowsOf: (sku: string) => readonly StockRow[];
};

/** Orders stock rows by location and SKU. */
export const stockByLocation = (rows: readonly StockRow[]): Map<string, LocationStock> =>
  new Map(
    [...Map.groupBy(rows, ({ locationId }) => locationId)].map(([locationId, here]) => {
      const bySku = Map.groupBy(here, ({ sku }) => sku);
      const rowsOf = (sku: string) => bySku.get(sku) ?? [];
      const units = new Map([...bySku].map(([sku, of]) => [sku, availableUnits(of)]));
      return [locationId, { rowsOf, unitsOf: (sku) => units.get(sku) ?? 0 }];
    }),
  );

/** What can be promised of the rows of one SKU at one location. */
export const availableUnits = (rows: readonly StockRow[]): number =>
  Math.max(
    0,
    rows.reduce((sum, { available }) => sum + available, 0),
  );
