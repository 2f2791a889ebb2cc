/** The messages to buyers. */
export const BUYER_TEMPLATES = [
  'placed',
  'placed_to_pay',
  'confirmed',
  'paid',
  'payment_reminded',
  'partially_shipped',
  'shipped',
  'out_for_delivery',
  'delivered',
  'completed',
  'cancelled',
  'rejected',
  'refund_opened',
  'refunded',
  'parcel_silent',
  'ready_for_pickup',
  'pickup_reminded',
  'amended',
  'split',
  'merged',
  'address_unclear',
  'backordered',
  'backorder_delayed',
  'backorder_filled',
  'production_started',
  'production_delayed',
  'confirmation_asked',
] as const;

/**
 * The messages that a buyer gets who wants none: they confirm a contract, change or end it, ask for money or give it back,
 * or tell what the buyer has to do. What is left out tells how far the order is; that stands on the page for tracking.
 */
export const NECESSARY: readonly BuyerTemplate[] = [
  'placed',
  'placed_to_pay',
  'payment_reminded',
  'cancelled',
  'rejected',
  'refund_opened',
  'refunded',
  'ready_for_pickup',
  'amended',
  'split',
  'merged',
  'address_unclear',
  'production_delayed',
  'confirmation_asked',
];

/** The messages to the merchant's own people. */
export const STAFF_TEMPLATES = [
  'hold_overdue',
  'staff_notice',
  'production_requested',
  'production_cancelled',
  'confirmation_overdue',
] as const;

export const TEMPLATE_NAMES = [...BUYER_TEMPLATES, ...STAFF_TEMPLATES] as const;

export type BuyerTemplate = (typeof BUYER_TEMPLATES)[number];
export type StaffTemplate = (typeof STAFF_TEMPLATES)[number];
export type TemplateName = (typeof TEMPLATE_NAMES)[number];

/** What a message may speak of. A value that an order has not is absent. */
export type LetterValues = {
  /** The order's number. */
  number: string;
  name: string;
  total: string;
  /** What is still owed. */
  due: string;
  /** What the news is about: money that goes back. */
  amount?: string;
  /** The code by which goods are fetched. */
  pickupCode?: string;
  /** Carriers and waybill numbers of what has left. */
  tracking?: string;
  /** Until when something must be done. */
  deadline?: string;
  /** What is still owed, where something is. */
  owed?: string;
  /** Where it is to go, as we have it. */
  address?: string;
  /** The numbers of other orders that the news is about. */
  orders?: string;
  /** What is sent instead of goods that were short, and what is given with them. */
  instead?: string;
  gifts?: string;
  /** Why the order is held: the kind in words, and what was written. */
  hold?: string;
  reason?: string;
  /** Goods that are waited for. */
  waits?: string;
  /** Goods that are made to order. */
  work?: string;
  /** When either are expected. */
  expected?: string;
  /** What has to be confirmed. */
  steps?: string;
  /** What a rule says, and which rule. */
  message?: string;
  rule?: string;
};

/**
 * A message as data: `{number}` stands for a value. A paragraph that speaks of a value the order has not is left out; the
 * subject speaks of the number only. Text and HTML are both made of the paragraphs.
 */
export type Template = { subject: string; paragraphs: readonly string[] };

export type Language = 'en' | 'zh';

/** What is sent. */
export type Letter = { subject: string; text: string; html: string };
