import type { Product } from '../catalog/product.ts';
import type { StockRow } from '../inventory/stock.ts';
import { availableUnits } from '../inventory/stock-by-location.ts';

/**
 * The units of a product that can be sold: what is available at active locations, less what buyers wait for already; none
 * of an inactive product. What could be sold to be waited for is not among it: a shop must not think it were there. Undefined
 * where shops are told nothing: of what is no product, and of bundles, which have no stock of their own.
 */
export const saleableUnits = (
  product: Product | undefined,
  rows: readonly StockRow[],
  inactive: ReadonlySet<string>,
  backordered = 0,
): number | undefined => {
  if (!product || product.components?.length) return undefined;
  if (!product.active) return 0;
  const byLocation = Map.groupBy(rows, ({ locationId }) => locationId);
  const there = [...byLocation]
    .filter(([locationId]) => !inactive.has(locationId))
    .reduce((sum, [, here]) => sum + availableUnits(here), 0);
  return Math.max(0, there - backordered);
};
