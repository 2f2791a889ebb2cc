import { illegalTransition, notFound, type Problem } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import { nextDueOf } from '../orders/next-due.ts';
import { nextOrder } from '../orders/next-order.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-events.ts';
import type { Refund } from '../orders/payment.ts';
import { restartClock } from '../orders/restart-clock.ts';
import { paidByHand } from './payment-methods.ts';
import { refundExceedsCaptured } from './request-refund.ts';

/** Whether a refund would give back more of its payment than was ever captured, counting what has gone back. */
export const exceedsPayment = ({ payments, refunds }: Order, refund: Refund): boolean => {
  const payment = payments.find(({ id, status }) => id === refund.paymentId && status === 'succeeded');
  const gone = refunds
    .filter(({ paymentId, status }) => paymentId === refund.paymentId && status === 'succeeded')
    .reduce((sum, { amount }) => sum + amount.amount, 0);
  return gone + refund.amount.amount > (payment?.amount.amount ?? 0);
};

/** Books money that has gone back; the one path for providers and people. The caller has checked that it may. */
export const settleRefund = (
  order: Order,
  refund: Refund,
  providerReference: string,
  { at, actor, policy }: DecisionContext,
): Decision => {
  const { totals } = order.head;
  const { id: refundId, paymentId, amount, reason } = refund;
  const settled: Refund = {
    ...refund,
    status: 'succeeded',
    providerReference,
    settledAt: at,
    version: refund.version + 1,
  };
  const refunded: OrderEvent = {
    type: 'refunded',
    at,
    actor,
    data: { refundId, paymentId, amount, reason, providerReference },
  };
  const booked: Order = {
    ...order,
    head: {
      ...order.head,
      totals: {
        ...totals,
        refunded: totals.refunded + amount.amount,
        ...(refund.excess ? { excess: (totals.excess ?? 0) + amount.amount } : {}),
      },
    },
    refunds: order.refunds.map((each) => (each.id === refundId ? settled : each)),
  };
  return {
    // A refund that was called back and paid out all the same leaves something due, from now on.
    next: nextOrder(order, refund.excess ? restartClock(order, booked, at) : booked, at, (next) =>
      nextDueOf(next, policy),
    ),
    events: [refunded],
  };
};

/** Books what a person gave back: by transfer, in cash, or through a channel. The same reference again is the same money. */
export const settleRefundByHand = (
  order: Order,
  refundId: string,
  reference: string,
  context: DecisionContext,
): Decision | Problem | 'nothing' => {
  const refund = order.refunds.find(({ id }) => id === refundId);
  if (!refund) return notFound('refund');
  if (!paidByHand(refund.method))
    return illegalTransition(refund.status, [], `The provider tells when a ${refund.method} refund is done.`);
  if (refund.status === 'succeeded')
    return refund.providerReference === reference
      ? 'nothing'
      : illegalTransition('succeeded', [], 'The refund is already recorded, with another reference.');
  if (exceedsPayment(order, refund)) return refundExceedsCaptured(order);
  return settleRefund(order, refund, reference, context);
};
