import * as z from 'zod';
import { learnHabits } from '../../shared/orders/effects/learn-habits.ts';
import { orderIdSchema } from '../../shared/orders/order-schema.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';

/** What the worker needs of an order's event. */
const newsSchema = z.object({ orderId: orderIdSchema, version: z.int().positive().optional() });

export const handler = queueHandler(newsSchema, ({ orderId, version }, deps) =>
  learnHabits(deps, orderId, version),
);
