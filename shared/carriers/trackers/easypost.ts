import * as z from 'zod';
import type { ScanStatus } from '../../fulfilment/carrier-event-schema.ts';
import { readable, type TrackerForm } from './tracker.ts';

const stepSchema = z.looseObject({ status: z.string().nullish(), datetime: z.string().nullish() });

const bodySchema = z.looseObject({
  id: z.string().min(1).max(128),
  description: z.string().nullish(),
  result: z.looseObject({
    object: z.string().nullish(),
    tracking_code: z.string().max(60).nullish(),
    carrier: z.string().max(60).nullish(),
    status: z.string().nullish(),
    updated_at: z.string().nullish(),
    tracking_details: z.array(stepSchema).max(1000).nullish(),
  }),
});

/** What is not here moves nothing: `unknown`, `pre_transit`, `cancelled`, and `error`, which is the tracker's own. */
const STATUSES: Readonly<Record<string, ScanStatus>> = {
  in_transit: 'in_transit',
  out_for_delivery: 'out_for_delivery',
  available_for_pickup: 'out_for_delivery',
  delivered: 'delivered',
  // Its last word on parcels that go back.
  return_to_sender: 'returned',
  failure: 'exception',
};

const ofStatus = (status: string | null | undefined): ScanStatus | undefined =>
  status && Object.hasOwn(STATUSES, status) ? STATUSES[status] : undefined;

/** EasyPost's events of its trackers. */
export const easypost: TrackerForm = {
  name: 'easypost',
  body: bodySchema,
  read: (body) => {
    const { object, tracking_code, carrier, status, updated_at, tracking_details } =
      bodySchema.parse(body).result;
    if (object !== 'Tracker' || !tracking_code || !carrier) return undefined;
    const steps = (tracking_details ?? []).map((step) => ({
      status: ofStatus(step.status),
      at: step.datetime,
    }));
    const all = steps.length > 0 ? steps : [{ status: ofStatus(status), at: updated_at }];
    return { carrierName: carrier, trackingNumber: tracking_code, scans: readable(all, 'Z') };
  },
};
