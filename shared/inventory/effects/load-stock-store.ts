import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Product } from '../../catalog/product.ts';
import { asProduct } from '../../catalog/product-item.ts';
import { salesOf } from '../../habits/effects/habit-store.ts';
import { SALES } from '../../habits/habit-keys.ts';
import type { SkuHabits } from '../../habits/habits.ts';
import { loadInactiveLocations } from '../../locations/effects/location-store.ts';
import { readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import { leavingToQueue, type SkuQueue } from '../backorder.ts';
import type { Coming } from '../coming.ts';
import type { StockRow } from '../stock.ts';
import { PRODUCT, STOCK, STOCK_END, skuPk } from '../stock-keys.ts';
import { queueOf } from './backorder-store.ts';
import { rowsToSell, type ToSell } from './rows-to-sell.ts';
import { asRow, furtherRows, loadRows } from './stock-rows.ts';

/** SKUs read at the same time; the SDK keeps as many connections. */
const AT_ONCE = 50;

/** What the table knows of one SKU: its product, its stock at every location, how it was sold lately. */
export type SkuStock = {
  product?: Product;
  stock: readonly StockRow[];
  habits?: SkuHabits;
  /** Who waits for it; absent where nobody does. */
  queue?: SkuQueue;
  /** Not all rows of a hot SKU were read: at each location enough of them for whom they were read for. */
  inPart?: true;
  /** What is announced of it; only asked for where units are waited for. */
  coming?: readonly Coming[];
};

/** {@link SkuStock} and what the product's item says of its rows. */
export type LoadedSku = SkuStock & {
  /** Rows that carry a safety stock; guards a change of it. */
  stockRows: number;
  /** Rows at a location that may have units: as many as `stockShards` ever was, because what is cancelled returns to its own row. */
  mostShards: number;
  queue: SkuQueue;
};

/** Over how many rows a SKU was ever spread, by its product's item. */
const mostShardsOf = (product: Record<string, unknown> | undefined): number =>
  Math.max(1, Number(product?.mostShards ?? 0), Number(product?.stockShards ?? 0));

/** One consistent query: the product and each location's first stock row, as last committed. All there is of a usual SKU. */
const loadFirstRows = async (table: Table, sku: string): Promise<LoadedSku> => {
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
    mostShards: mostShardsOf(product),
    queue: queueOf(product),
    stock: items.filter(({ sk }) => String(sk).startsWith(STOCK)).map(asRow),
  };
};

/** The product and all stock rows of a SKU, as last committed: one query, and a batch for each hundred rows of a hot SKU. */
export const loadSku = async (table: Table, sku: string): Promise<LoadedSku> => {
  const loaded = await loadFirstRows(table, sku);
  const { stock, mostShards } = loaded;
  if (mostShards === 1) return loaded;
  const places = stock.map(({ locationId }) => locationId);
  const further = await loadRows(table, furtherRows(sku, places, mostShards));
  return { ...loaded, stock: [...stock, ...further] };
};

/** Some work on each of these SKUs once, a bounded number at the same time. */
const forEach = async <T>(
  skus: Iterable<string>,
  load: (sku: string) => Promise<T>,
): Promise<Map<string, T>> => {
  const left = [...new Set(skus)].values();
  const loaded = new Map<string, T>();
  const work = async (): Promise<void> => {
    for (const sku of left) loaded.set(sku, await load(sku));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return loaded;
};

/** Products and stock of many SKUs. */
export const loadSkus = (table: Table, skus: Iterable<string>): Promise<Map<string, LoadedSku>> =>
  forEach(skus, (sku) => loadSku(table, sku));

/** Products, and their stock at one location, in batches: for many SKUs far fewer requests than a query for each. */
export const loadSkusAt = async (
  table: Table,
  locationId: string,
  skus: Iterable<string>,
): Promise<Map<string, SkuStock>> => {
  const keys = [...new Set(skus)].map((sku) => ({ pk: skuPk(sku), sk: PRODUCT }));
  const items = await readItems(table, keys, { ConsistentRead: true });
  const rows = await loadRows(
    table,
    items.flatMap((item) => {
      const sku = item.sku as string;
      return [{ sku, locationId, shard: 0 }, ...furtherRows(sku, [locationId], mostShardsOf(item))];
    }),
  );
  const stock = Map.groupBy(rows, ({ sku }) => sku);
  return new Map(
    items.map(asProduct).map((product) => [product.sku, { product, stock: stock.get(product.sku) ?? [] }]),
  );
};

/**
 * What an order may take: products and the stock rows of active locations. Which locations are inactive is read
 * consistently at the same time, so that a location that was closed a moment ago sells nothing. What others wait for is
 * left to them.
 *
 * @param toSell who buys; of a hot SKU they are shown the rows they need. Everybody else is shown all.
 */
export const loadSaleable = async (
  table: Table,
  skus: readonly string[],
  toSell?: ToSell,
): Promise<Map<string, SkuStock>> => {
  const inactive = loadInactiveLocations(table);
  const load = async (sku: string): Promise<SkuStock> => {
    const { product, habits, stock: first, mostShards, queue } = await loadFirstRows(table, sku);
    const closed = await inactive;
    const firstRows = first.filter(({ locationId }) => !closed.has(locationId));
    const known = { ...(product ? { product } : {}), ...(habits ? { habits } : {}) };
    if (mostShards === 1) return leavingToQueue({ ...known, stock: firstRows }, queue);
    // While others wait for units, what there is has to be known to the last one.
    if (toSell && product && queue.backordered === 0) {
      const spread = { sku, firstRows, stockShards: product.stockShards, mostShards };
      return { ...known, stock: await rowsToSell(table, spread, toSell), inPart: true };
    }
    const places = firstRows.map(({ locationId }) => locationId);
    const rows = [...firstRows, ...(await loadRows(table, furtherRows(sku, places, mostShards)))];
    return leavingToQueue({ ...known, stock: rows }, queue);
  };
  const [loaded] = await Promise.all([forEach(skus, load), inactive]);
  return loaded;
};
