import * as z from 'zod';
import { orderIdSchema } from '../../shared/orders/order-schema.ts';
import { settleStock } from '../../shared/orders/settle-stock.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';

export const handler = queueHandler(z.object({ orderId: orderIdSchema }), ({ orderId }, deps) =>
  settleStock(deps, orderId),
);
