import type { Component } from '../../catalog/product.ts';
import type { Table } from '../../runtime/table.ts';
import { bundleInventoryView } from '../bundle-stock.ts';
import { loadSkus } from './load-stock-store.ts';

/** The stock of a bundle, from that of its parts; one more round of reads than other goods take. */
export const loadBundleInventory = async (
  table: Table,
  sku: string,
  components: readonly Component[],
  inactive: ReadonlySet<string>,
) => {
  const parts = await loadSkus(
    table,
    components.map((part) => part.sku),
  );
  const partOf = (part: string) => {
    const { product, stock = [], queue } = parts.get(part) ?? {};
    return { rows: stock, active: product?.active ?? false, backordered: queue?.backordered ?? 0 };
  };
  return bundleInventoryView(sku, components, partOf, inactive);
};
