import * as z from 'zod';
import { operation } from '../kernel/operation.ts';
import { amendOrderSchema } from './amend/amend-schema.ts';
import { orderSchema } from './order-answers.ts';
import { orderIdSchema } from './order-schema.ts';
import { splitOrderSchema } from './split/split-schema.ts';

const CHANGES = ['not_found', 'illegal_transition', 'version_conflict', 'precondition_failed'] as const;
const tag = 'orders';
const dryRun = z
  .enum(['true', 'false'])
  .default('false')
  .transform((said) => said === 'true');

/** Changes goods, address, contact, delivery or notes before shipping; stock and money follow. */
export const amendOrderOperation = operation({
  id: 'amend-order',
  method: 'PATCH',
  path: '/v1/orders/{id}',
  summary: 'Amend an order before shipping; with dryRun=true, see what it would become',
  tag,
  roles: ['storefront', 'dealer', 'service_agent', 'sales_manager', 'warehouse', 'admin'],
  params: z.strictObject({ id: orderIdSchema }),
  query: z.strictObject({ dryRun }),
  body: amendOrderSchema,
  answer: orderSchema,
  status: 200,
  idempotent: true,
  problems: [...CHANGES, 'insufficient_stock', 'too_many_changes', 'forbidden'],
});

const DESK = ['service_agent', 'sales_manager', 'admin'] as const;
const severalOrders = z.object({ orders: z.array(orderSchema) });

/** Makes several orders of one; the first group stays, every further one gets an id and number of its own. */
export const splitOrderOperation = operation({
  id: 'split-order',
  method: 'POST',
  path: '/v1/orders/{id}/split',
  summary: 'Split an order, by hand, by location or by availability, before anything is picked',
  tag,
  roles: DESK,
  params: z.strictObject({ id: orderIdSchema }),
  body: splitOrderSchema,
  answer: severalOrders,
  status: 201,
  idempotent: true,
  problems: [...CHANGES, 'nothing_to_split', 'too_many_changes'],
});

/** Makes one order of several; the oldest goes on, and the others lead to it. */
export const mergeOrdersOperation = operation({
  id: 'merge-orders',
  method: 'POST',
  path: '/v1/orders/merge',
  summary: 'Merge orders of one buyer to one address, before anything is picked',
  tag,
  roles: DESK,
  body: z.strictObject({
    orderIds: z
      .array(orderIdSchema)
      .min(2)
      .max(20)
      .refine((ids) => new Set(ids).size === ids.length, { error: 'name an order twice' }),
  }),
  answer: orderSchema,
  status: 200,
  idempotent: true,
  problems: [...CHANGES, 'not_mergeable', 'too_many_changes'],
});
