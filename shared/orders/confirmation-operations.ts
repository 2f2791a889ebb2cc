import * as z from 'zod';
import { operation } from '../kernel/operation.ts';
import { CONFIRMATION_NAME } from './order.ts';
import { orderSchema } from './order-answers.ts';
import { orderIdSchema, text } from './order-schema.ts';

/** With the last step confirmed, what waits for it goes to its warehouses by itself. */
export const confirmStepOperation = operation({
  id: 'confirm-step',
  method: 'POST',
  path: '/v1/orders/{id}/confirmations/{step}',
  summary: 'Confirm a step that an order waits for before anything of it is released',
  tag: 'orders',
  roles: [
    'storefront',
    'dealer',
    'service_agent',
    'sales_manager',
    'finance',
    'finance_director',
    'warehouse',
    'admin',
  ],
  params: z.strictObject({
    id: orderIdSchema,
    step: z.string().regex(CONFIRMATION_NAME, { error: 'is not the name of a step' }),
  }),
  body: z.strictObject({ note: text(500).optional() }),
  bodyOptional: true,
  answer: orderSchema,
  status: 200,
  idempotent: true,
  problems: ['not_found', 'forbidden', 'illegal_transition', 'version_conflict', 'precondition_failed'],
});
