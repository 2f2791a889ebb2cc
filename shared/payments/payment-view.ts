import type { Order } from '../orders/order.ts';
import type { Payment, Refund } from '../orders/payment.ts';
import { paidByHand } from './payment-methods.ts';

/** Where the simulated provider's messages are taken in. */
const SIMULATOR = '/v1/webhooks/payments/simulator';

/** How an open payment is paid; undefined where there is nothing for the buyer to do now. */
const actionOf = ({ head }: Order, { id, method, status, amount }: Payment) => {
  if (status !== 'pending' || method === 'cod' || method === 'channel') return undefined;
  if (paidByHand(method)) return { type: 'transfer' as const, reference: head.number };
  return {
    type: 'simulator' as const,
    webhook: SIMULATOR,
    event: { event: 'payment.succeeded', paymentId: id, amount: amount.amount, currency: amount.currency },
  };
};

/** A payment as its operations answer it. */
export const paymentView = (order: Order, payment: Payment) => {
  const { version: _, orderId: __, ...shown } = payment;
  const action = actionOf(order, payment);
  return action ? { ...shown, action } : shown;
};

/** A refund as its operations answer it. */
export const refundView = ({ version: _, orderId: __, ...shown }: Refund) => shown;

/** Several refunds of one request: the first, and the others beside it. */
export const refundsView = ([first, ...others]: readonly Refund[]) => {
  if (!first) throw new Error('A refund that was granted opened nothing.');
  return { ...refundView(first), others: others.map(refundView) };
};

/** The payment of this id as its operations answer it, in an order that is known to have it. */
export const paymentViewOf = (order: Order, paymentId: string) => {
  const payment = order.payments.find(({ id }) => id === paymentId);
  if (!payment) throw new Error(`The order has no payment ${paymentId}.`);
  return paymentView(order, payment);
};

/** The refund of this id as its operations answer it, in an order that is known to have it. */
export const refundViewOf = (order: Order, refundId: string) => {
  const refund = order.refunds.find(({ id }) => id === refundId);
  if (!refund) throw new Error(`The order has no refund ${refundId}.`);
  return refundView(refund);
};
