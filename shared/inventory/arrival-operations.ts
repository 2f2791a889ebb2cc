import * as z from 'zod';
import { STAFF } from '../kernel/actor.ts';
import { instantSchema } from '../kernel/clock.ts';
import { operation } from '../kernel/operation.ts';
import { pageOf, pageQuery } from '../kernel/page.ts';
import { locationIdSchema, reasonSchema, text } from '../orders/order-schema.ts';
import { ARRIVAL_STATUSES } from './arrival-notice.ts';
import { arrivalIdSchema, receiptLineSchema } from './inventory-schema.ts';
import { MAX_RECEIPT_LINES } from './receipt.ts';

const tag = 'inventory';
const BY_ID = z.strictObject({ id: arrivalIdSchema });

const noticeFields = {
  locationId: locationIdSchema,
  expectedAt: instantSchema,
  reference: text(120).optional(),
};

const arrivalSchema = z.object({
  id: z.string(),
  version: z.int(),
  status: z.enum(ARRIVAL_STATUSES),
  ...noticeFields,
  /** `open`: what is still to come. */
  lines: z.array(receiptLineSchema.extend({ open: z.int() })),
  announcedAt: instantSchema,
  reason: z.string().optional(),
});

export const expectArrivalOperation = operation({
  id: 'expect-arrival',
  method: 'POST',
  path: '/v1/inventory/arrivals',
  summary: 'Announce goods of a supplier: incoming until they are received',
  tag,
  roles: ['warehouse', 'sales_manager'],
  body: z.strictObject({
    ...noticeFields,
    /** Each SKU once. */
    lines: z.array(receiptLineSchema).min(1).max(MAX_RECEIPT_LINES),
  }),
  answer: arrivalSchema,
  status: 201,
  idempotent: true,
});

export const getArrivalOperation = operation({
  id: 'get-arrival',
  method: 'GET',
  path: '/v1/inventory/arrivals/{id}',
  summary: 'Read an expected arrival, and what of it is still to come',
  tag,
  roles: STAFF,
  params: BY_ID,
  answer: arrivalSchema,
  status: 200,
  problems: ['not_found'],
});

export const listArrivalsOperation = operation({
  id: 'list-arrivals',
  method: 'GET',
  path: '/v1/inventory/arrivals',
  summary: 'List the arrivals in a state, newest first',
  tag,
  roles: STAFF,
  query: z.strictObject({ ...pageQuery, status: z.enum(ARRIVAL_STATUSES).default('expected') }),
  answer: pageOf(
    z.object({
      id: z.string(),
      version: z.int(),
      status: z.enum(ARRIVAL_STATUSES),
      ...noticeFields,
      lineCount: z.int(),
      announcedAt: instantSchema,
    }),
  ),
  status: 200,
});

/** What is not awaited any more stops to be incoming; what was received stays. */
export const closeArrivalOperation = operation({
  id: 'close-arrival',
  method: 'POST',
  path: '/v1/inventory/arrivals/{id}/close',
  summary: 'Give up what has not come of an arrival',
  tag,
  roles: ['warehouse', 'sales_manager'],
  params: BY_ID,
  body: z.strictObject({ reason: reasonSchema }),
  answer: arrivalSchema,
  status: 200,
  problems: ['not_found', 'illegal_transition', 'version_conflict', 'precondition_failed'],
});
