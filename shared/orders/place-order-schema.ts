import * as z from 'zod';
import { channelCustomerIdSchema } from '../customers/channel-id-schema.ts';
import { moneySchema } from '../kernel/money.ts';
import { CHANNELS, PAYMENT_TERMS } from './order.ts';
import {
  addressSchema,
  agreedSubstitutesSchema,
  contactSchema,
  externalIdSchema,
  givenSchema,
  locationIdSchema,
  quantitySchema,
  shopIdSchema,
  skuSchema,
  text,
} from './order-schema.ts';

/** The most lines one order carries; real invoices have up to 675. */
export const MAX_LINES = 1000;

/** The days on which the buyer wants it, the first and the last. */
export const deliveryWindowSchema = z
  .strictObject({ from: z.iso.date(), to: z.iso.date() })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'is before the first day' });

export const deliverySchema = z.strictObject({
  method: z.enum(['standard', 'express', 'pickup']).default('standard'),
  carrierWish: text(60).optional(),
  pickupLocationId: locationIdSchema.optional(),
  preferredLocationIds: z.array(locationIdSchema).min(1).max(20).optional(),
  excludedLocationIds: z.array(locationIdSchema).min(1).max(20).optional(),
  /** How it is wished to be packed or brought; the warehouse reads it. */
  wish: text(500).optional(),
  window: deliveryWindowSchema.optional(),
});

/** What a buyer or a clerk asks for: the body of `POST /v1/orders`. */
export const placeOrderSchema = z.strictObject({
  channel: z.enum(CHANNELS),
  shopId: shopIdSchema.optional(),
  externalId: externalIdSchema.optional(),
  customer: contactSchema.extend({
    id: z
      .string()
      .regex(/^cus_[0-9A-Za-z-]{1,40}$/, { error: 'is not a customer id' })
      .optional(),
    /** The buyer's own id on the channel, which the channel vouches for. */
    channelCustomerId: channelCustomerIdSchema.optional(),
  }),
  shippingAddress: addressSchema,
  lines: z
    .array(
      z.strictObject({
        sku: skuSchema,
        quantity: quantitySchema,
        unitPrice: moneySchema.optional(),
        /** What is to be written, engraved or cut; the workshop, the picker and the packer read it. */
        personalisation: text(500).optional(),
        /** Where absent, what the customer's preferences say; else nothing is taken instead. */
        substitutes: agreedSubstitutesSchema.optional(),
        /** By staff: the line is a gift. */
        gift: givenSchema.optional(),
      }),
    )
    .min(1)
    .max(MAX_LINES),
  couponCodes: z.array(text(40)).max(10).optional(),
  paymentTerms: z.enum(PAYMENT_TERMS).default('prepaid'),
  delivery: deliverySchema.prefault({}),
  buyerNote: text(1000).optional(),
  sellerNote: text(1000).optional(),
  giftMessage: text(500).optional(),
});

export type PlaceOrderRequest = z.infer<typeof placeOrderSchema>;

/**
 * What every way of intake makes of what it was given. The amounts a channel worked out itself are kept; without them
 * shipping comes from the policy and there is no discount.
 */
export type PlaceOrderCommand = PlaceOrderRequest & {
  channelAmounts?: { shipping?: number; discount?: number };
  /** The channel has collected the money already. */
  paidByChannel?: true;
  /** The channel cancelled the order before we heard of it: it is recorded, and takes no stock. */
  cancelledByChannel?: true;
  /** When the channel said so. */
  channelNewsAt?: string;
};
