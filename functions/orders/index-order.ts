import * as z from 'zod';
import { indexOrder } from '../../shared/orders/effects/index-order.ts';
import { renewSuggestions } from '../../shared/orders/effects/merge-suggestion-store.ts';
import { orderIdSchema } from '../../shared/orders/order-schema.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';

/** What the worker needs of an order's event; what became of the order it sees for itself. */
const changeSchema = z.object({
  type: z.string(),
  orderId: orderIdSchema,
  version: z.int().positive().optional(),
  customerId: z.string().min(1),
});

/** What leaves contacts and goods as they were, and matters only to what could be merged. */
const SAME_CONTENTS: readonly string[] = ['confirmed', 'rejected', 'cancelled', 'picked', 'refund_opened'];

export const handler = queueHandler(
  changeSchema,
  async ({ type, orderId, version, customerId }, deps) =>
    (SAME_CONTENTS.includes(type) ? undefined : await indexOrder(deps, orderId, version)) ??
    renewSuggestions(deps, customerId, orderId),
);
