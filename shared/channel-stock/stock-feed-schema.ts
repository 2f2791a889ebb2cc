import * as z from 'zod';
import { skuSchema } from '../orders/order-schema.ts';

/** SKUs that can be named one by one; a shop that sells more is told of all. */
const MAX_NAMED = 1000;

/** Where a shop is told of stock, and how much of it is kept back. */
export const putStockFeedSchema = z.strictObject({
  url: z.string().min(1).max(1000),
  buffer: z.int().min(0).max(1_000_000).default(0),
  share: z.int().min(0).max(100).default(100),
  skus: z
    .array(skuSchema)
    .min(1)
    .max(MAX_NAMED)
    .refine((skus) => new Set(skus).size === skus.length, { error: 'names a SKU twice' })
    .optional(),
  active: z.boolean().default(true),
});

export type PutStockFeed = z.infer<typeof putStockFeedSchema>;
