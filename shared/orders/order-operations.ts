import * as z from 'zod';
import { STAFF } from '../kernel/actor.ts';
import { instantSchema } from '../kernel/clock.ts';
import { operation } from '../kernel/operation.ts';
import { pageOf, pageQuery } from '../kernel/page.ts';
import { assigneeSchema, holdIdSchema } from './hold-schema.ts';
import { reviewRoleSchema, searchedPhoneSchema } from './listing/listing-schema.ts';
import { CHANNELS, HOLD_KINDS } from './order.ts';
import { orderSchema, orderSummarySchema } from './order-answers.ts';
import {
  emailSchema,
  externalIdSchema,
  locationIdSchema,
  orderIdSchema,
  reasonSchema,
  skuSchema,
  text,
} from './order-schema.ts';
import { placeOrderSchema } from './place-order-schema.ts';
import { STAGES } from './stage.ts';

const BY_ID = z.strictObject({ id: orderIdSchema });
const BUYERS_AND_STAFF = [...STAFF, 'storefront', 'dealer'] as const;
const CHANGES = ['not_found', 'illegal_transition', 'version_conflict', 'precondition_failed'] as const;
const tag = 'orders';

/** Takes an order in: whole, once, with its stock reserved, or not at all. */
export const placeOrderOperation = operation({
  id: 'place-order',
  method: 'POST',
  path: '/v1/orders',
  summary: 'Place an order: priced, checked, its stock reserved, all or nothing',
  tag,
  roles: ['storefront', 'dealer', 'service_agent', 'sales_manager', 'admin'],
  body: placeOrderSchema,
  answer: orderSchema,
  status: 201,
  idempotent: true,
  problems: ['insufficient_stock', 'external_id_conflict', 'idempotency_key_reused'],
});

/** Reads an order and its parts. */
export const getOrderOperation = operation({
  id: 'get-order',
  method: 'GET',
  path: '/v1/orders/{id}',
  summary: 'Read an order with its lines, fulfilments, payments and refunds',
  tag,
  roles: BUYERS_AND_STAFF,
  params: BY_ID,
  answer: orderSchema,
  status: 200,
  problems: ['not_found'],
});

/**
 * Lists orders by one of their indexes; other filters narrow it down. Newest first; where something is waited for
 * (`stage`, `role`, `assignee`), the most urgent first. A page may be short, or empty, and still have a `nextCursor`.
 * `hold`, `assignee`, `role`, `locationId`, `phone`, `email` and `sku` are for staff; of the last four one at a time.
 */
export const listOrdersOperation = operation({
  id: 'list-orders',
  method: 'GET',
  path: '/v1/orders',
  summary:
    'List orders by stage, channel, customer, number, external id, hold, assignee, role, location, phone, e-mail, SKU or time',
  tag,
  roles: BUYERS_AND_STAFF,
  query: z.strictObject({
    stage: z.enum(STAGES).optional(),
    channel: z.enum(CHANNELS).optional(),
    shopId: z.string().max(64).optional(),
    customerId: z.string().max(64).optional(),
    number: z.string().max(20).optional(),
    externalId: externalIdSchema.optional(),
    hold: z.enum(HOLD_KINDS).optional(),
    assignee: assigneeSchema.optional(),
    role: reviewRoleSchema.optional(),
    locationId: locationIdSchema.optional(),
    phone: searchedPhoneSchema.optional(),
    email: emailSchema.optional(),
    sku: skuSchema.optional(),
    from: instantSchema.optional(),
    to: instantSchema.optional(),
    ...pageQuery,
  }),
  answer: pageOf(orderSummarySchema),
  status: 200,
  problems: ['forbidden'],
});

