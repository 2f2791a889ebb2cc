import type { SQSEvent } from 'aws-lambda';
import { handler as followOrders } from '../../../functions/customers/follow-orders.ts';
import { handler as workOnCustomers } from '../../../functions/customers/work-on-customers.ts';
import type { CustomerWork } from '../../../shared/customers/customer-work.ts';
import { unique } from '../../builders/an-order-request.ts';
import type { Call } from '../../harness/call-handler.ts';
import { type AnyBody, call } from '../orders/desk.ts';

/** What a queue brings: messages as the bus or a sweep wrote them. */
const batch = (messages: readonly unknown[]): SQSEvent =>
  ({
    Records: messages.map((message, at) => ({ messageId: String(at), body: JSON.stringify(message) })),
  }) as unknown as SQSEvent;

const CONTEXT = { awsRequestId: 'request-1', functionName: 'test' } as never;

const done = (answer: unknown): void => {
  const failures = (answer as { batchItemFailures: unknown[] }).batchItemFailures;
  if (failures.length > 0) throw new Error(`${failures.length} messages failed`);
};

/** Lets the consumer of order events see these orders. */
export const followed = async (...orderIds: readonly string[]): Promise<void> =>
  done(await followOrders(batch(orderIds.map((orderId) => ({ detail: { orderId } }))), CONTEXT));

/** Lets the consumer of customer work do this. */
export const worked = async (...work: readonly CustomerWork[]): Promise<void> =>
  done(await workOnCustomers(batch(work), CONTEXT));

/** Puts a new customer; answers their id. */
export const aCustomer = async (change: Record<string, unknown> = {}): Promise<string> => {
  const id = `cus_${unique()}`;
  const body = { name: 'Ada', ...change };
  const { status, body: answer } = await call('customers/put-customer', { params: { id }, body });
  if (status !== 201) throw new Error(JSON.stringify(answer));
  return id;
};

/** A customer as the API shows them to an admin. */
export const customer = async (id: string): Promise<AnyBody> =>
  (await call('customers/get-customer', { params: { id } })).body;

/** The ids of a person's orders. */
export const historyOf = async (id: string, limit = '100'): Promise<string[]> => {
  const { body } = await call('customers/list-customer-orders', { params: { id }, query: { limit } });
  return body.items.map((order: { id: string }) => order.id);
};

/** What stands on a customer's timeline, newest first. */
export const timelineOf = async (id: string): Promise<AnyBody[]> =>
  (await call('customers/get-customer-timeline', { params: { id } })).body.items;

export const merge = (into: string, from: string | string[], said: Call = {}) =>
  call('customers/merge-customers', { body: { into, from, reason: 'the same person' }, ...said });

export const unmerge = (id: string, body: Record<string, unknown> = {}) =>
  call('customers/unmerge-customer', { params: { id }, body: { reason: 'two persons', ...body } });
