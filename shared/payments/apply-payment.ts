import { notFound, type Problem } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import type { Order } from '../orders/order.ts';
import type { Payment } from '../orders/payment.ts';
import type { PaymentNews } from './payment-events.ts';
import { receivePayment } from './receive-payment.ts';
import { fits, refusedEvent, refuseNews } from './refuse-news.ts';

/**
 * Applies a provider's news of a payment, in whatever order and however often it comes: booked once, and only the sum
 * that was asked for; another sum is refused where people see it; a success after a failure is real money.
 */
export const applyPayment = (
  order: Order,
  news: PaymentNews,
  context: DecisionContext,
): Decision | Problem | 'nothing' => {
  const payment = order.payments.find(({ id }) => id === news.paymentId);
  if (!payment) return notFound('payment');
  if (news.event === 'payment.failed') return fail(order, payment, news, context);
  if (!fits(news, payment.charged ?? payment.amount)) return refuse(order, payment, news, context);
  if (payment.status === 'succeeded') return 'nothing';
  return receivePayment(order, payment, news.providerReference, context);
};

const replaced = (order: Order, payment: Payment): Order => ({
  ...order,
  payments: order.payments.map((each) => (each.id === payment.id ? payment : each)),
});

const fail = (
  order: Order,
  payment: Payment,
  { providerReference }: PaymentNews,
  { at, actor }: DecisionContext,
): Decision | 'nothing' => {
  if (payment.status !== 'pending') return 'nothing';
  const failed: Payment = { ...payment, status: 'failed', providerReference, version: payment.version + 1 };
  return {
    next: replaced(order, failed),
    events: [{ type: 'payment_failed', at, actor, data: { paymentId: payment.id, providerReference } }],
  };
};

const refuse = (
  order: Order,
  payment: Payment,
  news: PaymentNews,
  context: DecisionContext,
): Decision | 'nothing' => {
  const noted = refuseNews(payment, news, context);
  if (!noted) return 'nothing';
  const subject = { paymentId: payment.id };
  return {
    next: replaced(order, noted),
    events: [refusedEvent('exception_payment_mismatch', subject, payment.amount, news, context)],
  };
};
