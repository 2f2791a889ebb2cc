import * as z from 'zod';
import { eraseEndedOrder } from '../../shared/customers/effects/erase-store.ts';
import { followOrder } from '../../shared/customers/effects/follow-order.ts';
import { orderIdSchema } from '../../shared/orders/order-schema.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';

/** An order's event, as far as its customer's standing needs it. */
const newsSchema = z.object({
  type: z.string().optional(),
  orderId: orderIdSchema,
  version: z.int().positive().optional(),
});

export const handler = queueHandler(newsSchema, async ({ orderId, ...news }, deps) => {
  const order = await followOrder(deps, orderId, news);
  // An order that slipped in while its customer was erased is erased when it has ended.
  if (order) await eraseEndedOrder(deps, order);
});
