import * as z from 'zod';
import { instantSchema } from '../../shared/kernel/clock.ts';
import { notifyCustomer } from '../../shared/notifications/effects/notify-customer.ts';
import { orderIdSchema } from '../../shared/orders/order-schema.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';

/** An order's event, as far as a message needs it. */
const newsSchema = z.object({
  eventId: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}\.\d+$/),
  type: z.string(),
  at: instantSchema,
  actor: z.string().optional(),
  orderId: orderIdSchema,
  version: z.int().positive().optional(),
  data: z.record(z.string(), z.unknown()),
});

export const handler = queueHandler(newsSchema, (news, deps) => notifyCustomer(deps, news));
