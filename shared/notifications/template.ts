/** The messages there are. */
export const TEMPLATE_NAMES = [
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
] as const;

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
  /** Carriers and waybill numbers of what has left. */
  tracking?: string;
  /** Until when something must be done. */
  deadline?: string;
};

/**
 * A message as data: `{number}` stands for a value. A paragraph that speaks of a value the order has not is left out; the
 * subject speaks of the number only. Text and HTML are both made of the paragraphs.
 */
export type Template = { subject: string; paragraphs: readonly string[] };

export type Language = 'en' | 'zh';

/** What is sent. */
export type Letter = { subject: string; text: string; html: string };