/** Everything that ever happened to an order, oldest first. */
export const getTimelineOperation = operation({
  id: 'get-timeline',
  method: 'GET',
  path: '/v1/orders/{id}/timeline',
  summary: 'Read what happened to an order, oldest first',
  tag,
  roles: BUYERS_AND_STAFF,
  params: BY_ID,
  answer: z.object({
    items: z.array(
      z.object({
        seq: z.int(),
        type: z.string(),
        milestone: z.int().optional(),
        /** The order it happened to, before that was split or merged into this one. */
        orderId: z.string().optional(),
        at: instantSchema,
        actor: z.string(),
        data: z.record(z.string(), z.unknown()),
      }),
    ),
  }),
  status: 200,
  problems: ['not_found'],
});

const decision = (verb: 'approve' | 'reject', summary: string) =>
  operation({
    id: `${verb}-order`,
    method: 'POST',
    path: `/v1/orders/{id}/${verb}`,
    summary,
    tag,
    roles: ['service_agent', 'sales_manager', 'finance_director', 'admin'],
    params: BY_ID,
    body: z.strictObject({ note: text(500).optional() }),
    bodyOptional: true,
    answer: orderSchema,
    status: 200,
    idempotent: true,
    problems: [...CHANGES, 'forbidden', 'order_on_hold'],
  });

/** Confirms an order that a rule sent to people; takes the role that the rule asked for. */
export const approveOrderOperation = decision('approve', 'Confirm an order that waits for review');

/** Refuses an order that waits for review; its stock is freed and money goes back. */
export const rejectOrderOperation = decision('reject', 'Refuse an order that waits for review');

/** Puts a reason on an order for which it must not go on: nothing of it is worked on while one is open. */
export const placeHoldOperation = operation({
  id: 'place-hold',
  method: 'POST',
  path: '/v1/orders/{id}/holds',
  summary: 'Hold an order; without dueAt it is to be answered by the time the policy says',
  tag,
  roles: STAFF,
  params: BY_ID,
  body: z.strictObject({
    kind: z.enum(HOLD_KINDS),
    reason: text(300),
    dueAt: instantSchema.optional(),
    assignee: assigneeSchema.optional(),
  }),
  answer: orderSchema,
  status: 201,
  idempotent: true,
  problems: [...CHANGES, 'too_many_holds'],
});

/** Takes a reason away; with the last of them the order is reviewed again, and goes on if it is ready. */
export const releaseHoldOperation = operation({
  id: 'release-hold',
  method: 'DELETE',
  path: '/v1/orders/{id}/holds/{holdId}',
  summary: 'Release a hold; a released one stays as it is',
  tag,
  roles: STAFF,
  params: BY_ID.extend({ holdId: holdIdSchema }),
  query: z.strictObject({ note: text(300).optional() }),
  answer: orderSchema,
  status: 200,
  problems: CHANGES,
});

/** Ends an order before shipping; a customer may cancel their own. */
export const cancelOrderOperation = operation({
  id: 'cancel-order',
  method: 'POST',
  path: '/v1/orders/{id}/cancel',
  summary: 'Cancel an order; stock is freed and money goes back',
  tag,
  roles: BUYERS_AND_STAFF,
  params: BY_ID,
  body: z.strictObject({
    reason: reasonSchema,
    /** By a sales manager: goods that were begun for it, and are of no use to another buyer, are given up. */
    evenIfMade: z.boolean().optional(),
  }),
  answer: orderSchema,
  status: 200,
  idempotent: true,
  problems: [...CHANGES, 'goods_being_made', 'forbidden'],
});

/** The buyer has it and wants nothing more. */
export const completeOrderOperation = operation({
  id: 'complete-order',
  method: 'POST',
  path: '/v1/orders/{id}/complete',
  summary: 'Confirm the receipt of an order and end it',
  tag,
  roles: BUYERS_AND_STAFF,
  params: BY_ID,
  body: z.strictObject({ note: text(500).optional() }),
  bodyOptional: true,
  answer: orderSchema,
  status: 200,
  idempotent: true,
  problems: CHANGES,
});
