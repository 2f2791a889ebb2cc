import * as z from 'zod';
import { TRAITS } from '../catalog/product.ts';
import { fulfilmentIdSchema, lineName } from '../fulfilment/fulfilment-schema.ts';
import { STAFF } from '../kernel/actor.ts';
import { instantSchema } from '../kernel/clock.ts';
import { operation } from '../kernel/operation.ts';
import { CHANNELS } from '../orders/order.ts';
import { fulfilmentSchema } from '../orders/order-answers.ts';
import { orderIdSchema, quantitySchema, shopIdSchema, skuSchema, text } from '../orders/order-schema.ts';
import { deliverySchema, MAX_LINES } from '../orders/place-order-schema.ts';
import { REFUSALS } from './candidates.ts';
import { REJECTION_CODES } from './rejection.ts';
import { putSourcingRulesSchema, sourcingRulesSchema } from './sourcing-rules-schema.ts';

const tag = 'sourcing';

export const getSourcingRulesOperation = operation({
  id: 'get-sourcing-rules',
  method: 'GET',
  path: '/v1/sourcing-rules',
  summary: 'Read by what it is chosen where goods are sent from: zones, rates, penalties, wishes',
  tag,
  roles: STAFF,
  answer: sourcingRulesSchema,
  status: 200,
});

/** Replaces the rules; orders that are placed or sent out from then on are judged by them. */
export const putSourcingRulesOperation = operation({
  id: 'put-sourcing-rules',
  method: 'PUT',
  path: '/v1/sourcing-rules',
  summary: 'Replace the sourcing rules; what is left out has its default',
  tag,
  roles: ['sales_manager'],
  body: putSourcingRulesSchema,
  answer: sourcingRulesSchema,
  status: 200,
  problems: ['precondition_failed', 'version_conflict'],
});

const goods = () => z.array(z.object({ sku: z.string(), quantity: z.int() }));

const explanation = () => ({
  /** The version of the rules; 0 are the system's own. */
  rules: z.int(),
  zone: z.string().optional(),
  goods: z.array(
    z.object({ sku: z.string(), quantity: z.int(), weightGrams: z.int(), traits: z.array(z.enum(TRAITS)) }),
  ),
  promisedShipBy: instantSchema,
  splitPenalty: z.int(),
  /** Whether the locations that may send it have it all. */
  possible: z.boolean(),
  plan: z.array(z.object({ locationId: z.string(), goods: goods(), cost: z.int() })),
  /** In minor units of the rules' currency, the penalties included. */
  cost: z.int().optional(),
  /** No choice costs less than this. */
  costAtLeast: z.int().optional(),
  /** All choices were weighed. */
  exact: z.boolean().optional(),
  candidates: z.array(
    z.object({
      locationId: z.string(),
      verdict: z.enum(['chosen', 'has_too_little', 'dearer', ...REFUSALS]),
      leavesOn: z.string().optional(),
      parcel: z.object({
        postage: z.int(),
        perKg: z.int(),
        delay: z.int(),
        late: z.int(),
        preference: z.int(),
        total: z.int(),
      }),
      available: goods(),
      /** If it sent everything by itself. */
      costAlone: z.int().optional(),
    }),
  ),
});

/** A calendar of other centuries is nobody's. */
const isOfOurTime = (at: string): boolean => {
  const year = new Date(at).getUTCFullYear();
  return year >= 2000 && year <= 2100;
};

/** Says where goods would be sent from, by the rules in force or by others; changes nothing. */
export const simulateSourcingOperation = operation({
  id: 'simulate-sourcing',
  method: 'POST',
  path: '/v1/sourcing/simulate',
  summary: 'Say where goods would be sent from and why, by the rules in force or by others',
  tag,
  roles: STAFF,
  body: z.strictObject({
    lines: z
      .array(z.strictObject({ sku: skuSchema, quantity: quantitySchema }))
      .min(1)
      .max(MAX_LINES),
    shippingAddress: z.strictObject({
      country: z.string().regex(/^[A-Z]{2}$/, { error: 'is an ISO 3166 code' }),
      province: text(120),
      postalCode: text(20).optional(),
    }),
    delivery: deliverySchema.prefault({}),
    channel: z.enum(CHANNELS).default('storefront'),
    shopId: shopIdSchema.optional(),
    at: instantSchema.refine(isOfOurTime, { error: 'is a time from 2000 to 2100' }).optional(),
    rules: putSourcingRulesSchema.omit({ version: true }).optional(),
  }),
  answer: z.lazy(() => z.object(explanation())),
  status: 200,
});

/** Why an order is sent from where it is, and what would be chosen now. */
export const explainSourcingOperation = operation({
  id: 'explain-sourcing',
  method: 'GET',
  path: '/v1/orders/{id}/sourcing',
  summary: 'Say where an order is sent from, how that was chosen, and what would be chosen now',
  tag,
  roles: STAFF,
  params: z.strictObject({ id: orderIdSchema }),
  answer: z.lazy(() =>
    z.object({
      orderId: z.string(),
      /** Where its units are reserved; those that have left are with their fulfilment. */
      reserved: z.array(z.object({ locationId: z.string(), goods: goods() })),
      /** The choices that were made, oldest first. */
      history: z.array(
        z.object({ at: instantSchema, event: z.string(), data: z.record(z.string(), z.unknown()) }),
      ),
      /** What would be chosen now for what is reserved and not sent out; absent when nothing is. */
      now: z.object(explanation()).optional(),
      /** What the present choice costs by today's rules; absent when it would not be possible any more. */
      costNow: z.int().optional(),
    }),
  ),
  status: 200,
  problems: ['not_found'],
});

/** A location refuses goods; they are sent from elsewhere, or people have to look. */
export const rejectFulfilmentOperation = operation({
  id: 'reject-fulfilment',
  method: 'POST',
  path: '/v1/fulfilments/{id}/reject',
  summary: 'Refuse a fulfilment or some of its lines; they are sent from elsewhere',
  tag: 'fulfilments',
  roles: ['warehouse', 'service_agent', 'sales_manager', 'admin'],
  params: z.strictObject({ id: fulfilmentIdSchema }),
  body: z.strictObject({
    code: z.enum(REJECTION_CODES),
    note: text(500).optional(),
    lines: z
      .array(z.strictObject({ ...lineName, quantity: quantitySchema }))
      .min(1)
      .max(MAX_LINES)
      .optional(),
  }),
  answer: fulfilmentSchema,
  status: 200,
  idempotent: true,
  problems: [
    'not_found',
    'illegal_transition',
    'order_on_hold',
    'version_conflict',
    'precondition_failed',
    'too_many_changes',
  ],
});
