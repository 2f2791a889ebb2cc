import { randomBytes } from 'node:crypto';
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { ulid } from 'ulid';
import { STOCK, skuPk, stockKey } from '../../shared/inventory/stock-keys.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { loadOrder } from '../../shared/orders/effects/load-order.ts';
import {
  bodyWrite,
  changedPartWrites,
  headWrite,
  lineWrites,
  reservationWrite,
  timelineWrite,
} from '../../shared/orders/effects/order-writes.ts';
import { readTimeline } from '../../shared/orders/effects/timeline-store.ts';
import type { Order, OrderHead } from '../../shared/orders/order.ts';
import { numberKey } from '../../shared/orders/order-keys.ts';
import type { Reservation } from '../../shared/orders/reservation.ts';
import type { Table } from '../../shared/runtime/table.ts';
import { transact } from '../../shared/runtime/transact.ts';
import { anOrder } from '../builders/an-order.ts';

const PAID = { goods: 3980, discount: 0, shipping: 0, tax: 0, grand: 3980, paid: 3980, refunded: 0 };
const random = () => randomBytes(4).readUInt32BE() / 2 ** 32;

/** Puts a paid, confirmed order with its plan and its reserved stock into the table, as placement leaves it. */
export const aStoredOrder = async (
  table: Table,
  change: { reservations?: readonly Reservation[]; head?: Partial<OrderHead> } = {},
): Promise<Order> => {
  const id = `ord_${ulid(Date.now(), random)}`;
  const sku = `SKU-${id.slice(-8)}`;
  const reservations = change.reservations ?? [
    { fulfilment: 1, page: 1, locationId: 'main', units: [{ lineId: 'lin_1', sku, shard: 0, quantity: 2 }] },
  ];
  const order = anOrder({
    head: {
      id,
      number: `240701-${id.slice(-6)}`,
      confirmation: 'confirmed',
      totals: PAID,
      paidAt: '2024-07-01T00:00:00.000Z',
      ...change.head,
    },
    reservations,
  });
  const now = new Date('2024-07-01T00:00:00.000Z');
  const placed = [{ type: 'placed' as const, at: now.toISOString(), actor: 'user:buyer' }];
  for (const { locationId, units } of reservations)
    for (const unit of units) await putStock(table, locationId, unit.sku, unit.quantity);
  const outcome = await transact(
    table,
    [
      headWrite(undefined, order),
      bodyWrite(order),
      ...lineWrites(id, order.lines),
      ...changedPartWrites(undefined, order),
      ...reservations.map((each) => reservationWrite(id, each)),
      { label: 'number', put: { Item: { ...numberKey(order.head.number), orderId: id } } },
      timelineWrite(order, placed, { now, random }),
    ],
    random,
  );
  if (!outcome.committed) throw new Error('the order could not be stored');
  return order;
};

const putStock = (table: Table, locationId: string, sku: string, quantity: number) =>
  table.client.send(
    new PutCommand({
      TableName: table.name,
      Item: {
        ...stockKey({ sku, locationId, shard: 0 }),
        sku,
        locationId,
        shard: 0,
        onHand: quantity,
        reserved: quantity,
        safety: 0,
        available: 0,
      },
    }),
  );

/** A SKU's only stock row, and how often units of it have moved. */
export const stockOf = async (table: Table, sku: string) => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': skuPk(sku) },
      ConsistentRead: true,
    }),
  );
  const row = Items.find(({ sk }) => String(sk).startsWith(STOCK));
  return { onHand: row?.onHand, reserved: row?.reserved, movements: Items.length - 1 };
};

/** The order as it stands. */
export const reload = async (table: Table, order: Order): Promise<Order> => {
  const loaded = await loadOrder(table, order.head.id);
  if (isProblem(loaded)) throw new Error(loaded.detail);
  return loaded;
};

/** What happened to the order, by type, oldest first. */
export const happened = async (table: Table, order: Order): Promise<string[]> =>
  (await readTimeline(table, order.head.id)).map(({ type }) => type);

type Worker = (event: SQSEvent, context: Context) => unknown;

/** Gives messages to a queue's worker; answers how many it gave back. */
export const consume = async (worker: Worker, ...messages: readonly unknown[]): Promise<number> => {
  const Records = messages.map((message, at) => ({ messageId: `m${at}`, body: JSON.stringify(message) }));
  const answer = (await worker(
    { Records } as SQSEvent,
    { awsRequestId: 'r' } as Context,
  )) as SQSBatchResponse;
  return answer.batchItemFailures.length;
};
