import * as z from 'zod';
import { instantSchema } from '../kernel/clock.ts';
import { moneySchema } from '../kernel/money.ts';
import { CHANNELS } from '../orders/order.ts';
import { quantitySchema, skuSchema, text } from '../orders/order-schema.ts';

export const promotionIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, { error: 'is not a promotion id' });

const distinct = (list: readonly unknown[]): boolean => new Set(list).size === list.length;
const TWICE = { error: 'names one of them twice' };

const common = () => ({
  name: text(120),
  active: z.boolean().default(true),
  from: instantSchema.optional(),
  until: instantSchema.optional(),
});

const audience = () => ({
  channels: z.array(z.enum(CHANNELS)).min(1).max(CHANNELS.length).refine(distinct, TWICE).optional(),
  tiers: z
    .array(z.enum(['A', 'B', 'C']))
    .min(1)
    .max(3)
    .refine(distinct, TWICE)
    .optional(),
});

const giftOffer = () => ({
  kind: z.literal('gift'),
  when: z.strictObject({
    ...audience(),
    skus: z.array(skuSchema).min(1).max(100).refine(distinct, TWICE).optional(),
    minQuantity: quantitySchema.optional(),
    minGoods: moneySchema.refine(({ amount }) => amount > 0, { error: 'is nothing' }).optional(),
  }),
  gift: z.strictObject({
    sku: skuSchema,
    quantity: z.int().min(1).max(1000).default(1),
    per: z.enum(['order', 'each']).default('order'),
  }),
  ifShort: z.enum(['leave_out', 'refuse']).default('leave_out'),
});

/** The body of `PUT /v1/promotions/{id}`: the whole promotion; `kind` says which fields it has. */
export const putPromotionSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ ...common(), ...giftOffer(), version: z.int().min(0).optional() }),
  ])
  .refine(({ from, until }) => from === undefined || until === undefined || from < until, {
    path: ['until'],
    error: 'is not after the beginning',
  });

export type PutPromotion = z.infer<typeof putPromotionSchema>;

/** A promotion, as answers show it. */
export const promotionSchema = z.lazy(() =>
  z.discriminatedUnion('kind', [z.object({ id: z.string(), version: z.int(), ...common(), ...giftOffer() })]),
);
