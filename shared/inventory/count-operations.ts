import * as z from 'zod';
import { STAFF } from '../kernel/actor.ts';
import { instantSchema } from '../kernel/clock.ts';
import { operation } from '../kernel/operation.ts';
import { pageOf, pageQuery } from '../kernel/page.ts';
import { locationIdSchema, skuSchema, text } from '../orders/order-schema.ts';
import { countIdSchema } from './inventory-schema.ts';
import { COUNT_STATUSES, MAX_COUNT_LINES } from './stock-count.ts';

const tag = 'inventory';
const BY_ID = z.strictObject({ id: countIdSchema });

const countSchema = z.object({
  id: z.string(),
  version: z.int(),
  status: z.enum(COUNT_STATUSES),
  locationId: z.string(),
  reference: z.string().optional(),
  /** While the sheet is out, only the SKUs. */
  lines: z.array(
    z.object({
      sku: z.string(),
      counted: z.int().optional(),
      countedAt: instantSchema.optional(),
      expected: z.int().optional(),
      difference: z.int().optional(),
      applied: z.int().optional(),
      overtaken: z.literal(true).optional(),
    }),
  ),
  /** Differences that wait until orders are moved, because their units are promised. */
  blocked: z
    .array(z.object({ sku: z.string(), difference: z.int(), onHand: z.int(), reserved: z.int() }))
    .optional(),
  openedBy: z.string(),
  openedAt: instantSchema,
  countedBy: z.string().optional(),
  submittedAt: instantSchema.optional(),
  decidedBy: z.string().optional(),
  decidedAt: instantSchema.optional(),
  note: z.string().optional(),
});

const change = {
  method: 'POST',
  tag,
  params: BY_ID,
  answer: countSchema,
  status: 200,
  idempotent: true,
} as const;

const decision = { body: z.strictObject({ note: text(500).optional() }), bodyOptional: true } as const;

/** A blind sheet: it names SKUs, and nobody who counts is told what should be there. */
export const openCountOperation = operation({
  id: 'open-count',
  method: 'POST',
  path: '/v1/inventory/counts',
  summary: 'Make a sheet of what is to be counted',
  tag,
  roles: ['warehouse', 'sales_manager'],
  body: z.strictObject({
    locationId: locationIdSchema,
    /** Each once. */
    skus: z.array(skuSchema).min(1).max(MAX_COUNT_LINES),
    reference: text(120).optional(),
  }),
  answer: countSchema,
  status: 201,
  idempotent: true,
});

export const submitCountOperation = operation({
  ...change,
  id: 'submit-count',
  path: '/v1/inventory/counts/{id}/submit',
  summary: 'Hand a sheet in; small differences are booked at once, larger ones wait for approval',
  roles: ['warehouse', 'sales_manager'],
  body: z.strictObject({
    lines: z
      .array(
        z.strictObject({
          sku: skuSchema,
          counted: z.int().min(0).max(1_000_000_000),
          /** When it was counted, where that was not just now. */
          countedAt: instantSchema.optional(),
        }),
      )
      .min(1)
      .max(MAX_COUNT_LINES),
  }),
  problems: ['not_found', 'illegal_transition', 'moved_too_often', 'precondition_failed'],
});

export const approveCountOperation = operation({
  ...change,
  ...decision,
  id: 'approve-count',
  path: '/v1/inventory/counts/{id}/approve',
  summary: 'Book the differences of a count; not by who counted',
  roles: ['finance_director'],
  problems: ['not_found', 'illegal_transition', 'below_reserved', 'precondition_failed'],
});

export const rejectCountOperation = operation({
  ...change,
  ...decision,
  id: 'reject-count',
  path: '/v1/inventory/counts/{id}/reject',
  summary: 'Give a count up',
  roles: ['finance_director', 'sales_manager'],
  problems: ['not_found', 'illegal_transition', 'precondition_failed'],
});

export const getCountOperation = operation({
  id: 'get-count',
  method: 'GET',
  path: '/v1/inventory/counts/{id}',
  summary: 'Read a count',
  tag,
  roles: STAFF,
  params: BY_ID,
  answer: countSchema,
  status: 200,
  problems: ['not_found'],
});

export const listCountsOperation = operation({
  id: 'list-counts',
  method: 'GET',
  path: '/v1/inventory/counts',
  summary: 'List the counts in a state, newest first',
  tag,
  roles: STAFF,
  query: z.strictObject({ ...pageQuery, status: z.enum(COUNT_STATUSES).default('submitted') }),
  answer: pageOf(countSchema),
  status: 200,
});
