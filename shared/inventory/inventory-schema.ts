import * as z from 'zod';
import { instantSchema } from '../kernel/clock.ts';
import { moneySchema } from '../kernel/money.ts';
import { locationIdSchema, quantitySchema, reasonSchema, skuSchema, text } from '../orders/order-schema.ts';
import { MAX_RECEIPT_LINES } from './receipt.ts';
import { MOVEMENT_CAUSES } from './stock.ts';

const ulidOf = (prefix: string, what: string) =>
  z.string().regex(new RegExp(`^${prefix}_[0-9A-HJKMNP-TV-Z]{26}$`), { error: `is not ${what}` });

export const arrivalIdSchema = ulidOf('arr', 'an arrival id');
export const transferIdSchema = ulidOf('trf', 'a transfer id');
export const countIdSchema = ulidOf('cnt', 'a count id');
export const importIdSchema = ulidOf('imp', 'an import id');

/** A SKU and how many units of it came, or are to come. */
export const receiptLineSchema = z.strictObject({
  sku: skuSchema,
  quantity: quantitySchema,
  unitCost: moneySchema.optional(),
});

const receiptFields = {
  locationId: locationIdSchema,
  lines: z.array(receiptLineSchema).min(1).max(MAX_RECEIPT_LINES),
  reference: text(120).optional(),
  /** The expected arrival that these goods are of; what comes stops to be incoming. */
  arrivalId: arrivalIdSchema.optional(),
};

/** The body of `POST /v1/inventory/receipts`. */
export const receiveStockSchema = z.strictObject(receiptFields);

/** A receipt, as answers show it. */
export const receiptSchema = z.object({ id: z.string(), ...receiptFields, receivedAt: instantSchema });

const adjustmentFields = {
  locationId: locationIdSchema,
  sku: skuSchema,
  delta: z
    .int()
    .min(-1_000_000)
    .max(1_000_000)
    .refine((delta) => delta !== 0, { error: 'must not be zero' }),
  reason: reasonSchema,
};

/** The body of `POST /v1/inventory/adjustments`. */
export const adjustStockSchema = z.strictObject(adjustmentFields);

/** A correction, as answers show it; `id` is the document of its movements. */
export const adjustmentSchema = z.object({
  id: z.string(),
  ...adjustmentFields,
  adjustedAt: instantSchema,
});

const figures = {
  onHand: z.int(),
  reserved: z.int(),
  available: z.int().min(0),
  /** Units never to be promised. */
  safety: z.int(),
  /** Units that lie there broken; not on hand. */
  damaged: z.int(),
  /** Units expected of suppliers. */
  incoming: z.int(),
  /** Units that another location has sent. */
  inTransit: z.int(),
};

/** The stock of a SKU, as answers show it. */
export const inventorySchema = z.object({
  sku: z.string(),
  ...figures,
  backordered: z.int(),
  /** The parts of a bundle; `available` of a bundle is how many of it they make. */
  components: z.array(z.object({ sku: z.string(), quantity: z.int(), available: z.int().min(0) })).optional(),
  locations: z.array(z.object({ locationId: z.string(), ...figures, active: z.boolean() })),
  /** What is coming, soonest first. */
  expected: z.array(
    z.object({
      /** The arrival or the transfer. */
      document: z.string(),
      kind: z.enum(['incoming', 'inTransit']),
      locationId: z.string(),
      quantity: z.int(),
      expectedAt: instantSchema.optional(),
    }),
  ),
});

/** A ledger entry, as answers show it. */
export const movementSchema = z.object({
  id: z.string(),
  sku: z.string(),
  locationId: z.string(),
  shard: z.int(),
  /** By how much on hand changed. */
  quantity: z.int(),
  damaged: z.int().optional(),
  incoming: z.int().optional(),
  inTransit: z.int().optional(),
  cause: z.enum(MOVEMENT_CAUSES),
  document: z.string(),
  reason: z.string().optional(),
  actor: z.string(),
  at: instantSchema,
});
