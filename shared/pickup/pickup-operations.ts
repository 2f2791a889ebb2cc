import * as z from 'zod';
import { fulfilmentIdSchema } from '../fulfilment/fulfilment-schema.ts';
import { operation } from '../kernel/operation.ts';
import { fulfilmentSchema } from '../orders/order-answers.ts';

const common = {
  method: 'POST',
  tag: 'fulfilments',
  params: z.strictObject({ id: fulfilmentIdSchema }),
  answer: fulfilmentSchema,
  status: 200,
} as const;

/** Hands goods out at the counter; a wrong code is counted. */
export const handOutFulfilmentOperation = operation({
  ...common,
  id: 'hand-out-fulfilment',
  path: '/v1/fulfilments/{id}/hand-out',
  summary: 'Hand goods out to who shows the code that was sent to the buyer',
  roles: ['warehouse', 'service_agent', 'admin'],
  body: z.strictObject({ code: z.string().regex(/^[0-9]{6}$/, { error: 'is six digits' }) }),
  problems: [
    'not_found',
    'illegal_transition',
    'not_for_pickup',
    'wrong_pickup_code',
    'pickup_locked',
    'order_on_hold',
    'version_conflict',
    'precondition_failed',
  ],
});

/** A carrier that reports the delivery says the same; then nobody need do it. */
export const arriveAtStoreOperation = operation({
  ...common,
  id: 'arrive-at-store',
  path: '/v1/fulfilments/{id}/arrive',
  summary: 'Note that goods which were sent to the store are at its counter; the buyer gets their code',
  roles: ['warehouse', 'service_agent', 'admin'],
  body: z.strictObject({}),
  bodyOptional: true,
  idempotent: true,
  problems: [
    'not_found',
    'illegal_transition',
    'version_conflict',
    'precondition_failed',
    'too_many_changes',
  ],
});

/** Sends the buyer another code; the old one is not taken any more. */
export const renewPickupCodeOperation = operation({
  ...common,
  id: 'renew-pickup-code',
  path: '/v1/fulfilments/{id}/pickup-code',
  summary: 'Send the buyer a new code; the old one, and the wrong ones shown, count no more',
  roles: ['service_agent', 'sales_manager', 'admin'],
  body: z.strictObject({}),
  bodyOptional: true,
  idempotent: true,
  problems: ['not_found', 'not_for_pickup', 'version_conflict', 'precondition_failed'],
});
