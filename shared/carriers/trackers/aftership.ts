import * as z from 'zod';
import type { ScanStatus } from '../../fulfilment/carrier-event-schema.ts';
import { readable, type TrackerForm } from './tracker.ts';

const checkpointSchema = z.looseObject({
  tag: z.string().nullish(),
  subtag: z.string().nullish(),
  checkpoint_time: z.string().nullish(),
});

const bodySchema = z.looseObject({
  event: z.string().nullish(),
  event_id: z.string().min(1).max(128),
  msg: z.looseObject({
    slug: z.string().min(1).max(60),
    tracking_number: z.string().min(1).max(60),
    tag: z.string().nullish(),
    subtag: z.string().nullish(),
    updated_at: z.string().nullish(),
    checkpoints: z.array(checkpointSchema).max(1000).nullish(),
  }),
});

/** What is not here moves nothing: `Pending`, `InfoReceived`, and `Expired`, which we see for ourselves. */
const TAGS: Readonly<Record<string, ScanStatus>> = {
  InTransit: 'in_transit',
  OutForDelivery: 'out_for_delivery',
  AvailableForPickup: 'out_for_delivery',
  Delivered: 'delivered',
  AttemptFail: 'exception',
  Exception: 'exception',
};

/** Finer than their tag. */
const SUBTAGS: Readonly<Record<string, ScanStatus>> = {
  InTransit_002: 'picked_up',
  Exception_011: 'returned',
};

const statusOf = ({
  tag,
  subtag,
}: {
  tag?: string | null;
  subtag?: string | null;
}): ScanStatus | undefined => {
  if (subtag && Object.hasOwn(SUBTAGS, subtag)) return SUBTAGS[subtag];
  return tag && Object.hasOwn(TAGS, tag) ? TAGS[tag] : undefined;
};

/** AfterShip's updates of trackings. */
export const aftership: TrackerForm = {
  name: 'aftership',
  body: bodySchema,
  read: (body) => {
    const { msg } = bodySchema.parse(body);
    const steps = (msg.checkpoints ?? []).map((step) => ({
      status: statusOf(step),
      at: step.checkpoint_time,
    }));
    const all = steps.length > 0 ? steps : [{ status: statusOf(msg), at: msg.updated_at }];
    return { carrierName: msg.slug, trackingNumber: msg.tracking_number, scans: readable(all, 'Z') };
  },
};
