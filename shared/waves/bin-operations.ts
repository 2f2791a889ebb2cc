import * as z from 'zod';
import { type Role, STAFF } from '../kernel/actor.ts';
import { operation } from '../kernel/operation.ts';
import { pageOf, pageQuery } from '../kernel/page.ts';
import { locationIdSchema, skuSchema } from '../orders/order-schema.ts';
import { BIN } from './bin.ts';

const BY_ID = z.strictObject({ id: locationIdSchema });
const tag = 'locations';
const WAREHOUSE: readonly Role[] = ['warehouse', 'admin'];
/** Each is a write of its own. */
const MOST_BINS = 500;

const isDistinct = (bins: readonly { sku: string }[]): boolean =>
  new Set(bins.map(({ sku }) => sku)).size === bins.length;

/** Those that are not named stay where they are. */
export const putBinsOperation = operation({
  id: 'put-bins',
  method: 'PUT',
  path: '/v1/locations/{id}/bins',
  summary: 'Say in which bins of a location SKUs lie: aisle-rack-level-position; null takes one away',
  tag,
  roles: WAREHOUSE,
  params: BY_ID,
  body: z.strictObject({
    bins: z
      .array(
        z.strictObject({
          sku: skuSchema,
          bin: z.string().regex(BIN, { error: 'is not a bin, as A-03-02-1' }).nullable(),
        }),
      )
      .min(1)
      .max(MOST_BINS)
      .refine(isDistinct, { error: 'names a SKU twice' }),
  }),
  answer: z.object({ locationId: z.string(), saved: z.int() }),
  status: 200,
  problems: ['not_found'],
});

export const getBinsOperation = operation({
  id: 'get-bins',
  method: 'GET',
  path: '/v1/locations/{id}/bins',
  summary: 'List the bins of a location, by SKU',
  tag,
  roles: STAFF,
  params: BY_ID,
  query: z.strictObject(pageQuery),
  answer: pageOf(z.object({ sku: z.string(), bin: z.string() })),
  status: 200,
  problems: ['not_found'],
});
