import * as z from 'zod';
import { realPorts } from '../../shared/carriers/effects/open-port.ts';
import { settleCarrierWork } from '../../shared/carriers/effects/settle-carrier-work.ts';
import { orderIdSchema } from '../../shared/orders/order-schema.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';

/** What the worker needs of an order's event; what is to be said to whom it sees for itself. */
const requestSchema = z.object({ orderId: orderIdSchema });

export const handler = queueHandler(requestSchema, ({ orderId }, deps) =>
  settleCarrierWork(deps, realPorts(deps.table, deps.now), orderId),
);
