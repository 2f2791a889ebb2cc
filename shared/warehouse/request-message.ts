import * as z from 'zod';
import { fulfilmentIdSchema } from '../fulfilment/fulfilment-schema.ts';
import { instantSchema } from '../kernel/clock.ts';
import {
  addressSchema,
  locationIdSchema,
  orderIdSchema,
  quantitySchema,
  skuSchema,
} from '../orders/order-schema.ts';

/** The version of the messages' form. A new field does not change it; readers pass over what they do not know. */
export const MESSAGE_VERSION = 1;

const about = {
  version: z.literal(MESSAGE_VERSION),
  /** The same however often the message comes: `<fulfilmentId>-<sequence>`. */
  messageId: z.string(),
  /** Of two messages about a fulfilment the one with the higher number says how it is. */
  sequence: z.int().min(1),
  locationId: locationIdSchema,
  fulfilmentId: fulfilmentIdSchema,
  orderId: orderIdSchema,
  orderNumber: z.string(),
  decidedAt: instantSchema,
};

const work = {
  ...about,
  /** By when it should leave. */
  promisedShipBy: instantSchema,
  /** The order is on hold: nothing is to be done until a message says otherwise. */
  held: z.boolean(),
  lines: z.array(
    z.object({
      lineId: z.string(),
      sku: skuSchema,
      quantity: quantitySchema,
      /** What is to be written, engraved or cut; on goods that are made for the order it is there already. */
      personalisation: z.string().optional(),
    }),
  ),
  address: addressSchema,
  wishes: z.object({
    method: z.enum(['standard', 'express', 'pickup']),
    carrier: z.string().optional(),
    text: z.string().optional(),
    /** The first and the last day on which the buyer wants it. */
    window: z.object({ from: z.iso.date(), to: z.iso.date() }).optional(),
    buyerNote: z.string().optional(),
    giftMessage: z.string().optional(),
  }),
};

/**
 * What an outside warehouse is told: do this (`request`), do it so instead (`change`, the whole of it anew), or leave
 * it (`cancel`). At least once each, in any order.
 */
export const requestMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('request'), ...work }),
  z.object({ type: z.literal('change'), ...work }),
  z.object({ type: z.literal('cancel'), ...about }),
]);

export type RequestMessage = z.infer<typeof requestMessageSchema>;
