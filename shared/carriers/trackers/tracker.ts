import type * as z from 'zod';
import type { Scan } from '../../fulfilment/carrier-event-schema.ts';
import type { Tracker } from '../carrier.ts';

/** What a tracker tells of one parcel: the carrier by the tracker's name of it, and its scans as we call them. */
export type Tracked = { carrierName: string; trackingNumber: string; scans: readonly Scan[] };

/** A service that tells of many carriers' parcels, in its own words. */
export type TrackerForm = {
  name: Tracker;
  /** What it delivers; more may stand in it. */
  body: z.ZodType;
  /** What a delivery tells of a parcel; undefined where it is about something else. */
  read: (body: unknown) => Tracked | undefined;
};

/** As many as a message of ours may have; the latest count, the others were told before. */
const MAX_SCANS = 100;

const HAS_ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/**
 * The scans with a time that can be read, at most a hundred, the latest. Trackers hand on what carriers write: times
 * without a zone are in the `zone` that is said for them.
 */
export const readable = (
  scans: readonly { status: Scan['status'] | undefined; at: string | null | undefined }[],
  zone: string,
): Scan[] =>
  scans
    .flatMap(({ status, at }): Scan[] => {
      if (status === undefined || !at) return [];
      const text = at.trim().replace(' ', 'T');
      const time = Date.parse(HAS_ZONE.test(text) ? text : `${text}${zone}`);
      return Number.isNaN(time) ? [] : [{ status, at: new Date(time).toISOString() }];
    })
    .sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
    .slice(-MAX_SCANS);

/** A carrier's id made of a tracker's name of it, where nobody said which it is: `FedEx` is `fedex`. */
export const idLike = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
