import type { Product } from '../../catalog/product.ts';
import { asProduct } from '../../catalog/product-item.ts';
import { PRODUCT, skuPk } from '../../inventory/stock-keys.ts';
import type { Fulfilment } from '../../orders/fulfilment.ts';
import { readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import { NO_CARRIERS, type ShippingFacts } from '../shipment-of.ts';
import { loadCarriers } from './carrier-store.ts';

/**
 * What a carrier is chosen by: the carriers, and the weights and traits of the goods. A merchant without carriers pays
 * half a read unit for that answer, and products are not read.
 */
export const loadShippingFacts = async (
  table: Table,
  fulfilment: Pick<Fulfilment, 'lines'> | undefined,
): Promise<ShippingFacts> => {
  const carriers = await loadCarriers(table);
  if (carriers.length === 0 || !fulfilment) return { ...NO_CARRIERS, carriers };
  return { carriers, products: await loadProducts(table, fulfilment) };
};

/** The products of a fulfilment, by SKU; those that are gone are left out. */
export const loadProducts = async (
  table: Table,
  fulfilment: Pick<Fulfilment, 'lines'>,
): Promise<ReadonlyMap<string, Product>> => {
  const skus = [...new Set(fulfilment.lines.map(({ sku }) => sku))];
  const items = await readItems(
    table,
    skus.map((sku) => ({ pk: skuPk(sku), sk: PRODUCT })),
  );
  return new Map(items.map(asProduct).map((product): [string, Product] => [product.sku, product]));
};
