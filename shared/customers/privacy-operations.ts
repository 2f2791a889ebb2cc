import * as z from 'zod';
import { operation } from '../kernel/operation.ts';
import { text } from '../orders/order-schema.ts';
import { customerIdSchema } from './customer-schema.ts';

const BY_ID = z.strictObject({ id: customerIdSchema });
const tag = 'customers';

/** Everything that is held of a person, for themselves. */
export const exportCustomerOperation = operation({
  id: 'export-customer',
  method: 'GET',
  path: '/v1/customers/{id}/export',
  summary: 'Export everything held of a person, a page at a time',
  tag,
  roles: ['service_agent', 'finance', 'storefront', 'dealer'],
  params: BY_ID,
  query: z.strictObject({
    limit: z
      .string()
      .regex(/^\d{1,6}$/, { error: 'is not a whole number' })
      .transform(Number)
      .pipe(z.int().min(1).max(50))
      .default(20),
    cursor: z.string().min(1).max(2000).optional(),
  }),
  answer: z.object({
    customerId: z.string(),
    items: z.array(z.object({ kind: z.enum(['profile', 'timeline', 'order']), data: z.unknown() })),
    nextCursor: z.string().optional(),
  }),
  status: 200,
  problems: ['not_found'],
});

/** Takes a person out of everything, but for what the books need. */
export const eraseCustomerOperation = operation({
  id: 'erase-customer',
  method: 'POST',
  path: '/v1/customers/{id}/erase',
  summary: 'Erase a person’s data; what the books need (lines, amounts, numbers, dates) stays',
  tag,
  roles: ['service_agent', 'storefront', 'dealer'],
  params: BY_ID,
  body: z.strictObject({ reason: text(500) }),
  answer: z.object({
    customerId: z.string(),
    requestedAt: z.string(),
    requestedBy: z.string(),
    reason: z.string(),
  }),
  status: 202,
  problems: ['not_found', 'orders_open', 'version_conflict'],
});
