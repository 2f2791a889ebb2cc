import * as z from 'zod';
import { learnHabits } from '../../shared/orders/effects/learn-habits.ts';
import { orderIdSchema } from '../../shared/orders/order-schema.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';

export const handler = queueHandler(z.object({ orderId: orderIdSchema }), ({ orderId }, deps) =>
  learnHabits(deps, orderId),
);
