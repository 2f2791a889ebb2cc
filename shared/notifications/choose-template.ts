import { dueOf } from '../orders/derive-axes.ts';
import type { OrderHead } from '../orders/order.ts';
import type { TemplateName } from './template.ts';

/** What of an event a notification needs. */
export type News = {
  eventId: string;
  type: string;
  at: string;
  orderId: string;
  data: Readonly<Record<string, unknown>>;
};

type Superseded = (at: string, head: OrderHead) => boolean;

/** The events that a buyer is told of, and by which message. */
const TEMPLATE_OF: Readonly<Record<string, TemplateName>> = {
  placed: 'placed',
  confirmed: 'confirmed',
  paid: 'paid',
  payment_reminded: 'payment_reminded',
  partially_shipped: 'partially_shipped',
  shipped: 'shipped',
  out_for_delivery: 'out_for_delivery',
  delivered: 'delivered',
  completed: 'completed',
  cancelled: 'cancelled',
  rejected: 'rejected',
  refund_opened: 'refund_opened',
  refunded: 'refunded',
  exception_parcel_silent: 'parcel_silent',
};

const rejectedAt = ({ review }: OrderHead): string | undefined =>
  review.state === 'rejected' ? review.decidedAt : undefined;

/**
 * Where another message says the same: events of one commit share their instant, which the head keeps, so nothing
 * more has to be read. And what was overtaken while the news waited is not told any more.
 */
const SUPERSEDED: Readonly<Record<string, Superseded>> = {
  placed: (at, head) => head.cancelledAt === at,
  confirmed: (at, head) => head.placedAt === at || head.paidAt === at,
  paid: (at, head) => head.placedAt === at,
  payment_reminded: (_, head) => head.status !== 'open' || dueOf(head.totals) <= 0,
  out_for_delivery: (_, head) => head.deliveredAt !== undefined,
  cancelled: (at, head) => rejectedAt(head) === at,
  refund_opened: (at, head) => head.cancelledAt === at || rejectedAt(head) === at,
};

const owesMoney = (head: OrderHead): boolean =>
  head.status === 'open' && head.paymentTerms === 'prepaid' && dueOf(head.totals) > 0;

/** Which message an event makes, if any: the buyer is told everything, and nothing twice. */
export const chooseTemplate = ({ type, at }: News, head: OrderHead): TemplateName | undefined => {
  const template = TEMPLATE_OF[type];
  if (!template || SUPERSEDED[type]?.(at, head)) return undefined;
  return template === 'placed' && owesMoney(head) ? 'placed_to_pay' : template;
};
