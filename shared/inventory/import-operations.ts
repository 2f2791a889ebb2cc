import * as z from 'zod';
import { STAFF } from '../kernel/actor.ts';
import { instantSchema } from '../kernel/clock.ts';
import { operation } from '../kernel/operation.ts';
import { pageOf, pageQuery } from '../kernel/page.ts';
import { locationIdSchema, reasonSchema } from '../orders/order-schema.ts';
import { importIdSchema } from './inventory-schema.ts';

const tag = 'inventory';
const BY_ID = z.strictObject({ id: importIdSchema });
const mode = z.enum(['set', 'add']);

const importSchema = z.object({
  id: z.string(),
  status: z.enum(['running', 'done']),
  mode,
  reason: z.string(),
  rows: z.int(),
  /** Rows looked at so far: booked (or found right as they stand), and failed. */
  processed: z.int(),
  applied: z.int(),
  failed: z.int(),
  createdAt: instantSchema,
  finishedAt: instantSchema.optional(),
});

/**
 * Takes up to 10,000 rows. The answer comes at once; the rows are booked by and by, each once, and those that cannot be
 * are listed with their line and reason.
 */
export const importStockOperation = operation({
  id: 'import-stock',
  method: 'POST',
  path: '/v1/inventory/imports',
  summary: 'Import stock figures as CSV',
  tag,
  roles: ['warehouse', 'sales_manager'],
  body: z.strictObject({
    /** `set`: the column `onHand` says how many there are; `add`: the column `delta` says by how many they change. */
    mode,
    /** With a header that names at least `sku`, `locationId` and the column of the mode. */
    csv: z.string().min(1).max(1_900_000),
    reason: reasonSchema.default('import'),
  }),
  answer: importSchema,
  status: 202,
  idempotent: true,
});

export const getImportOperation = operation({
  id: 'get-import',
  method: 'GET',
  path: '/v1/inventory/imports/{id}',
  summary: 'Read how far an import is',
  tag,
  roles: STAFF,
  params: BY_ID,
  answer: importSchema,
  status: 200,
  problems: ['not_found'],
});

export const listImportErrorsOperation = operation({
  id: 'list-import-errors',
  method: 'GET',
  path: '/v1/inventory/imports/{id}/errors',
  summary: 'List the rows of an import that were not booked, in the order of the file',
  tag,
  roles: STAFF,
  params: BY_ID,
  query: z.strictObject(pageQuery),
  answer: pageOf(
    z.object({
      /** The row's number in a spreadsheet; the header is 1. */
      line: z.int(),
      sku: z.string(),
      locationId: z.string(),
      code: z.string(),
      message: z.string(),
    }),
  ),
  status: 200,
  problems: ['not_found'],
});

/** One page of the stock as CSV; `Link: <…>; rel="next"` leads on, and the pages one after another are one file. */
export const exportStockOperation = operation({
  id: 'export-stock',
  method: 'GET',
  path: '/v1/inventory/export',
  summary: 'Export the stock as CSV, a page at a time',
  tag,
  roles: STAFF,
  query: z.strictObject({ locationId: locationIdSchema.optional(), cursor: pageQuery.cursor }),
  answer: z.string(),
  mediaType: 'text/csv',
  status: 200,
});
