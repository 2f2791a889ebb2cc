import type { Decision, DecisionContext } from '../orders/decision.ts';
import { dueOf } from '../orders/derive-axes.ts';
import { markPaid } from '../orders/mark-paid.ts';
import { nextDueOf } from '../orders/next-due.ts';
import { nextOrder } from '../orders/next-order.ts';
import { openRefunds } from '../orders/open-refunds.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-events.ts';
import type { Payment } from '../orders/payment.ts';
import { reviewOrder } from '../orders/review-order.ts';

/**
 * Books money that has arrived; the one path for providers, people and channels. Real money is never refused: what an
 * ended order gets, or what is more than was due, is booked and goes back at once. Whoever calls has made sure that
 * the payment was not booked before.
 */
export const receivePayment = (
  order: Order,
  payment: Payment,
  providerReference: string,
  context: DecisionContext,
): Decision => {
  const { at, actor, policy } = context;
  const { id: paymentId, method, amount } = payment;
  const booked = book(order, { ...payment, providerReference, status: 'succeeded', succeededAt: at });
  const received: OrderEvent = {
    type: 'payment_received',
    at,
    actor,
    data: { paymentId, method, amount, providerReference },
  };
  const { order: paid, events: firstPaid } = markPaid(booked, context);
  const excess = paid.head.status !== 'cancelled';
  const back = openRefunds(paid, excessOf(paid, amount.amount), {
    reason: reasonOf(paid),
    at,
    actor,
    excess,
  });
  const returning = { ...paid, refunds: back.refunds };
  const reviewed =
    dueOf(paid.head.totals) <= 0 ? reviewOrder(returning, context) : { order: returning, events: [] };
  return {
    next: nextOrder(reviewed.order, {}, at, (next) => nextDueOf(next, policy)),
    events: [received, ...firstPaid, ...back.events, ...reviewed.events],
  };
};

const book = (order: Order, payment: Payment): Order => {
  const { totals } = order.head;
  return {
    ...order,
    head: { ...order.head, totals: { ...totals, paid: totals.paid + payment.amount.amount } },
    payments: order.payments.map((each) =>
      each.id === payment.id ? { ...payment, version: payment.version + 1 } : each,
    ),
  };
};

/** How much of the money just booked is too much: beyond what is due, and beyond what is already on its way back. */
const excessOf = ({ head, refunds }: Order, justBooked: number): number => {
  const onItsWay = refunds
    .filter((refund) => refund.status === 'pending')
    .reduce((sum, refund) => sum + refund.amount.amount, 0);
  const wanted = head.status === 'cancelled' ? 0 : head.totals.grand;
  const kept = head.totals.paid - head.totals.refunded - onItsWay;
  return Math.max(0, Math.min(justBooked, kept - wanted));
};

const reasonOf = ({ head }: Order): string =>
  head.status === 'cancelled' ? 'paid after the order was cancelled' : 'paid more than was due';
