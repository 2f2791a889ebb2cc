import { dueOf } from '../orders/derive-axes.ts';
import type { OrderHead } from '../orders/order.ts';
import { BUYER_TEMPLATES, type BuyerTemplate } from './template.ts';

/** What of an event a notification needs. */
export type News = {
  eventId: string;
  type: string;
  at: string;
  orderId: string;
  /** The order's version after it. */
  version?: number | undefined;
  actor?: string;
  data: Readonly<Record<string, unknown>>;
};

type Superseded = (news: News, head: OrderHead) => boolean;

/** The events that a buyer is told of, and by which message. */
const TEMPLATE_OF: Readonly<Record<string, BuyerTemplate>> = {
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
  ready_for_pickup: 'ready_for_pickup',
  pickup_reminded: 'pickup_reminded',
  amended: 'amended',
  split: 'split',
  merged: 'merged',
  held: 'address_unclear',
  backordered: 'backordered',
  backorder_delayed: 'backorder_delayed',
  backorder_filled: 'backorder_filled',
  production_started: 'production_started',
  production_delayed: 'production_delayed',
  confirmation_requested: 'confirmation_asked',
};

/** What a buyer would notice of an amendment; notes for the warehouse or the seller are none of it. */
const NOTICED = ['lines', 'shippingAddress', 'customer', 'delivery'];

const isNoticed = ({ changed }: News['data']): boolean =>
  Array.isArray(changed) && changed.some((part) => NOTICED.includes(part));

const rejectedAt = ({ review }: OrderHead): string | undefined =>
  review.state === 'rejected' ? review.decidedAt : undefined;

/**
 * Where another message says the same: events of one commit share their instant, which the head keeps, so nothing
 * more has to be read. And what was overtaken while the news waited is not told any more.
 */
const SUPERSEDED: Readonly<Record<string, Superseded>> = {
  placed: ({ at }, head) => head.cancelledAt === at,
  confirmed: ({ at }, head) => head.placedAt === at || head.paidAt === at,
  paid: ({ at }, head) => head.placedAt === at,
  payment_reminded: (_, head) => head.status !== 'open' || dueOf(head.totals) <= 0,
  // Fetched: it has left and arrived in one.
  shipped: ({ at }, head) => head.deliveredAt === at,
  pickup_reminded: (_, head) => head.status !== 'open' || head.deliveredAt !== undefined,
  out_for_delivery: (_, head) => head.deliveredAt !== undefined,
  cancelled: ({ at }, head) => rejectedAt(head) === at,
  refund_opened: ({ at }, head) => head.cancelledAt === at || rejectedAt(head) === at,
  amended: ({ data }, head) => head.status !== 'open' || !isNoticed(data),
  // Told once of a family: of the order that was divided, of the one that goes on.
  split: ({ data }, head) => head.status !== 'open' || data.into === undefined,
  merged: ({ data }, head) => head.status !== 'open' || data.absorbed === undefined,
  backordered: (_, head) => head.status !== 'open',
  backorder_delayed: (_, head) => head.status !== 'open',
  // Told when nothing is left to wait for.
  backorder_filled: ({ data }, head) => head.status !== 'open' || data.complete !== true,
  production_started: (_, head) => head.status !== 'open',
  production_delayed: (_, head) => head.status !== 'open',
  // What people of the merchant's confirm among themselves is no matter of the buyer's.
  confirmation_requested: ({ data: { ofBuyer } }, head) => head.status !== 'open' || ofBuyer !== true,
  // Of all reasons to wait, the buyer can answer the doubt about the address (G4).
  held: ({ data: { kind, holdId } }, head) =>
    head.status !== 'open' || kind !== 'address' || !head.holds.some(({ id }) => id === holdId),
};

const owesMoney = (head: OrderHead): boolean =>
  head.status === 'open' && head.paymentTerms === 'prepaid' && dueOf(head.totals) > 0;

/** Which message an event makes, if any: the buyer is told everything, and nothing twice. */
export const chooseTemplate = (news: News, head: OrderHead): BuyerTemplate | undefined => {
  const { type, data } = news;
  // A rule of the merchant's knows best what it asks for.
  if (type === 'notification_requested' && data.to === 'customer')
    return BUYER_TEMPLATES.find((name) => name === data.template);
  const template = TEMPLATE_OF[type];
  if (!template || SUPERSEDED[type]?.(news, head)) return undefined;
  return template === 'placed' && owesMoney(head) ? 'placed_to_pay' : template;
};
