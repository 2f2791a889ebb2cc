import * as z from 'zod';
import { settleStock } from '../../shared/orders/effects/settle-stock.ts';
import { orderIdSchema } from '../../shared/orders/order-schema.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';

export const handler = queueHandler(z.object({ orderId: orderIdSchema }), ({ orderId }, deps) =>
  settleStock(deps, orderId),
);
