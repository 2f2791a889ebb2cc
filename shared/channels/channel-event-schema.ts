import * as z from 'zod';
import { channelCustomerIdSchema } from '../customers/channel-id-schema.ts';
import { instantSchema } from '../kernel/clock.ts';
import { currencySchema, MAX_AMOUNT, moneySchema } from '../kernel/money.ts';
import {
  addressSchema,
  contactSchema,
  externalIdSchema,
  quantitySchema,
  skuSchema,
  text,
} from '../orders/order-schema.ts';
import { MAX_LINES } from '../orders/place-order-schema.ts';

/** An amount as senders write it: minor units alone, or with the order's currency. */
const amountSchema = z.union([z.int().min(0).max(MAX_AMOUNT), moneySchema]);

const orderFields = {
  customer: contactSchema.extend({ channelCustomerId: channelCustomerIdSchema.optional() }),
  shippingAddress: addressSchema,
  lines: z
    .array(z.strictObject({ sku: skuSchema, quantity: quantitySchema, unitPrice: moneySchema }))
    .min(1)
    .max(MAX_LINES),
  currency: currencySchema,
  shipping: amountSchema.optional(),
  discount: amountSchema.optional(),
  paid: z.boolean(),
  buyerNote: text(1000).optional(),
};

const wholeOrder = z.strictObject({ externalId: externalIdSchema, ...orderFields });

/** News of an order may leave out what has not changed. */
const partOfOrder = wholeOrder.partial().required({ externalId: true });

const delivery = {
  id: text(128),
  occurredAt: instantSchema,
};

/** What a shop tells through the generic channel webhook. */
export const channelEventSchema = z.discriminatedUnion('event', [
  z.strictObject({ ...delivery, event: z.literal('order.created'), order: wholeOrder }),
  z.strictObject({ ...delivery, event: z.literal('order.updated'), order: partOfOrder }),
  z.strictObject({ ...delivery, event: z.literal('order.paid'), order: partOfOrder }),
  z.strictObject({ ...delivery, event: z.literal('order.cancelled'), order: partOfOrder }),
]);

export type ChannelEvent = z.infer<typeof channelEventSchema>;
export type ChannelOrder = z.infer<typeof wholeOrder>;

/** The order with everything that placing it takes; undefined when the news left something out. */
export const wholeOrderOf = (order: ChannelEvent['order']): ChannelOrder | undefined => {
  const whole = wholeOrder.safeParse(order);
  return whole.success ? whole.data : undefined;
};
