import type { Money } from '../kernel/money.ts';
import type { Address } from './order.ts';
import { type FulfilmentStatus, PARCEL_STATUS, type ParcelStatus } from './order-states.ts';
import type { WaybillRequest } from './waybill-requests.ts';

export type { ParcelStatus } from './order-states.ts';
export const PARCEL_STATUSES = Object.keys(PARCEL_STATUS) as [ParcelStatus, ...ParcelStatus[]];

/** How many units of a line lie in a box; the SKU says of which part, where the line is a bundle of several. */
export type Contents = readonly { lineId: string; sku?: string | undefined; quantity: number }[];

/** What was packed together; without contents it holds all of the fulfilment. */
export type Box = { weightGrams?: number; lines?: Contents };

/** A shipment: one parcel on its way with a carrier. */
export type Parcel = Box & {
  id: string;
  carrier: string;
  service?: string;
  trackingNumber: string;
  status: ParcelStatus;
  /** The latest scan, by the carrier's clock. */
  newsAt?: string;
  /** When it was first known to be on its way, out for delivery, at the door; what the carrier skipped has the time of what followed. */
  inTransitAt?: string;
  outForDeliveryAt?: string;
  deliveredAt?: string;
};

/** Units of one SKU for one line of the order; a bundle's line has one of these for each part. */
export type FulfilmentLine = {
  lineId: string;
  sku: string;
  quantity: number;
  picked: number;
  /** What is to be written, engraved or cut, in the buyer's words. */
  personalisation?: string;
};

/** The part of an order that one location ships together. */
export type Fulfilment = {
  id: string;
  /** 1, 2, 3 … within the order; its reservations carry the same number. */
  ordinal: number;
  version: number;
  orderId: string;
  orderNumber: string;
  locationId: string;
  status: FulfilmentStatus;
  lines: readonly FulfilmentLine[];
  /** What was packed, where somebody said more than that it was; each box becomes a parcel. */
  boxes?: readonly Box[];
  parcels: readonly Parcel[];
  /** What the carrier asks for all of its parcels, by the rate card. */
  shippingCost?: Money;
  /** What carriers were asked for over the network, oldest first. */
  waybillRequests?: readonly WaybillRequest[];
  promisedShipBy: string;
  /** Higher goes first. */
  priority: number;
  /** The carrier that the buyer wished for; goods that go with one carrier are handled together. */
  carrierWish?: string;
  placedAt: string;
  releasedAt?: string;
  pickedAt?: string;
  /** When the pick happened that an outside warehouse told last; what it says of earlier ones is old. */
  pickedAsOf?: string;
  packedAt?: string;
  waybilledAt?: string;
  shippedAt?: string;
  deliveredAt?: string;
  /** Why it stands still, when its status is `exception`. */
  exception?: string;
  /** The location refused it, or a part of it; nothing of this order is sent from there any more. */
  rejected?: { code: string; at: string };
  /** How it is fetched, where the buyer does that: the code they were sent, since when, and wrong codes shown. */
  pickup?: { code: string; readyAt: string; failures: number; reminded: number };
  /** The store where it is fetched, where it is sent there from elsewhere; and where it came from, once it is there. */
  toStore?: { locationId: string; address?: Address };
  sentFrom?: string;
  /** The wave it is picked with, and the manifest it is handed over by. */
  waveId?: string;
  manifestId?: string;
  /** Its place in the location's day, where the location can do only so much. */
  slot?: { day: string; counter: number };
  /** When the parcels' silence is to be looked into. */
  dueAt?: string;
};
