import * as z from 'zod';
import { instantSchema } from '../kernel/clock.ts';
import { PARCEL_STATUSES } from '../orders/fulfilment.ts';
import { FULFILMENT_STATUS, type FulfilmentStatus } from '../orders/order-states.ts';
import { GATHERING_STATUSES, MOST_MEMBERS, WAVE_GROUPS } from './gathering.ts';
import { MEMBER_STATES } from './member.ts';

const ulidOf = (prefix: string, what: string) =>
  z.string().regex(new RegExp(`^${prefix}_[0-9A-HJKMNP-TV-Z]{26}$`), { error: `is not ${what}` });

export const waveIdSchema = ulidOf('wav', 'a wave id');
export const manifestIdSchema = ulidOf('man', 'a manifest id');
export const gatheringStatusSchema = z.enum(GATHERING_STATUSES);
export const mostSchema = z.int().min(1).max(MOST_MEMBERS);

const statuses = Object.keys(FULFILMENT_STATUS) as [FulfilmentStatus, ...FulfilmentStatus[]];

const summary = {
  id: z.string(),
  version: z.int(),
  status: gatheringStatusSchema,
  locationId: z.string(),
  by: z.enum(WAVE_GROUPS).optional(),
  group: z.string().optional(),
  carrier: z.string().optional(),
  maxOrders: z.int(),
  orders: z.int(),
  leftBehind: z
    .array(z.object({ fulfilmentId: z.string(), code: z.string(), detail: z.string().optional() }))
    .optional(),
  createdAt: instantSchema,
  createdBy: z.string(),
  endedAt: instantSchema.optional(),
};

/** A wave or manifest, as lists show it. */
export const gatheringSummarySchema = z.object(summary);

/** The same with its fulfilments, each where it stands. */
export const gatheringSchema = z.object({
  ...summary,
  progress: z.object(
    Object.fromEntries(MEMBER_STATES.map((state) => [state, z.int()])) as Record<
      (typeof MEMBER_STATES)[number],
      z.ZodInt
    >,
  ),
  fulfilments: z.array(
    z.object({
      position: z.int(),
      fulfilmentId: z.string(),
      state: z.enum(MEMBER_STATES),
      why: z.string().optional(),
      orderId: z.string().optional(),
      orderNumber: z.string().optional(),
      status: z.enum(statuses).optional(),
      lines: z
        .array(z.object({ lineId: z.string(), sku: z.string(), quantity: z.int(), picked: z.int() }))
        .optional(),
      parcels: z
        .array(
          z.object({
            id: z.string(),
            carrier: z.string(),
            trackingNumber: z.string(),
            status: z.enum(PARCEL_STATUSES),
            weightGrams: z.int().optional(),
          }),
        )
        .optional(),
      exception: z.string().optional(),
    }),
  ),
});

export const pickRowSchema = z.object({
  bin: z.string().optional(),
  zone: z.string(),
  sku: z.string(),
  name: z.string(),
  quantity: z.int(),
  for: z.array(
    z.object({
      position: z.int(),
      fulfilmentId: z.string(),
      orderNumber: z.string(),
      quantity: z.int(),
      personalisation: z.string().optional(),
    }),
  ),
});

/** How the buyer of a tote's goods wishes them to be packed. */
export const pickWishSchema = z.object({
  position: z.int(),
  fulfilmentId: z.string(),
  orderNumber: z.string(),
  text: z.string(),
});
