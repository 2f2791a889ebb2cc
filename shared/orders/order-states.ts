/**
 * An order's axes and their moves, as data: the documents' diagrams are drawn from these tables and the tests walk
 * every pair. Payment and fulfilment are worked out from facts (`derive-axes.ts`); the tables say which
 * changes of the result are lawful.
 */

export const CONFIRMATION = {
  unconfirmed: ['confirmed', 'rejected'],
  confirmed: [],
  rejected: [],
} as const satisfies Record<string, readonly string[]>;

export const PAYMENT = {
  // Money for a cancelled order goes back at once, without ever counting as paid.
  unpaid: ['partially_paid', 'paid', 'refunding'],
  // A refund that was reported as failed may be reported as settled later.
  partially_paid: ['paid', 'refunding', 'partially_refunded', 'refunded'],
  // An amendment may raise what was paid in full.
  paid: ['refunding', 'partially_refunded', 'refunded', 'partially_paid', 'unpaid'],
  // A refund that fails goes back to where it was; one that settles may leave nothing, a part, or all to the buyer.
  refunding: ['partially_paid', 'paid', 'partially_refunded', 'refunded'],
  partially_refunded: ['refunding', 'paid', 'refunded'],
  refunded: ['refunding', 'partially_refunded', 'paid'],
} as const satisfies Record<string, readonly string[]>;

export const FULFILMENT = {
  unprocessed: ['processing', 'processed'],
  // One location may ship its part while another still waits for a person's release.
  processing: ['processed', 'unprocessed', 'partially_shipped', 'exception'],
  processed: ['processing', 'unprocessed', 'partially_shipped', 'shipped', 'exception'],
  partially_shipped: ['shipped', 'partially_delivered', 'delivered', 'exception', 'returned'],
  shipped: ['partially_delivered', 'delivered', 'returned'],
  partially_delivered: ['delivered', 'returned'],
  delivered: ['returned'],
  // A short pick: found again, sent otherwise, or given up.
  exception: ['unprocessed', 'processing', 'processed', 'partially_shipped', 'shipped'],
  returned: ['delivered'],
} as const satisfies Record<string, readonly string[]>;

export const STATUS = {
  open: ['completed', 'cancelled'],
  completed: [],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>;

/** A fulfilment's own way: what one location does with its part of the order. */
export const FULFILMENT_STATUS = {
  allocated: ['released', 'cancelled'],
  released: ['picked', 'exception', 'cancelled'],
  picked: ['packed', 'exception', 'cancelled'],
  // Goods that the buyer fetches have left and arrived in one.
  packed: ['waybilled', 'shipped', 'delivered', 'exception', 'cancelled'],
  waybilled: ['shipped', 'exception', 'cancelled'],
  // Goods that were sent to a store wait there as if they had been packed there.
  shipped: ['delivered', 'packed'],
  delivered: [],
  // A short pick is found again, or cancelled.
  exception: ['picked', 'delivered', 'cancelled'],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>;

/**
 * A parcel's way, whatever its carrier calls it. Scans come late and leave steps out: forward only, except in and out of
 * an exception, and back to the sender, which is the last word even after a delivery.
 */
export const PARCEL_STATUS = {
  created: [
    'handed_over',
    'picked_up',
    'in_transit',
    'out_for_delivery',
    'delivered',
    'exception',
    'returned',
  ],
  handed_over: ['picked_up', 'in_transit', 'out_for_delivery', 'delivered', 'exception', 'returned'],
  picked_up: ['in_transit', 'out_for_delivery', 'delivered', 'exception', 'returned'],
  in_transit: ['out_for_delivery', 'delivered', 'exception', 'returned'],
  out_for_delivery: ['delivered', 'exception', 'returned'],
  delivered: ['returned'],
  // What troubled it is over: it goes on from wherever it lies.
  exception: ['picked_up', 'in_transit', 'out_for_delivery', 'delivered', 'returned'],
  returned: [],
} as const satisfies Record<string, readonly string[]>;

/** What a carrier was asked for over the network: a waybill, and to take it back. */
export const WAYBILL_REQUEST = {
  // A carrier may have booked what it never answered for.
  requested: ['answered', 'refused', 'withdrawing', 'withdrawn', 'kept'],
  answered: ['withdrawn', 'kept'],
  refused: [],
  // Another waybill is wanted instead; the carrier has to hear of it.
  withdrawing: ['withdrawn', 'kept'],
  withdrawn: [],
  // The carrier did not take it back: the parcel is in its hands.
  kept: [],
} as const satisfies Record<string, readonly string[]>;

/** The way of goods that are made, or bought, for one order line. */
export const PRODUCTION_STATUS = {
  requested: ['in_production', 'cancelled'],
  // What was begun is of no use to another buyer: cancelling it takes a person who says so.
  in_production: ['ready', 'cancelled'],
  // Made goods that the order does not want any more go into the stock.
  ready: ['cancelled'],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>;

/**
 * The life of units that are promised to an order line. They wait in the SKU's queue, are reserved in a stock row, are
 * assigned to the fulfilment that sends them, and end: issued with it, released to others, or lost.
 */
export const RESERVATION = {
  waiting: ['reserved', 'released'],
  // At another location, or for another order of the same buyer, they stay what they are.
  reserved: ['assigned', 'released', 'waiting'],
  // A cancelled fulfilment gives its units back to *reserved for this order*, not to others.
  assigned: ['issued', 'reserved', 'released', 'lost'],
  issued: [],
  released: [],
  lost: [],
} as const satisfies Record<string, readonly string[]>;

export const PAYMENT_STATUS = {
  pending: ['succeeded', 'failed', 'cancelled'],
  // Money that a provider reports late is real money: a failed or cancelled payment may still succeed.
  failed: ['succeeded'],
  cancelled: ['succeeded'],
  succeeded: [],
} as const satisfies Record<string, readonly string[]>;

export const REFUND_STATUS = {
  pending: ['succeeded', 'failed'],
  failed: ['succeeded'],
  succeeded: [],
} as const satisfies Record<string, readonly string[]>;

export type Confirmation = keyof typeof CONFIRMATION;
export type PaymentAxis = keyof typeof PAYMENT;
export type FulfilmentAxis = keyof typeof FULFILMENT;
export type OrderStatus = keyof typeof STATUS;
export type FulfilmentStatus = keyof typeof FULFILMENT_STATUS;
export type ParcelStatus = keyof typeof PARCEL_STATUS;
export type ProductionStatus = keyof typeof PRODUCTION_STATUS;
export type WaybillRequestState = keyof typeof WAYBILL_REQUEST;
export type ReservationState = keyof typeof RESERVATION;
export type PaymentStatus = keyof typeof PAYMENT_STATUS;
export type RefundStatus = keyof typeof REFUND_STATUS;

/** Whether a table lets a state become another. */
export const allows = <T extends Record<string, readonly string[]>>(
  table: T,
  from: keyof T & string,
  to: string,
): boolean => table[from]?.includes(to) ?? false;
