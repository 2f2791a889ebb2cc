import * as z from 'zod';
import { operation } from '../kernel/operation.ts';
import { amendOrderSchema } from './amend/amend-schema.ts';
import { orderIdSchema, orderSchema } from './order-schema.ts';

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
  roles: ['storefront', 'dealer', 'service_agent', 'sales_manager', 'admin'],
  params: z.strictObject({ id: orderIdSchema }),
  query: z.strictObject({ dryRun }),
  body: amendOrderSchema,
  answer: orderSchema,
  status: 200,
  idempotent: true,
  problems: [...CHANGES, 'insufficient_stock', 'too_many_changes', 'forbidden'],
});
