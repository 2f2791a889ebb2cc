import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { asProduct } from '../../catalog/product-item.ts';
import { PRODUCT, skuPk } from '../../inventory/stock-keys.ts';
import type { Money } from '../../kernel/money.ts';
import { readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import { type Suggestion, suggest } from '../bought-together.ts';
import { BOUGHT, customerPk } from '../customer-keys.ts';
import type { Bought } from '../standing.ts';
import { readPartners } from './partner-store.ts';

/** A product that goes well with others. */
export type Recommendation = Suggestion & { name: string; price: Money };

/** Orders of a customer that are looked at: what they have, and what they bought lately. */
const ORDERS = 100;
/** Goods bought last that suggestions are made from. */
const GOODS = 12;
/** Suggestions looked at for each that is wanted: some are of products that are not sold any more. */
const SPARE = 3;

/** What goes with the goods bought last under these ids and is not had yet; from counts that orders have left behind. */
export const recommendFor = async (
  table: Table,
  customerIds: readonly string[],
  limit: number,
): Promise<Recommendation[]> => {
  const bought = (await Promise.all(customerIds.map((id) => readLatest(table, id))))
    .flat()
    .sort((one, other) => other.placedAt.localeCompare(one.placedAt));
  const had = new Set(bought.flatMap(({ skus }) => skus));
  return recommendWith(table, [...had].slice(0, GOODS), had, limit);
};

const readLatest = async (table: Table, customerId: string): Promise<Bought[]> => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :bought)',
      ExpressionAttributeValues: { ':pk': customerPk(customerId), ':bought': BOUGHT },
      ScanIndexForward: false,
      Limit: ORDERS,
    }),
  );
  return Items as unknown as Bought[];
};

/** What is bought with these goods, the most often first; products that are sold, and none of `without`. */
export const recommendWith = async (
  table: Table,
  skus: readonly string[],
  without: ReadonlySet<string>,
  limit: number,
): Promise<Recommendation[]> => {
  const suggestions = suggest(await readPartners(table, skus), without).slice(0, limit * SPARE);
  const products = (
    await readItems(
      table,
      suggestions.map(({ sku }) => ({ pk: skuPk(sku), sk: PRODUCT })),
    )
  ).map(asProduct);
  return suggestions
    .flatMap((suggestion) => {
      const product = products.find(({ sku }) => sku === suggestion.sku);
      return product?.active ? [{ ...suggestion, name: product.name, price: product.price }] : [];
    })
    .slice(0, limit);
};
