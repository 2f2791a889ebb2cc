import * as z from 'zod';
import { moneySchema } from '../kernel/money.ts';
import { CONFIRMATION_NAME } from '../orders/order.ts';
import { locationIdSchema, quantitySchema, skuSchema, text } from '../orders/order-schema.ts';
import { MAX_COMPONENTS, MAX_STOCK_SHARDS, TRAITS } from './product.ts';

const units = z.int().min(0).max(1_000_000);

const isDistinct = (list: readonly string[]): boolean => new Set(list).size === list.length;

const noRepeat = { error: 'names one of them twice' };

/** The body of `PUT /v1/products/{sku}`: the whole product; what is left out has its default. */
export const putProductSchema = z.strictObject({
  name: text(200),
  price: moneySchema,
  cost: moneySchema.optional(),
  weightGrams: z.int().min(0).max(100_000_000),
  traits: z.array(z.enum(TRAITS)).refine(isDistinct, noRepeat).default([]),
  components: z
    .array(z.strictObject({ sku: skuSchema, quantity: quantitySchema }))
    .min(1)
    .max(MAX_COMPONENTS)
    .refine((components) => isDistinct(components.map(({ sku }) => sku)), noRepeat)
    .optional(),
  backorderLimit: units.optional(),
  availableFrom: z.iso.date().optional(),
  backorderLeadDays: z.int().min(0).max(730).optional(),
  madeToOrder: z
    .strictObject({ leadDays: z.int().min(1).max(365), locationId: locationIdSchema.optional() })
    .optional(),
  confirmBeforeRelease: z
    .array(z.string().regex(CONFIRMATION_NAME, { error: 'is not the name of a step, as artwork-proof' }))
    .min(1)
    .max(5)
    .refine(isDistinct, noRepeat)
    .optional(),
  substitutes: z.array(skuSchema).max(20).refine(isDistinct, noRepeat).default([]),
  safetyStock: units.default(0),
  stockShards: z.int().min(1).max(MAX_STOCK_SHARDS).default(1),
  active: z.boolean().default(true),
});

export type PutProduct = z.infer<typeof putProductSchema>;

/** A product, as answers show it; `cost` to staff only. */
export const productSchema = z.object({
  sku: z.string(),
  version: z.int(),
  name: z.string(),
  price: moneySchema,
  cost: moneySchema.optional(),
  weightGrams: z.int(),
  traits: z.array(z.enum(TRAITS)),
  components: z.array(z.object({ sku: z.string(), quantity: z.int() })).optional(),
  backorderLimit: z.int().optional(),
  availableFrom: z.string().optional(),
  backorderLeadDays: z.int().optional(),
  madeToOrder: z.object({ leadDays: z.int(), locationId: z.string().optional() }).optional(),
  confirmBeforeRelease: z.array(z.string()).optional(),
  substitutes: z.array(z.string()),
  safetyStock: z.int(),
  stockShards: z.int(),
  active: z.boolean(),
});
