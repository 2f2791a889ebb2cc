import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { isProblem } from '../../kernel/problem.ts';
import { readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import { CHANNELS, type OrderHead } from '../order.ts';
import { externalIdKey, HEAD, numberKey, orderPk } from '../order-keys.ts';
import { loadMerged } from './load-order.ts';

/** A channel's external id may stand for one order in each of its shops; more shops than this are not looked through. */
const MOST_SHOPS = 100;

/** The order's id behind the number that people read; undefined when there is none. */
export const findOrderId = async (table: Table, number: string): Promise<string | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: numberKey(number), ConsistentRead: true }),
  );
  return Item?.orderId as string | undefined;
};

/** The heads of orders by id; those that are not there (yet) are left out. */
export const readHeads = async (table: Table, ids: readonly string[]): Promise<OrderHead[]> =>
  (await readItems(
    table,
    ids.map((id) => ({ pk: orderPk(id), sk: HEAD })),
  )) as OrderHead[];

/** The orders that these ended in, in their place; those that were not merged stay. */
const followed = async (table: Table, heads: readonly OrderHead[]): Promise<OrderHead[]> => {
  const found = await Promise.all(
    heads.map(async (head) => {
      const order = head.mergedInto ? await loadMerged(table, head.mergedInto) : { head };
      return isProblem(order) ? head : order.head;
    }),
  );
  return [...new Map(found.map((head) => [head.id, head])).values()];
};

/** The orders an external id stands for: in one channel or, without one, in any. */
export const findByExternal = async (
  table: Table,
  externalId: string,
  channel: string | undefined,
): Promise<OrderHead[]> => {
  const channels = channel === undefined ? CHANNELS : [channel];
  const found = await Promise.all(channels.map((each) => idsOf(table, each, externalId)));
  return followed(table, await readHeads(table, found.flat()));
};

const idsOf = async (table: Table, channel: string, externalId: string): Promise<string[]> => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': externalIdKey(channel, externalId, undefined).pk },
      Limit: MOST_SHOPS,
      ConsistentRead: true,
    }),
  );
  return Items.flatMap((item) => (typeof item.orderId === 'string' ? [item.orderId] : []));
};

/** The orders that a number, an external id, or both together name: none, one, or one for each shop. */
export const findOrders = async (
  table: Table,
  { number, externalId, channel }: { number?: string; externalId?: string; channel?: string },
): Promise<OrderHead[]> => {
  if (number === undefined) return externalId === undefined ? [] : findByExternal(table, externalId, channel);
  const id = await findOrderId(table, number.toUpperCase());
  const heads = id === undefined ? [] : await followed(table, await readHeads(table, [id]));
  return externalId === undefined ? heads : heads.filter((head) => head.externalId === externalId);
};
