import type { Table } from '../../runtime/table.ts';
import { loadSaleable, type SkuStock } from './load-stock-store.ts';

/**
 * What an order may take, as `loadSaleable` reads it, and the same of the bundles' parts. Those cost one more round of
 * reads, and only where a SKU is a bundle.
 *
 * @param known SKUs of parts that are known to be needed, so that the first round reads them.
 */
export const loadWithParts = async (
  table: Table,
  skus: Iterable<string>,
  known: Iterable<string> = [],
): Promise<Map<string, SkuStock>> => {
  const loaded = await loadSaleable(table, [...new Set([...skus, ...known])]);
  const parts = new Set(
    [...loaded.values()].flatMap(({ product }) => (product?.components ?? []).map(({ sku }) => sku)),
  );
  const missing = [...parts].filter((sku) => !loaded.has(sku));
  if (missing.length === 0) return loaded;
  return new Map([...loaded, ...(await loadSaleable(table, missing))]);
};
