import * as z from 'zod';
import { instantSchema } from '../kernel/clock.ts';
import { operation } from '../kernel/operation.ts';
import { PARCEL_STATUSES } from '../orders/fulfilment.ts';
import { MILESTONES } from '../orders/order-events.ts';
import { STAGES } from '../orders/stage.ts';

/** Public: whoever knows the order's number and its telephone sees the parcel's way, and nothing else. */
export const trackOrderOperation = operation({
  id: 'track-order',
  method: 'GET',
  path: '/v1/track',
  summary: 'See where an order is, by its number and the telephone it was placed with',
  tag: 'tracking',
  roles: 'public',
  query: z.strictObject({
    number: z.string().trim().min(1).max(40),
    phone: z.string().trim().min(1).max(40),
  }),
  answer: z.object({
    number: z.string(),
    stage: z.enum(STAGES),
    placedAt: instantSchema,
    promisedShipBy: instantSchema,
    milestones: z.array(z.object({ number: z.int(), name: z.enum(MILESTONES), at: instantSchema })),
    parcels: z.array(
      z.object({
        carrier: z.string(),
        trackingNumber: z.string(),
        status: z.enum(PARCEL_STATUSES),
        newsAt: instantSchema.optional(),
      }),
    ),
  }),
  status: 200,
  problems: ['not_found'],
});
