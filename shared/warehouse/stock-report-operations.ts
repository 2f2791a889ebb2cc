import * as z from 'zod';
import { fulfilmentIdSchema } from '../fulfilment/fulfilment-schema.ts';
import { STAFF } from '../kernel/actor.ts';
import { instantSchema } from '../kernel/clock.ts';
import { operation } from '../kernel/operation.ts';
import { locationIdSchema, skuSchema } from '../orders/order-schema.ts';
import { MAX_REPORT_LINES, MAX_REPORT_PARTS } from './stock-report.ts';

const tag = 'warehouse';
const referenceSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, { error: 'takes letters, digits and . _ -' });
const path = '/v1/warehouse/{locationId}/stock-reports';
const params = z.strictObject({ locationId: locationIdSchema, reference: referenceSchema });
const open = z.array(z.object({ fulfilmentId: z.string(), status: z.string() }));

/** What is at an outside warehouse by its own books, beside ours. */
const stockReportSchema = z.object({
  locationId: z.string(),
  reference: z.string(),
  asOf: instantSchema,
  parts: z.int(),
  received: z.array(z.int()),
  status: z.enum(['partial', 'complete']),
  lines: z.int(),
  differences: z.array(
    z.object({
      sku: z.string(),
      theirs: z.int(),
      ours: z.int().optional(),
      difference: z.int().optional(),
      code: z.enum(['unknown_sku', 'bundle_sku', 'moved_too_often']).optional(),
    }),
  ),
  missingThere: open,
  endedHere: open,
  countIds: z.array(z.string()),
});

/** A snapshot comes in parts; the same part again takes the place of the first. */
export const reportWarehouseStockOperation = operation({
  id: 'report-warehouse-stock',
  method: 'POST',
  path,
  summary: 'Hold a part of an outside warehouse’s snapshot of its stock against the books of that moment',
  tag,
  roles: ['warehouse', 'admin'],
  params: z.strictObject({ locationId: locationIdSchema }),
  body: z
    .strictObject({
      reference: referenceSchema,
      asOf: instantSchema,
      part: z.int().min(1).max(MAX_REPORT_PARTS).default(1),
      parts: z.int().min(1).max(MAX_REPORT_PARTS).default(1),
      lines: z
        .array(z.strictObject({ sku: skuSchema, onHand: z.int().min(0).max(1_000_000_000) }))
        .max(MAX_REPORT_LINES),
      /** All fulfilments that the warehouse has as open. */
      openFulfilments: z.array(fulfilmentIdSchema).max(5000).optional(),
    })
    .refine(({ part, parts }) => part <= parts, { path: ['part'], error: 'is more than there are parts' }),
  answer: stockReportSchema,
  status: 200,
  problems: ['not_found', 'report_differs'],
});

export const getStockReportOperation = operation({
  id: 'get-stock-report',
  method: 'GET',
  path: `${path}/{reference}`,
  summary: 'Read how an outside warehouse’s stock differs from the books',
  tag,
  roles: STAFF,
  params,
  answer: stockReportSchema,
  status: 200,
  problems: ['not_found'],
});

/** Nothing is booked by it: the counts are blind sheets, and are submitted and approved as all counts. */
export const countStockReportOperation = operation({
  id: 'count-stock-report',
  method: 'POST',
  path: `${path}/{reference}/counts`,
  summary: 'Open counts of what differs in a report; once for each report',
  tag,
  roles: ['warehouse', 'sales_manager', 'admin'],
  params,
  body: z.strictObject({}),
  bodyOptional: true,
  answer: stockReportSchema,
  status: 200,
  problems: ['not_found', 'report_incomplete'],
});
