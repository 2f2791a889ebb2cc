import type { SQSBatchResponse } from 'aws-lambda';
import { handler } from '../../../functions/orders/index-order.ts';
import type { AnyBody } from './desk.ts';

const CONTEXT = {
  awsRequestId: 'request-1',
  functionName: 'index-order',
  getRemainingTimeInMillis: () => 29_000,
} as never;

/** Gives the index's worker the message of an event of an order, as the bus would; answers whether it was worked on. */
export const indexNow = async (order: AnyBody, type = 'placed'): Promise<boolean> => {
  const detail = { type, orderId: order.id, customerId: order.customer.id };
  const Records = [{ messageId: '1', body: JSON.stringify({ detail }), eventSource: 'aws:sqs' }];
  const { batchItemFailures } = (await handler({ Records } as never, CONTEXT)) as SQSBatchResponse;
  return batchItemFailures.length === 0;
};
