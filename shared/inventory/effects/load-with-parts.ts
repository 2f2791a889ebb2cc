import type { Table } from '../../runtime/table.ts';
import { loadSaleable, type SkuStock } from './load-stock-store.ts';
import type { ToSell } from './rows-to-sell.ts';

/**
 * What an order may take, as `loadSaleable` reads it, and the same of the bundles' parts. Those cost one more round of
 * reads, and only where a SKU is a bundle.
 *
 * @param known SKUs of parts that are known to be needed, so that the first round reads them.
 * @param toSell who buys, and how many of what they name; of a hot SKU they are shown the rows they need.
 */
export const loadWithParts = async (
  table: Table,
  skus: Iterable<string>,
  known: Iterable<string> = [],
  toSell?: ToSell,
): Promise<Map<string, SkuStock>> => {
  const loaded = await loadSaleable(table, [...new Set([...skus, ...known])], toSell);
  const parts = new Map<string, number>();
  for (const [bundle, { product }] of loaded)
    for (const { sku, quantity } of product?.components ?? [])
      parts.set(sku, (parts.get(sku) ?? 0) + quantity * (toSell?.wantedOf(bundle) ?? 0));
  // What was read of a part for those who want it by itself may be too little.
  const missing = [...parts.keys()].filter((sku) => !loaded.has(sku) || loaded.get(sku)?.inPart);
  if (missing.length === 0) return loaded;
  const wantedOf = (sku: string): number => (parts.get(sku) ?? 0) + (toSell?.wantedOf(sku) ?? 0);
  const more = await loadSaleable(table, missing, toSell && { ...toSell, wantedOf });
  return new Map([...loaded, ...more]);
};
