import { bundlesOf } from '../../inventory/bundle-stock.ts';
import { type LoadedSku, loadSkus } from '../../inventory/effects/load-stock-store.ts';
import { loadInactiveLocations } from '../../locations/effects/location-store.ts';
import type { Table } from '../../runtime/table.ts';
import { offerOf, type StockFeed } from '../feed.ts';
import { saleableUnits } from '../saleable-units.ts';
import type { Told } from '../told.ts';

/**
 * What a shop may offer of these SKUs now; nothing of what is no product. Of a bundle as many as its parts make, each
 * shop's buffer and share counted once, on the bundle.
 */
export const loadOffers = async (
  table: Table,
  feed: StockFeed,
  skus: readonly string[],
): Promise<Pick<Told, 'sku' | 'available'>[]> => {
  const [asked, inactive] = await Promise.all([loadSkus(table, skus), loadInactiveLocations(table)]);
  const known = new Map([...asked, ...(await loadParts(table, asked))]);
  const unitsOf = (sku: string): number | undefined => {
    const { product, stock = [], queue } = known.get(sku) ?? {};
    if (!product?.components) return saleableUnits(product, stock, inactive, queue?.backordered);
    return product.active ? bundlesOf(product.components, (part) => unitsOf(part) ?? 0) : 0;
  };
  return [...asked.keys()].flatMap((sku) => {
    const available = unitsOf(sku);
    return available === undefined ? [] : [{ sku, available: offerOf(available, feed) }];
  });
};

const loadParts = (table: Table, asked: ReadonlyMap<string, LoadedSku>): Promise<Map<string, LoadedSku>> => {
  const parts = [...asked.values()].flatMap(({ product }) => product?.components ?? []);
  return loadSkus(
    table,
    parts.map(({ sku }) => sku).filter((sku) => !asked.has(sku)),
  );
};
