import * as z from 'zod';
import { changeOrder } from '../../shared/orders/effects/change-order.ts';
import { orderIdSchema } from '../../shared/orders/order-schema.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { ALLOCATOR } from '../../shared/sourcing/effects/allocate-at-once.ts';
import { allocateSourced } from '../../shared/sourcing/effects/allocate-sourced.ts';

/** What the worker needs of an order's event; that the order is ready it sees for itself. */
const requestSchema = z.object({ orderId: orderIdSchema, correlationId: z.string().optional() });

export const handler = queueHandler(requestSchema, ({ orderId, correlationId }, deps) =>
  changeOrder(deps, orderId, allocateSourced(deps), {
    actor: ALLOCATOR,
    ...(correlationId === undefined ? {} : { correlationId }),
  }),
);
