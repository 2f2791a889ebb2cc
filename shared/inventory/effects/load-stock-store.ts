import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Product } from '../../catalog/product.ts';
import { asProduct } from '../../catalog/product-item.ts';
import { salesOf } from '../../habits/effects/habit-store.ts';
import { SALES } from '../../habits/habit-keys.ts';
import type { SkuHabits } from '../../habits/habits.ts';
import { loadInactiveLocations } from '../../locations/effects/location-store.ts';
import { readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import type { StockRow } from '../stock.ts';
import { PRODUCT, STOCK, STOCK_END, skuPk, stockSk } from '../stock-keys.ts';

/** SKUs read at the same time; the SDK keeps as many connections. */
const AT_ONCE = 50;

/** What the table knows of one SKU: its product, its stock at every location, how it was sold lately. */
export type SkuStock = { product?: Product; stock: readonly StockRow[]; habits?: SkuHabits };

/** {@link SkuStock} and the product's count of safety rows, which guards a change of the safety stock. */
export type LoadedSku = SkuStock & { stockRows: number };

const asRow = ({ sku, locationId, shard, onHand, reserved, safety, available }: Record<string, unknown>) =>
  ({ sku, locationId, shard, onHand, reserved, safety, available }) as StockRow;

/** One consistent query: the product and all stock rows of a SKU, as last committed. */
export const loadSku = async (table: Table, sku: string): Promise<LoadedSku> => {
  const items: Record<string, unknown>[] = [];
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: { ':pk': skuPk(sku), ':first': PRODUCT, ':last': STOCK_END },
      ConsistentRead: true,
    },
  );
  for await (const page of pages) items.push(...(page.Items ?? []));
  const product = items.find(({ sk }) => sk === PRODUCT);
  const sales = items.find(({ sk }) => sk === SALES);
  return {
    ...(product ? { product: asProduct(product) } : {}),
    ...(sales ? { habits: salesOf(sales) } : {}),
    stockRows: typeof product?.stockRows === 'number' ? product.stockRows : 0,
    stock: items.filter(({ sk }) => String(sk).startsWith(STOCK)).map(asRow),
  };
};

/** Products and stock of many SKUs: one query for each distinct one, a bounded number at once. */
export const loadSkus = async (table: Table, skus: Iterable<string>): Promise<Map<string, LoadedSku>> => {
  const left = [...new Set(skus)].values();
  const loaded = new Map<string, LoadedSku>();
  const work = async (): Promise<void> => {
    for (const sku of left) loaded.set(sku, await loadSku(table, sku));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return loaded;
};

/**
 * Products, and their stock at one location, in batches: for many SKUs far fewer requests than a query for each. Rows
 * beyond the product's present number of them are left out.
 */
export const loadSkusAt = async (
  table: Table,
  locationId: string,
  skus: Iterable<string>,
): Promise<Map<string, SkuStock>> => {
  const consistent = { ConsistentRead: true };
  const productKeys = [...new Set(skus)].map((sku) => ({ pk: skuPk(sku), sk: PRODUCT }));
  const products = (await readItems(table, productKeys, consistent)).map(asProduct);
  const rowKeys = products.flatMap(({ sku, stockShards }) =>
    Array.from({ length: stockShards }, (_, shard) => ({ pk: skuPk(sku), sk: stockSk(locationId, shard) })),
  );
  const rows = (await readItems(table, rowKeys, consistent)).map(asRow);
  const stock = Map.groupBy(rows, ({ sku }) => sku);
  return new Map(products.map((product) => [product.sku, { product, stock: stock.get(product.sku) ?? [] }]));
};

/**
 * What an order may take: products and the stock rows of active locations. Which locations are inactive is read
 * consistently at the same time, so that a location that was closed a moment ago sells nothing.
 */
export const loadSaleable = async (table: Table, skus: readonly string[]): Promise<Map<string, SkuStock>> => {
  const [loaded, inactive] = await Promise.all([loadSkus(table, skus), loadInactiveLocations(table)]);
  return new Map(
    [...loaded].map(([sku, { stockRows: _, ...known }]) => [
      sku,
      { ...known, stock: known.stock.filter(({ locationId }) => !inactive.has(locationId)) },
    ]),
  );
};
