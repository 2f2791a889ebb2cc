import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { queueAttributes, queueUnchanged } from '../../inventory/effects/backorder-store.ts';
import { type LoadedSku, loadSku } from '../../inventory/effects/load-stock-store.ts';
import { safetyWrites } from '../../inventory/effects/stock-store.ts';
import { PRODUCT, skuPk, spreadIndexKeys } from '../../inventory/stock-keys.ts';
import type { Page } from '../../kernel/page.ts';
import { isProblem, type Problem, problem } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import { type PageRequest, queryPage } from '../../runtime/query-page.ts';
import { type ItemKey, readItems } from '../../runtime/read-items.ts';
import { replaceDocument } from '../../runtime/replace-document.ts';
import type { Table } from '../../runtime/table.ts';
import { MAX_WRITES, type Write } from '../../runtime/transact.ts';
import { whyNotBundle } from '../check-bundle.ts';
import type { Product } from '../product.ts';
import { asProduct } from '../product-item.ts';
import type { PutProduct } from '../product-schema.ts';
import { putProduct } from '../put-product.ts';
import { bundleWrites, loadAroundBundle } from './bundle-store.ts';

/** One index partition for all products, because lists are by SKU; only new products are written to it. */
export const ALL_PRODUCTS = 'PRODUCTS#0';

/** The product of this SKU, as last committed. */
export const findProduct = async (table: Table, sku: string): Promise<Product | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: { pk: skuPk(sku), sk: PRODUCT }, ConsistentRead: true }),
  );
  return Item && asProduct(Item);
};

/** One page of all products, by SKU. */
export const listProducts = async (table: Table, page: PageRequest): Promise<Page<Product> | Problem> => {
  const keys = await queryPage(
    table,
    {
      IndexName: 'byKind',
      KeyConditionExpression: 'kindPk = :all',
      ExpressionAttributeValues: { ':all': ALL_PRODUCTS },
    },
    page,
  );
  if (isProblem(keys)) return keys;
  const items = await readItems(table, keys.items as ItemKey[]);
  return { ...keys, items: items.map(asProduct) };
};

/**
 * Creates or replaces a product. A changed safety stock moves `safety` and `available` of its stock at every location
 * in the same transaction. `stockRows` counts the stock rows that carry a safety stock: whoever opens one raises it, so
 * that a row opened between our reading and our writing makes us read again. `mostShards` remembers over how many rows
 * its stock was ever spread: units of a cancelled order return to rows that take no new ones. Parts of a bundle know that
 * they are.
 */
export const saveProduct = (
  deps: Deps,
  sku: string,
  wanted: PutProduct,
  ifMatch: number | undefined,
): Promise<{ document: Product; isNew: boolean } | Problem> =>
  replaceDocument(deps, {
    what: 'product',
    ...(ifMatch === undefined ? {} : { ifMatch }),
    read: async () => {
      const { product, ...rows } = await loadSku(deps.table, sku);
      const around = await loadAroundBundle(deps.table, sku, wanted, tiesOf(rows));
      return { ...(product ? { document: product } : {}), context: { ...rows, around } };
    },
    decide: (before) => putProduct(before, sku, wanted),
    writes: (next, before, { around, ...rows }) => {
      const refused = whyNotBundle(next, before, around);
      if (refused) return refused;
      const safety = safetyWrites(rows.stock, next.safetyStock);
      if (safety.length >= MAX_WRITES) return tooManyLocations(safety.length);
      return [productWrite(next, before, rows), ...bundleWrites(next, before), ...safety];
    },
  });

/** What ties a SKU to being stocked: rows of its stock, and units that orders wait for. */
const tiesOf = ({ stockRows, stock, queue }: Omit<LoadedSku, 'product'>): number =>
  stockRows + stock.length + queue.backordered;

const productWrite = (
  next: Product,
  before: Product | undefined,
  { stockRows, mostShards, queue }: Pick<LoadedSku, 'stockRows' | 'mostShards' | 'queue'>,
): Write => ({
  label: 'product',
  put: {
    Item: {
      pk: skuPk(next.sku),
      sk: PRODUCT,
      kindPk: ALL_PRODUCTS,
      id: next.sku,
      ...next,
      stockRows,
      ...queueAttributes(next.sku, queue),
      ...spreadIndexKeys(next.sku, Math.max(mostShards, next.stockShards)),
    },
    ...(before
      ? {
          ConditionExpression: `version = :read AND stockRows = :rows AND ${queueUnchanged(queue).condition}`,
          ExpressionAttributeValues: {
            ':read': before.version,
            ':rows': stockRows,
            ...queueUnchanged(queue).values,
          },
        }
      : { ConditionExpression: 'attribute_not_exists(pk)' }),
  },
});

const tooManyLocations = (rows: number): Problem =>
  problem(409, 'too_many_locations', 'In stock at too many locations', {
    detail: `The safety stock changes at all locations at once, at most ${MAX_WRITES - 1}; this product is at ${rows}.`,
  });
