import type { SQSBatchResponse } from 'aws-lambda';
import { handler as allocate } from '../../../functions/fulfilment/allocate-order.ts';
import { handler as index } from '../../../functions/orders/index-order.ts';
import { type AnyBody, call, paid, read } from './desk.ts';

const CONTEXT = {
  awsRequestId: 'request-1',
  functionName: 'worker',
  getRemainingTimeInMillis: () => 29_000,
} as never;

const deliver = async (handler: typeof index, detail: unknown): Promise<boolean> => {
  const Records = [{ messageId: '1', body: JSON.stringify({ detail }), eventSource: 'aws:sqs' }];
  const { batchItemFailures } = (await handler({ Records } as never, CONTEXT)) as SQSBatchResponse;
  return batchItemFailures.length === 0;
};

/** Gives the index's worker the message of an event of an order, as the bus would; answers whether it was worked on. */
export const indexNow = (order: AnyBody, type = 'placed'): Promise<boolean> =>
  deliver(index, { type, orderId: order.id, customerId: order.customer.id });

/** Pays an order, lets it pass whatever holds it, and sends it to its warehouses as its queue's worker would. */
export const sendToWarehouse = async (order: AnyBody): Promise<AnyBody> => {
  const { holds } = await paid(order);
  const params = { id: order.id };
  for (const { id } of holds) await call('orders/release-hold', { params: { ...params, holdId: id } });
  const { confirmation } = await read(order.id);
  if (confirmation === 'unconfirmed') await call('orders/approve-order', { params, body: {} });
  await deliver(allocate, { orderId: order.id });
  return read(order.id);
};
