import * as z from 'zod';
import { instantSchema } from '../kernel/clock.ts';
import { moneySchema } from '../kernel/money.ts';

// Lazy, like all forms of answers (see `order-answers.ts`).

const giftSchema = z.lazy(() =>
  z.object({
    promotionId: z.string().optional(),
    reason: z.string(),
    /** The lines it was given for; all of the order where absent. */
    causes: z.array(z.string()).optional(),
    /** Units that come back, because money was given back for what they were given for. */
    comesBack: z.int(),
    terms: z
      .object({
        quantity: z.int(),
        per: z.enum(['order', 'each']),
        minQuantity: z.int().optional(),
        minGoods: z.int().optional(),
      })
      .optional(),
  }),
);

/** A line of an order, as answers show it. */
export const lineSchema = z.lazy(() =>
  z.object({
    id: z.string(),
    sku: z.string(),
    name: z.string(),
    quantity: z.int(),
    unitPrice: moneySchema,
    /** What one unit of a bundle was made of when it was ordered. */
    components: z.array(z.object({ sku: z.string(), quantity: z.int() })).optional(),
    cataloguePrice: moneySchema.optional(),
    madeToOrder: z.object({ leadDays: z.int(), locationId: z.string().optional() }).optional(),
    personalisation: z.string().optional(),
    substitutes: z.union([z.literal('any'), z.array(z.string())]).optional(),
    /** The SKU that was wished for, where another is sent instead. */
    substitutedFor: z.string().optional(),
    /** It is given: why, for which lines, and by what terms. */
    gift: giftSchema.optional(),
    discounts: z.array(z.object({ promotionId: z.string(), amount: moneySchema, reason: z.string() })),
    tax: moneySchema,
    total: moneySchema,
    fulfilled: z.int(),
    /** Units that wait for goods to come, and when those are expected, where that is known. */
    backordered: z.int(),
    expectedAt: instantSchema.optional(),
    returned: z.int(),
  }),
);

/** What lies in a box; the SKU where a line is a bundle of several. */
export const contentsSchema = z.lazy(() =>
  z.array(z.object({ lineId: z.string(), sku: z.string().optional(), quantity: z.int() })),
);
