import * as z from 'zod';
import { STAFF } from '../kernel/actor.ts';
import { operation } from '../kernel/operation.ts';
import { orderIdSchema, orderSchema, reasonSchema } from './order-schema.ts';

const BY_ID = z.strictObject({ id: orderIdSchema });
const tag = 'orders';

/** Ends an order before shipping; a customer may cancel their own. */
export const cancelOrderOperation = operation({
  id: 'cancel-order',
  method: 'POST',
  path: '/v1/orders/{id}/cancel',
  summary: 'Cancel an order; stock is freed and money goes back',
  tag,
  roles: [...STAFF, 'storefront', 'dealer'],
  params: BY_ID,
  body: z.strictObject({ reason: reasonSchema }),
  answer: orderSchema,
  status: 200,
  idempotent: true,
  problems: ['not_found', 'illegal_transition', 'version_conflict', 'precondition_failed'],
});
