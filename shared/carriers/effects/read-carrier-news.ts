import { carrierEventSchema, type Scan } from '../../fulfilment/carrier-event-schema.ts';
import { findParcel, type ParcelPlace } from '../../fulfilment/effects/parcel-store.ts';
import type { Table } from '../../runtime/table.ts';
import type { Delivery } from '../../webhooks/delivery.ts';
import { trackerForm } from '../trackers/all-trackers.ts';
import { idLike } from '../trackers/tracker.ts';
import { loadCarriers } from './carrier-store.ts';

/** Whose parcel a delivery tells of, by which carrier's word, and its scans. */
export type CarrierNews = { carrier: string; place: ParcelPlace; scans: readonly Scan[] };

/**
 * Understands a carrier's or a tracker's delivery. Undefined where it says nothing of a parcel's way. Throws when nobody
 * knows the parcel: it may be made a moment later; what never comes is set aside for people.
 */
export const readCarrierNews = async (table: Table, delivery: Delivery): Promise<CarrierNews | undefined> => {
  const sender = delivery.sender.replace(/^carriers\//, '');
  const tracker = trackerForm(sender);
  if (!tracker) {
    const { carrier, trackingNumber, events } = carrierEventSchema.parse(delivery.body);
    return { carrier, place: await placeOf(table, [carrier], trackingNumber), scans: events };
  }
  const tracked = tracker.read(delivery.body);
  if (!tracked || tracked.scans.length === 0) return undefined;
  const { carrierName, trackingNumber, scans } = tracked;
  const named = (await loadCarriers(table)).filter(
    ({ trackerNames }) => trackerNames[tracker.name]?.toLowerCase() === carrierName.toLowerCase(),
  );
  const candidates = [...named.map(({ id }) => id), idLike(carrierName)];
  const place = await placeOf(table, candidates, trackingNumber);
  return { carrier: tracker.name, place, scans };
};

const placeOf = async (
  table: Table,
  carriers: readonly string[],
  trackingNumber: string,
): Promise<ParcelPlace> => {
  for (const carrier of carriers) {
    const place = await findParcel(table, carrier, trackingNumber);
    if (place) return place;
  }
  throw new Error(`No parcel has the waybill number ${trackingNumber} of carrier ${carriers.join(' or ')}.`);
};
