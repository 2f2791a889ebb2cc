import { hasMoreToSend } from './backorder.ts';
import type { Fulfilment } from './fulfilment.ts';
import type { Order, OrderHead } from './order.ts';
import type { FulfilmentAxis, PaymentAxis } from './order-states.ts';
import { awaitedProductions } from './production.ts';
import { stageOf } from './stage.ts';
import { isOnWayToStore } from './to-store.ts';

/** What the buyer still owes, in minor units; negative when they paid too much. */
export const dueOf = (totals: OrderHead['totals']): number => totals.grand - totals.paid + totals.refunded;

/** What was given back on purpose, in minor units; what had been paid beyond the total is not counted. */
export const givenBackOf = ({ refunded, excess = 0 }: OrderHead['totals']): number => refunded - excess;

/** Whether no money is waited for: all is paid, or a part was given back on purpose. */
export const isSettled = (totals: OrderHead['totals']): boolean =>
  dueOf(totals) <= 0 || givenBackOf(totals) > 0;

/** The payment axis, worked out from what was paid, given back, and is being given back. */
export const paymentAxisOf = (order: Pick<Order, 'head' | 'refunds'>): PaymentAxis => {
  const { grand, paid, refunded } = order.head.totals;
  if (order.refunds.some((refund) => refund.status === 'pending')) return 'refunding';
  const kept = paid - refunded;
  const onPurpose = givenBackOf(order.head.totals);
  if (onPurpose > 0 && kept <= 0) return 'refunded';
  if (kept >= grand) return 'paid';
  if (onPurpose > 0) return 'partially_refunded';
  return paid > 0 ? 'partially_paid' : 'unpaid';
};

/** What has left our hands: it is on its way to the buyer, or with them. */
export const isOut = (fulfilment: Fulfilment): boolean =>
  fulfilment.status === 'delivered' || (fulfilment.status === 'shipped' && !isOnWayToStore(fulfilment));
const cameBack = ({ parcels }: Fulfilment): boolean =>
  parcels.length > 0 && parcels.every((parcel) => parcel.status === 'returned');

/**
 * The fulfilment axis, worked out from the order's fulfilments; cancelled ones do not count. Goods that are still being
 * made for it count as one more that is not released; so do, once some of it is sent, goods that it waits for or waited for.
 */
export const fulfilmentAxisOf = (
  fulfilments: readonly Fulfilment[],
  isBeingMade = false,
  isMoreToSend = false,
): FulfilmentAxis => {
  const isAwaited = isBeingMade || isMoreToSend;
  const active = fulfilments.filter((each) => each.status !== 'cancelled');
  if (active.length === 0) return isBeingMade ? 'processing' : 'unprocessed';
  if (active.some((each) => each.status === 'exception')) return 'exception';
  if (active.every(isOut) && !isAwaited) {
    if (active.every(cameBack)) return 'returned';
    const arrived = active.filter((each) => each.status === 'delivered').length;
    if (arrived === active.length) return 'delivered';
    return arrived > 0 ? 'partially_delivered' : 'shipped';
  }
  if (active.some(isOut)) return 'partially_shipped';
  return isAwaited || active.some((each) => each.status === 'allocated') ? 'processing' : 'processed';
};

/** Whether goods of an open order are still being made. */
export const isBeingMade = (order: Pick<Order, 'head' | 'productions'>): boolean =>
  order.head.status === 'open' && awaitedProductions(order).length > 0;

/** The order with its axes and stage brought in line with its facts; every decision ends with it. */
export const withDerivedAxes = (order: Order): Order => {
  const head = {
    ...order.head,
    payment: paymentAxisOf(order),
    fulfilment: fulfilmentAxisOf(order.fulfilments, isBeingMade(order), hasMoreToSend(order)),
  };
  return { ...order, head: { ...head, stage: stageOf(head) } };
};
