import * as z from 'zod';
import { STAFF } from '../kernel/actor.ts';
import { instantSchema } from '../kernel/clock.ts';
import { operation } from '../kernel/operation.ts';
import { pageOf, pageQuery } from '../kernel/page.ts';
import { locationIdSchema, quantitySchema, skuSchema, text } from '../orders/order-schema.ts';
import { transferIdSchema } from './inventory-schema.ts';
import { MAX_TRANSFER_LINES, TRANSFER_STATUSES } from './transfer.ts';

const tag = 'inventory';
const BY_ID = z.strictObject({ id: transferIdSchema });
const STOCK_ROOM = ['warehouse', 'sales_manager'] as const;
const units = z.int().min(0);
const reported = units.max(1_000_000).default(0);

const wantedLine = z.strictObject({ sku: skuSchema, quantity: quantitySchema });

const transferFields = {
  fromLocationId: locationIdSchema,
  toLocationId: locationIdSchema,
  reference: text(120).optional(),
  expectedAt: instantSchema.optional(),
};

const transferSchema = z.object({
  id: z.string(),
  version: z.int(),
  status: z.enum(TRANSFER_STATUSES),
  ...transferFields,
  lines: z.array(
    z.object({
      sku: z.string(),
      /** What was asked for; the rest is what became of it. */
      quantity: units,
      dispatched: units,
      received: units,
      damaged: units,
      lost: units,
    }),
  ),
  createdAt: instantSchema,
  dispatchedAt: instantSchema.optional(),
  receivedAt: instantSchema.optional(),
});

const change = {
  method: 'POST',
  tag,
  roles: STOCK_ROOM,
  params: BY_ID,
  answer: transferSchema,
  status: 200,
  idempotent: true,
} as const;

export const createTransferOperation = operation({
  id: 'create-transfer',
  method: 'POST',
  path: '/v1/inventory/transfers',
  summary: 'Agree on goods that go to another location',
  tag,
  roles: STOCK_ROOM,
  body: z.strictObject({
    ...transferFields,
    /** Each SKU once. */
    lines: z.array(wantedLine).min(1).max(MAX_TRANSFER_LINES),
  }),
  answer: transferSchema,
  status: 201,
  idempotent: true,
});

/** What leaves is in transit: not on hand, and not for sale, at either end. */
export const dispatchTransferOperation = operation({
  ...change,
  id: 'dispatch-transfer',
  path: '/v1/inventory/transfers/{id}/dispatch',
  summary: 'Send a transfer off; never what is promised',
  body: z.strictObject({
    /** What leaves, where it is less than was agreed. */
    lines: z.array(wantedLine).min(1).max(MAX_TRANSFER_LINES).optional(),
    expectedAt: instantSchema.optional(),
  }),
  bodyOptional: true,
  problems: ['not_found', 'illegal_transition', 'below_reserved', 'too_spread', 'precondition_failed'],
});

export const receiveTransferOperation = operation({
  ...change,
  id: 'receive-transfer',
  path: '/v1/inventory/transfers/{id}/receive',
  summary: 'Take in what arrived of a transfer; book what is broken or lost',
  body: z.strictObject({
    lines: z
      .array(
        z
          .strictObject({ sku: skuSchema, received: reported, damaged: reported, lost: reported })
          .refine(({ received, damaged, lost }) => received + damaged + lost > 0, {
            error: 'says nothing of any unit',
          }),
      )
      .min(1)
      .max(MAX_TRANSFER_LINES),
  }),
  problems: ['not_found', 'illegal_transition', 'not_in_transit', 'precondition_failed'],
});

export const cancelTransferOperation = operation({
  ...change,
  id: 'cancel-transfer',
  path: '/v1/inventory/transfers/{id}/cancel',
  summary: 'Give up a transfer that has not left',
  body: z.strictObject({}),
  bodyOptional: true,
  problems: ['not_found', 'illegal_transition', 'precondition_failed'],
});

export const getTransferOperation = operation({
  id: 'get-transfer',
  method: 'GET',
  path: '/v1/inventory/transfers/{id}',
  summary: 'Read a transfer',
  tag,
  roles: STAFF,
  params: BY_ID,
  answer: transferSchema,
  status: 200,
  problems: ['not_found'],
});

export const listTransfersOperation = operation({
  id: 'list-transfers',
  method: 'GET',
  path: '/v1/inventory/transfers',
  summary: 'List the transfers in a state, newest first',
  tag,
  roles: STAFF,
  query: z.strictObject({ ...pageQuery, status: z.enum(TRANSFER_STATUSES).default('dispatched') }),
  answer: pageOf(transferSchema),
  status: 200,
});
