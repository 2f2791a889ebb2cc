import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { isProblem, notFound, type Problem } from '../../kernel/problem.ts';
import { wholeItem } from '../../runtime/packed.ts';
import type { Table } from '../../runtime/table.ts';
import type { Backorder } from '../backorder.ts';
import type { Fulfilment } from '../fulfilment.ts';
import type { Order, OrderBody, OrderHead, OrderLine } from '../order.ts';
import { BACKORDER, BODY, HEAD, orderPk, TIMELINE } from '../order-keys.ts';
import type { Payment, Refund } from '../payment.ts';
import type { Production } from '../production.ts';
import type { Reservation } from '../reservation.ts';

type Item = Record<string, unknown> & { sk: string };

/** The attributes that exist for keys and indexes only; a stored thing is itself without them. */
const KEY_ATTRIBUTES = new Set([
  'pk',
  'sk',
  'kind',
  'stagePk',
  'stageSk',
  'channelPk',
  'kindPk',
  'duePk',
  'dueSk',
  'log',
]);

const withoutKeys = (item: Item): unknown =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !KEY_ATTRIBUTES.has(name)));

const of = <T>(items: readonly Item[], prefix: string): T[] =>
  items.filter((item) => item.sk.startsWith(prefix)).map((item) => withoutKeys(item) as T);

const journalsIn = (items: readonly Item[]): Pick<Order, 'journals'> => {
  const journals = items.flatMap(({ sk, log }) =>
    log === undefined ? [] : [[sk, log as Uint8Array] as const],
  );
  return journals.length > 0 ? { journals: Object.fromEntries(journals) } : {};
};

/** A part that few orders have is absent where there is none. */
const optional = <N extends string, T>(name: N, parts: T[]) =>
  (parts.length > 0 ? { [name]: parts } : {}) as { [K in N]?: T[] };

/** `committed`: as committed last. `lately`: as some copy knows it, which may be a moment behind, at half the price. */
export type Freshness = 'committed' | 'lately';

/**
 * Reads an order and its parts, without its history, in one query. 404 when there is none, also while a large order is
 * still being placed (its head is written last).
 */
export const loadOrder = async (
  table: Table,
  orderId: string,
  freshness: Freshness = 'committed',
): Promise<Order | Problem> => {
  const items: Item[] = [];
  let read = 0;
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND sk < :history',
      ExpressionAttributeValues: { ':pk': orderPk(orderId), ':history': TIMELINE },
      ConsistentRead: freshness === 'committed',
    },
  );
  for await (const page of pages) {
    read++;
    // Two copies may answer two pages, and one of them may be behind the other.
    if (freshness === 'lately' && read > 1) return loadOrder(table, orderId);
    items.push(...((page.Items ?? []) as Item[]).map(wholeItem));
  }
  const [head] = of<OrderHead>(items, HEAD);
  const [body] = of<OrderBody>(items, BODY);
  if (!head || !body) return notFound('order');
  return {
    head,
    body,
    lines: of<{ lines: OrderLine[] }>(items, 'LINES#').flatMap((page) => page.lines),
    fulfilments: of<Fulfilment>(items, 'FULFILMENT#'),
    payments: of<Payment>(items, 'PAYMENT#'),
    refunds: of<Refund>(items, 'REFUND#'),
    reservations: of<Reservation>(items, 'RESERVATION#'),
    ...journalsIn(items),
    ...optional('backorders', of<Backorder>(items, BACKORDER)),
    ...optional('productions', of<Production>(items, 'PRODUCTION#')),
  };
};

/** Reads an order as it was at a version that is known of, or later; mostly at half the price. */
export const loadOrderSince = async (
  table: Table,
  orderId: string,
  version: number | undefined,
): Promise<Order | Problem> => {
  const lately = version === undefined ? undefined : await loadOrder(table, orderId, 'lately');
  const isKnown = lately && !isProblem(lately) && lately.head.version >= (version ?? 0);
  return isKnown ? lately : loadOrder(table, orderId);
};

/** Merges that one after the other swallowed an order; more than a person would ever make. */
const MOST_MERGES = 50;

/** Reads the order that this one ended in, where it was merged; else the order itself. */
export const loadMerged = async (
  table: Table,
  orderId: string,
  freshness?: Freshness,
): Promise<Order | Problem> => {
  let order = await loadOrder(table, orderId, freshness);
  for (let step = 0; step < MOST_MERGES && !isProblem(order) && order.head.mergedInto; step++)
    order = await loadOrder(table, order.head.mergedInto, freshness);
  return order;
};
