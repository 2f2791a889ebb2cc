import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { handler as allocate } from '../../../functions/fulfilment/allocate-order.ts';
import { handler as putLocation } from '../../../functions/locations/put-location.ts';
import { handler as take } from '../../../functions/warehouse/take-warehouse-confirmation.ts';
import { handler as tell } from '../../../functions/warehouse/tell-warehouses.ts';
import type { OrderHead } from '../../../shared/orders/order.ts';
import type { Reservation } from '../../../shared/orders/reservation.ts';
import type { Table } from '../../../shared/runtime/table.ts';
import { type RequestMessage, requestMessageSchema } from '../../../shared/warehouse/request-message.ts';
import { callHandler } from '../../harness/call-handler.ts';
import { mockService } from '../../harness/mock-service.ts';
import { aStoredOrder, consume, reload } from '../fulfilment-orders.ts';

/** What the queue of requests got, while it was up. SQS itself is tried out in the local cloud. */
export const openQueue = () => {
  process.env.WAREHOUSE_REQUESTS_QUEUE_URL = 'http://queue/warehouse-requests';
  const queue = { sent: [] as RequestMessage[], isDown: false };
  mockService(SQSClient)
    .on(SendMessageBatchCommand)
    .callsFake(({ Entries }: { Entries: { MessageBody: string }[] }) => {
      if (queue.isDown) throw new Error('the queue is down');
      for (const { MessageBody } of Entries)
        queue.sent.push(requestMessageSchema.parse(JSON.parse(MessageBody)));
      return {};
    });
  return queue;
};

/** Makes a location whose work is done by our own or by an outside system. */
export const aLocation = async (id: string, system: 'own' | 'external'): Promise<void> => {
  const body = {
    name: id,
    kind: 'warehouse',
    address: { country: 'GB', city: 'Hull', line1: '1 Dock' },
    system,
  };
  const { status } = await callHandler(putLocation, { params: { id }, body });
  if (status !== 201) throw new Error(`the location was answered ${status}`);
};

/** An order that an outside warehouse has been told of, unless somebody else's is named. */
export const atWarehouse = async (
  table: Table,
  change: { reservations?: readonly Reservation[]; head?: Partial<OrderHead> } = {},
) => {
  const order = await aStoredOrder(table, change);
  if ((await consume(allocate, { orderId: order.head.id })) > 0) throw new Error('it was not allocated');
  if ((await consume(tell, { orderId: order.head.id })) > 0) throw new Error('nobody was told');
  const { fulfilments } = await reload(table, order);
  const id = fulfilments[0]?.id ?? '';
  let number = 0;
  return {
    order,
    id,
    orderId: order.head.id,
    tell: () => consume(tell, { orderId: order.head.id }),
    /** A confirmation as the warehouse would send it. */
    says: (type: string, rest: Record<string, unknown> = {}) => ({
      version: 1,
      messageId: `${id}-m${++number}`,
      type,
      locationId: 'main',
      fulfilmentId: id,
      at: '2026-07-01T10:00:00Z',
      ...rest,
    }),
    /** What `shipped` says beside that. */
    gone: { carrier: 'ups', parcels: [{ trackingNumber: `1Z${id.slice(4, 30)}` }] },
    take: (...messages: readonly unknown[]) => consume(take, ...messages),
    now: () => reload(table, order),
  };
};
