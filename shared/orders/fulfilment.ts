import type { FulfilmentStatus } from './order-states.ts';

export const PARCEL_STATUSES = [
  'created',
  'handed_over',
  'picked_up',
  'in_transit',
  'out_for_delivery',
  'delivered',
  'exception',
  'returned',
] as const;
export type ParcelStatus = (typeof PARCEL_STATUSES)[number];

/** A shipment: one parcel on its way with a carrier. */
export type Parcel = {
  id: string;
  carrier: string;
  service?: string;
  trackingNumber: string;
  status: ParcelStatus;
  labelUrl?: string;
  /** The latest scan, by the carrier's clock. */
  newsAt?: string;
  /** When it was first known to be on its way, out for delivery, at the door; what the carrier skipped has the time of what followed. */
  inTransitAt?: string;
  outForDeliveryAt?: string;
  deliveredAt?: string;
};

export type FulfilmentLine = { lineId: string; sku: string; quantity: number; picked: number };

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
  parcels: readonly Parcel[];
  promisedShipBy: string;
  /** Higher goes first among equal promises. */
  priority: number;
  placedAt: string;
  releasedAt?: string;
  pickedAt?: string;
  packedAt?: string;
  waybilledAt?: string;
  shippedAt?: string;
  deliveredAt?: string;
  /** Why it stands still, when its status is `exception`. */
  exception?: string;
  /** When the parcels' silence is to be looked into. */
  dueAt?: string;
};
