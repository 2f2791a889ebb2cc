import type { OrderHead } from './order.ts';

/** The fifteen milestones, by number; each is written the first time it is reached. */
export const MILESTONES = [
  'placed',
  'validated',
  'stock_reserved',
  'confirmed',
  'paid',
  'allocated',
  'released',
  'picked',
  'packed',
  'waybill_created',
  'shipped',
  'in_transit',
  'out_for_delivery',
  'delivered',
  'completed',
] as const;

/** What else happens to an order. */
export const OTHERS = [
  'held',
  'hold_released',
  'rejected',
  'cancelled',
  'payment_opened',
  'payment_received',
  'payment_failed',
  'payment_reminded',
  'refund_opened',
  'refunded',
  'refund_failed',
  'refund_withdrawn',
  'fulfilment_progressed',
  'partially_shipped',
  'partially_delivered',
  'shipping_told',
  'channel_updated',
  'amended',
  'substituted',
  'gift_left_out',
  'split',
  'merged',
  'note_added',
  'personal_data_erased',
  'tagged',
  'assigned',
  'notification_requested',
  'settlement_requested',
  'exception_payment_mismatch',
  'exception_refund_mismatch',
  'carrier_work_requested',
  'exception_waybill',
  'backordered',
  'backorder_filled',
  'backorder_promised',
  'backorder_delayed',
  'production_requested',
  'production_started',
  'production_delayed',
  'production_ready',
  'production_cancelled',
  'confirmation_requested',
  'confirmation_given',
  'sent_to_store',
  'sourced_anew',
  'fulfilment_rejected',
  'weight_confirmed',
  'ready_for_pickup',
  'pickup_reminded',
  'exception_short_pick',
  'exception_unsourced',
  'exception_pickup_code',
  'exception_not_collected',
  'exception_ship_warning',
  'exception_ship_alarm',
  'exception_ship_breach',
  'exception_parcel',
  'exception_parcel_silent',
  'exception_unsettled',
  'exception_hold_overdue',
  'exception_confirmation_overdue',
] as const;

export type Milestone = (typeof MILESTONES)[number];
export type OrderEventType = Milestone | (typeof OTHERS)[number];

/** One thing that happened to an order, in the past tense. `data` carries ids, amounts and codes, no personal data. */
export type OrderEvent = {
  type: OrderEventType;
  at: string;
  actor: string;
  data?: Readonly<Record<string, unknown>>;
  /** What stays on the timeline and never goes over the bus: the words of people, addresses. */
  kept?: Readonly<Record<string, string>>;
};

/** The milestone's number for people; undefined for what is none. */
export const milestoneNumber = (type: string): number | undefined => {
  const at = (MILESTONES as readonly string[]).indexOf(type);
  return at < 0 ? undefined : at + 1;
};

/** What every event tells of its order, so that most consumers need not read it. */
export type EventSubject = Pick<
  OrderHead,
  'id' | 'number' | 'version' | 'channel' | 'shopId' | 'externalId' | 'customerId' | 'stage'
>;

/** A domain event as it goes over the bus; `detail-type` is `order.<type>`. */
export type PublishedOrderEvent = {
  eventId: string;
  type: string;
  at: string;
  actor: string;
  orderId: string;
  orderNumber: string;
  version: number;
  channel: string;
  shopId?: string;
  externalId?: string;
  customerId: string;
  /** The stage after what happened. */
  stage: string;
  /** The last event of its commit; who acts once for a commit waits for this one. */
  last: boolean;
  correlationId?: string;
  /** The automation rules that led to it, one after the other; absent where people or the system's own work did. */
  chain?: readonly string[];
  /** A rule waits for events of this type. */
  automation?: true;
  /** There are locations whose work an outside system leads; it may have to be told. */
  warehouse?: true;
  data: Readonly<Record<string, unknown>>;
};
