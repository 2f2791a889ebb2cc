import { GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { OrderEvent } from '../orders/order-events.ts';
import { numberKey, orderPk, TIMELINE } from '../orders/order-keys.ts';
import type { Table } from '../runtime/table.ts';

/** The order that people read this number on; undefined when there is none. */
export const findOrderId = async (table: Table, number: string): Promise<string | undefined> => {
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: numberKey(number) }));
  return Item?.orderId as string | undefined;
};

/** All that happened to an order, in its order. */
export const readEvents = async (table: Table, orderId: string): Promise<OrderEvent[]> => {
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :history)',
      ExpressionAttributeValues: { ':pk': orderPk(orderId), ':history': TIMELINE },
      ProjectionExpression: '#events',
      ExpressionAttributeNames: { '#events': 'events' },
    },
  );
  const events: OrderEvent[] = [];
  for await (const { Items = [] } of pages)
    events.push(...Items.flatMap((item) => item.events as OrderEvent[]));
  return events;
};
