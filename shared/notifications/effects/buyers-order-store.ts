import { GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Fulfilment } from '../../orders/fulfilment.ts';
import type { OrderBody, OrderHead } from '../../orders/order.ts';
import type { OrderEvent } from '../../orders/order-events.ts';
import { BODY, HEAD, orderPk, timelineSk } from '../../orders/order-keys.ts';
import { wholeItem } from '../../runtime/packed.ts';
import type { Table } from '../../runtime/table.ts';
import type { News } from '../choose-template.ts';
import type { BuyersOrder } from '../letter-values.ts';

type Item = { sk: string };

/**
 * Reads what a message needs of an order: body, fulfilments and head stand side by side in its partition, so one
 * query reads them without lines, money and history. Where the order's own `version` is what the news tells of, a copy
 * that knows it will do, at half the price; else it is read as last committed. Undefined when there is no such order.
 */
export const readBuyersOrder = async (
  table: Table,
  orderId: string,
  version?: number,
): Promise<BuyersOrder | undefined> => {
  const known = version === undefined ? undefined : await read(table, orderId, false);
  return known && known.head.version >= (version ?? 0) ? known : read(table, orderId, true);
};

const read = async (
  table: Table,
  orderId: string,
  ConsistentRead: boolean,
): Promise<BuyersOrder | undefined> => {
  const items: Item[] = [];
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': orderPk(orderId), ':from': BODY, ':to': HEAD },
      ConsistentRead,
    },
  );
  for await (const page of pages) items.push(...((page.Items ?? []) as Item[]).map(wholeItem));
  const body = items.find(({ sk }) => sk === BODY) as (OrderBody & Item) | undefined;
  const head = items.find(({ sk }) => sk === HEAD) as (OrderHead & Item) | undefined;
  if (!body || !head) return undefined;
  const fulfilments = items.filter(({ sk }) => sk !== BODY && sk !== HEAD) as (Fulfilment & Item)[];
  return { head, body, fulfilments };
};

/** What an event kept from the bus, from its commit on the timeline; nothing where it kept nothing. */
export const readKept = async (
  table: Table,
  { orderId, eventId }: Pick<News, 'orderId' | 'eventId'>,
): Promise<NonNullable<OrderEvent['kept']>> => {
  const [commitId = '', number] = eventId.split('.');
  const { Item } = await table.client.send(
    new GetCommand({
      TableName: table.name,
      Key: { pk: orderPk(orderId), sk: timelineSk(commitId) },
      ConsistentRead: true,
    }),
  );
  return (Item?.events as OrderEvent[] | undefined)?.[Number(number) - 1]?.kept ?? {};
};
