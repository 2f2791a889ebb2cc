import * as z from 'zod';
import { instantSchema } from '../kernel/clock.ts';
import { text } from '../orders/order-schema.ts';
import { carrierSchema, trackingNumberSchema } from './fulfilment-schema.ts';

/** What a carrier's scans say, after normalisation. */
export const SCAN_STATUSES = [
  'picked_up',
  'in_transit',
  'out_for_delivery',
  'delivered',
  'exception',
  'returned',
] as const;
export type ScanStatus = (typeof SCAN_STATUSES)[number];

/** One scan of a parcel, at the carrier's time. */
export type Scan = { status: ScanStatus; at: string };

const MAX_SCANS = 100;

/** The body of `POST /v1/webhooks/carriers/generic`: the scans of one parcel, in any order. */
export const carrierEventSchema = z.strictObject({
  id: text(128),
  carrier: carrierSchema,
  trackingNumber: trackingNumberSchema,
  events: z
    .array(
      z.strictObject({
        status: z.enum(SCAN_STATUSES),
        at: instantSchema,
        place: text(200).optional(),
        note: text(500).optional(),
      }),
    )
    .min(1)
    .max(MAX_SCANS),
});
