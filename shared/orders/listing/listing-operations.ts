import * as z from 'zod';
import { STAFF } from '../../kernel/actor.ts';
import { instantSchema } from '../../kernel/clock.ts';
import { moneySchema } from '../../kernel/money.ts';
import { operation } from '../../kernel/operation.ts';
import { pageOf, pageQuery } from '../../kernel/page.ts';
import { CHANNELS, PAYMENT_TERMS } from '../order.ts';
import { orderSummarySchema } from '../order-answers.ts';
import { addressSchema } from '../order-schema.ts';
import { REVIEW_ROLES } from './listing-schema.ts';

const tag = 'orders';

/**
 * What waits for a role: `review`, the orders that a review rule sent to it, in handling order (preferred customers where
 * the policy has any, earliest promise, who ordered first, fewer lines, same goods, same carrier); `holds`, the orders
 * with an open hold that it is to answer, by the holds' deadlines; `confirmations`, those that wait for a step that it
 * confirms, or asks the buyer to confirm, by the steps' deadlines. Seen by who holds the role, or one that stands in for it.
 */
export const listWorkOperation = operation({
  id: 'list-work',
  method: 'GET',
  path: '/v1/work',
  summary:
    'List the orders that wait for a role’s decision, in handling order, for its answer to a hold, or for a confirmation',
  tag,
  roles: STAFF,
  query: z
    .strictObject({
      role: z.enum(['service_agent', 'sales_manager', 'finance', 'finance_director', 'warehouse', 'admin']),
      waiting: z.enum(['review', 'holds', 'confirmations']).default('review'),
      ...pageQuery,
    })
    .refine(
      ({ role, waiting }) => waiting !== 'review' || (REVIEW_ROLES as readonly string[]).includes(role),
      { path: ['role'], error: 'is asked for no review; it may have holds to answer' },
    ),
  answer: z.lazy(() => pageOf(orderSummarySchema)),
  status: 200,
  problems: ['forbidden'],
});

const suggestionSchema = z.lazy(() =>
  z.object({
    /** What `POST /v1/orders/merge` takes; the oldest first, which is the one that would go on. */
    orderIds: z.array(z.string()),
    orders: z.array(orderSummarySchema),
    /** Why they go together: all of it is the same. */
    same: z.object({
      customerId: z.string(),
      customerName: z.string(),
      channel: z.enum(CHANNELS),
      shopId: z.string().optional(),
      currency: z.string(),
      paymentTerms: z.enum(PAYMENT_TERMS),
      confirmation: z.string(),
      shippingAddress: addressSchema,
      delivery: z.string(),
    }),
    grandTotal: moneySchema,
    foundAt: instantSchema,
  }),
);

/** Orders of one buyer to one address that nobody has picked yet, 2 to 20 at a time, found as orders come in and change. */
export const listMergeSuggestionsOperation = operation({
  id: 'list-merge-suggestions',
  method: 'GET',
  path: '/v1/orders/merge-suggestions',
  summary: 'List groups of orders that could be merged, and what they have in common',
  tag,
  roles: ['service_agent', 'sales_manager', 'admin'],
  query: z.strictObject(pageQuery),
  answer: pageOf(suggestionSchema),
  status: 200,
});
