import * as z from 'zod';
import { moneySchema } from '../../kernel/money.ts';
import {
  addressSchema,
  agreedSubstitutesSchema,
  contactSchema,
  givenSchema,
  lineIdSchema,
  locationIdSchema,
  skuSchema,
  text,
} from '../order-schema.ts';
import { deliveryWindowSchema, MAX_LINES } from '../place-order-schema.ts';

/** Taken away by `null`, left alone when absent. */
const note = (longest: number) => text(longest).nullable().optional();

const wishedLineSchema = z.strictObject({
  /** A line of the order: it keeps its price. Without one the line is new. */
  id: lineIdSchema.optional(),
  sku: skuSchema,
  /** 0 takes the line away, as leaving it out does. */
  quantity: z.int().min(0).max(1_000_000),
  /** For a new line, by staff; the catalogue's price when absent. */
  unitPrice: moneySchema.optional(),
  /** What was agreed for a line of the order stays where this is absent. */
  substitutes: agreedSubstitutesSchema.optional(),
  /** Of a new line: it is a gift. */
  gift: givenSchema.optional(),
});

/** The body of `PATCH /v1/orders/{id}`: what is absent stays; `lines` is the complete wished list. */
export const amendOrderSchema = z.strictObject({
  shippingAddress: addressSchema.optional(),
  customer: contactSchema.partial().optional(),
  lines: z.array(wishedLineSchema).min(1).max(MAX_LINES).optional(),
  delivery: z
    .strictObject({
      method: z.enum(['standard', 'express', 'pickup']).optional(),
      carrierWish: note(60),
      pickupLocationId: locationIdSchema.nullable().optional(),
      wish: note(500),
      window: deliveryWindowSchema.nullable().optional(),
    })
    .optional(),
  buyerNote: note(1000),
  sellerNote: note(1000),
  giftMessage: note(500),
});

export type AmendCommand = z.infer<typeof amendOrderSchema>;
export type WishedLine = z.infer<typeof wishedLineSchema>;
