import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { readHeads } from '../../orders/effects/find-order-store.ts';
import type { OrderHead } from '../../orders/order.ts';
import type { Table } from '../../runtime/table.ts';
import { idsOf } from '../customer.ts';
import { followMerges } from './family-store.ts';
import { findCustomer } from './profile-store.ts';

/** Sorts after every id. */
const END = '~';

/** The ids of the orders under one customer id, newest first, from before `after` on. */
export const readOrderIds = async (
  table: Table,
  customerId: string,
  { limit, after }: { limit: number; after?: string },
): Promise<string[]> => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: 'byCustomer',
      KeyConditionExpression: 'customerId = :customer AND #id BETWEEN :first AND :before',
      ExpressionAttributeNames: { '#id': 'id' },
      ExpressionAttributeValues: { ':customer': customerId, ':first': 'ord_', ':before': after ?? END },
      ScanIndexForward: false,
      // The id that the last page ended with comes again, and is dropped.
      Limit: limit + (after === undefined ? 0 : 1),
    }),
  );
  return Items.map(({ id }) => id as string).filter((id) => id !== after);
};

/** A page of a person's orders over all their ids, newest first. */
export type OrdersPage = { heads: OrderHead[]; position?: string };

/** Makes a page of what was read under each id; the heads in one batch. One more than `limit` was asked for of each. */
export const pageOfOrders = async (
  table: Table,
  found: readonly (readonly string[])[],
  limit: number,
): Promise<OrdersPage> => {
  const ids = found.flat().toSorted().toReversed();
  const page = ids.slice(0, limit);
  const heads = await readHeads(table, page);
  const last = page.at(-1);
  return { heads, ...(ids.length > limit && last !== undefined ? { position: last } : {}) };
};

/** A page of the orders under several ids; one query each, side by side, and a batch. */
export const readOrders = async (
  table: Table,
  customerIds: readonly string[],
  { limit, after }: { limit: number; after?: string },
): Promise<OrdersPage> => {
  const from = { limit: limit + 1, ...(after === undefined ? {} : { after }) };
  return pageOfOrders(
    table,
    await Promise.all(customerIds.map((id) => readOrderIds(table, id, from))),
    limit,
  );
};

/**
 * A page of a person's history. What stands under the id itself is read beside the profile, so that a customer who was
 * never merged costs two round trips; undefined when there is no such customer.
 */
export const readHistoryPage = async (
  table: Table,
  id: string,
  { limit, after }: { limit: number; after?: string },
): Promise<OrdersPage | undefined> => {
  const from = { limit: limit + 1, ...(after === undefined ? {} : { after }) };
  const [named, own] = await Promise.all([findCustomer(table, id), readOrderIds(table, id, from)]);
  if (!named) return undefined;
  const person = named.mergedInto === undefined ? named : await followMerges(table, named.mergedInto);
  const others = idsOf(person ?? named).filter((each) => each !== id);
  const rest = await Promise.all(others.map((each) => readOrderIds(table, each, from)));
  return pageOfOrders(table, [own, ...rest], limit);
};
