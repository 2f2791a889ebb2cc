import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { isProblem, type Problem, versionConflict } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import { type ItemPage, type PageRequest, queryPage } from '../../runtime/query-page.ts';
import { readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import { transact, type Write } from '../../runtime/transact.ts';
import { suggestMerges, worthALook } from '../merge/suggest-merges.ts';
import type { Order, OrderHead } from '../order.ts';
import { HEAD, MERGE_SUGGESTIONS, orderPk, suggestionKey } from '../order-keys.ts';
import { loadOrder } from './load-order.ts';

const ATTEMPTS = 8;
/** The customer's newest orders are looked at; who has more open ones has them merged by hand. */
const LOOKED_AT = 50;

/** Orders of a customer that would merge, oldest first, and since when that is known. */
export type MergeSuggestion = {
  customerId: string;
  orderIds: readonly string[];
  foundAt: string;
  version: number;
};
type Item = MergeSuggestion & { pk: string; sk: string };

/** A page of all suggestions, customer by customer. */
export const listSuggestions = async (
  table: Table,
  request: PageRequest,
): Promise<{ suggestions: MergeSuggestion[]; nextCursor?: string } | Problem> => {
  const page: ItemPage | Problem = await queryPage(
    table,
    { KeyConditionExpression: 'pk = :all', ExpressionAttributeValues: { ':all': MERGE_SUGGESTIONS } },
    request,
  );
  if (isProblem(page)) return page;
  const { items, ...rest } = page;
  return { suggestions: items as MergeSuggestion[], ...rest };
};

/**
 * Brings the suggestions of one customer in line with their orders. `orderId` is the order that changed: an index may not
 * know it yet. What is written is what was worked out from the suggestions as they were read; who was late begins again.
 */
export const renewSuggestions = async (
  { table, now, random }: Deps,
  customerId: string,
  orderId: string,
): Promise<Problem | undefined> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const ids = await newestOrders(table, customerId);
    // Of one order alone, nothing was ever suggested: most customers cost no more than this look.
    if (ids.every((id) => id === orderId)) return undefined;
    const before = await suggestionsOf(table, customerId);
    const concerned = [...new Set([orderId, ...ids, ...before.flatMap((each) => each.orderIds)])];
    const groups = suggestMerges(await ordersWorthALook(table, customerId, concerned));
    const writes = differences(before, groups, customerId, now().toISOString());
    if (writes.length === 0) return undefined;
    // Looked at again even if it was written: who found nothing to write meanwhile may have known a newer order.
    await transact(table, writes, random);
  }
  return versionConflict('merge suggestion');
};

const suggestionsOf = async (table: Table, customerId: string): Promise<Item[]> => {
  const { pk, sk } = suggestionKey(customerId, '');
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :customer)',
      ExpressionAttributeValues: { ':pk': pk, ':customer': sk },
      ConsistentRead: true,
    }),
  );
  return Items as Item[];
};

const newestOrders = async (table: Table, customerId: string): Promise<string[]> => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: 'byCustomer',
      KeyConditionExpression: 'customerId = :customer',
      ExpressionAttributeValues: { ':customer': customerId },
      ScanIndexForward: false,
      Limit: LOOKED_AT,
    }),
  );
  return Items.flatMap(({ sk, id }) => (sk === HEAD ? [id as string] : []));
};

const ordersWorthALook = async (
  table: Table,
  customerId: string,
  ids: readonly string[],
): Promise<Order[]> => {
  const keys = ids.map((id) => ({ pk: orderPk(id), sk: HEAD }));
  const heads = (await readItems(table, keys, { ConsistentRead: true })) as OrderHead[];
  const own = worthALook(heads.filter((head) => head.customerId === customerId));
  const orders = await Promise.all(own.map(({ id }) => loadOrder(table, id)));
  return orders.filter((order): order is Order => !isProblem(order));
};

const differences = (
  before: readonly Item[],
  groups: readonly Order[][],
  customerId: string,
  foundAt: string,
): Write[] => {
  const after = new Map(
    groups.map((group) => {
      const orderIds = group.map(({ head }) => head.id);
      return [suggestionKey(customerId, orderIds[0] ?? '').sk, orderIds];
    }),
  );
  const label = 'suggestion';
  const asRead = ({ version }: Item) => ({
    ConditionExpression: 'version = :read',
    ExpressionAttributeValues: { ':read': version },
  });
  const gone = before
    .filter(({ sk }) => !after.has(sk))
    .map((item): Write => ({ label, remove: { Key: { pk: item.pk, sk: item.sk }, ...asRead(item) } }));
  const written = [...after].flatMap(([sk, orderIds]): Write[] => {
    const earlier = before.find((item) => item.sk === sk);
    if (earlier && earlier.orderIds.join() === orderIds.join()) return [];
    const Item = { foundAt, ...earlier, pk: MERGE_SUGGESTIONS, sk, customerId, orderIds };
    return [
      earlier
        ? { label, put: { Item: { ...Item, version: earlier.version + 1 }, ...asRead(earlier) } }
        : { label, put: { Item: { ...Item, version: 1 }, ConditionExpression: 'attribute_not_exists(pk)' } },
    ];
  });
  return [...gone, ...written];
};
