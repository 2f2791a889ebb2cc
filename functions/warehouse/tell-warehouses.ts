import * as z from 'zod';
import { isProblem } from '../../shared/kernel/problem.ts';
import { orderIdSchema } from '../../shared/orders/order-schema.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { retryConfirmations } from '../../shared/warehouse/effects/retry-confirmations.ts';
import { tellWarehouse } from '../../shared/warehouse/effects/tell-warehouse.ts';

/** What an event says is of no matter: what is to be told is seen from the order as it is. */
const messageSchema = z.object({ orderId: orderIdSchema });

export const handler = queueHandler(messageSchema, async ({ orderId }, deps) => {
  const told = await tellWarehouse(deps, orderId);
  return isProblem(told) ? told : retryConfirmations(deps, orderId);
});
