import type { Table } from '../../runtime/table.ts';
import { availableUnits } from '../stock-by-location.ts';
import { loadAside } from './aside-store.ts';
import type { SkuStock } from './load-stock-store.ts';

type Stock = ReadonlyMap<string, SkuStock>;

/** What so many units of a SKU are made of: a bundle's parts, else the goods themselves. */
const partsOf = (stock: Stock, { sku, quantity }: { sku: string; quantity: number }) =>
  (stock.get(sku)?.product?.components ?? [{ sku, quantity: 1 }]).map((part) => ({
    sku: part.sku,
    quantity: part.quantity * quantity,
  }));

const thereOf = ({ stock }: SkuStock): number =>
  [...Map.groupBy(stock, ({ locationId }) => locationId).values()].reduce(
    (sum, here) => sum + availableUnits(here),
    0,
  );

/**
 * The stock with what is announced of the goods that will have to be waited for: those that are sold without stock, and
 * of which there is less than is wanted. All others cost no read.
 */
export const withComing = async (
  table: Table,
  stock: Stock,
  wanted: readonly { sku: string; quantity: number }[],
): Promise<Stock> => {
  const units = new Map<string, number>();
  for (const part of wanted.flatMap((line) => partsOf(stock, line)))
    units.set(part.sku, (units.get(part.sku) ?? 0) + part.quantity);
  const short = [...units].flatMap(([sku, quantity]) => {
    const known = stock.get(sku);
    return known?.product?.backorderLimit !== undefined && quantity > thereOf(known) ? [{ sku, known }] : [];
  });
  if (short.length === 0) return stock;
  const announced = await Promise.all(
    short.map(async ({ sku, known }) => ({ sku, known, coming: (await loadAside(table, sku)).coming })),
  );
  return new Map([
    ...stock,
    ...announced.map(({ sku, known, coming }): [string, SkuStock] => [sku, { ...known, coming }]),
  ]);
};
