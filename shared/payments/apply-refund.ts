import { notFound, type Problem } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import { nextDueOf } from '../orders/next-due.ts';
import { nextOrder } from '../orders/next-order.ts';
import type { Order } from '../orders/order.ts';
import type { Refund } from '../orders/payment.ts';
import type { RefundNews } from './payment-events.ts';
import { fits, refusedEvent, refuseNews } from './refuse-news.ts';
import { exceedsPayment, settleRefund } from './settle-refund.ts';

/**
 * Applies a provider's news of a refund, in whatever order and however often it comes: booked once, only the sum that
 * was asked for, and never beyond what its payment brought. What does not fit is refused where people see it.
 */
export const applyRefund = (
  order: Order,
  news: RefundNews,
  context: DecisionContext,
): Decision | Problem | 'nothing' => {
  const refund = order.refunds.find(({ id }) => id === news.refundId);
  if (!refund) return notFound('refund');
  if (news.event === 'refund.failed') return fail(order, refund, news, context);
  if (!fits(news, refund.amount)) return refuse(order, refund, news, context);
  if (refund.status === 'succeeded') return 'nothing';
  // Reported as failed, replaced by another refund, and then paid out after all.
  if (exceedsPayment(order, refund)) return refuse(order, refund, news, context);
  return settleRefund(order, refund, news.providerReference, context);
};

const replaced = ({ refunds }: Order, refund: Refund): Refund[] =>
  refunds.map((each) => (each.id === refund.id ? refund : each));

const fail = (
  order: Order,
  refund: Refund,
  { providerReference }: RefundNews,
  { at, actor, policy }: DecisionContext,
): Decision | 'nothing' => {
  if (refund.status !== 'pending') return 'nothing';
  const failed: Refund = { ...refund, status: 'failed', providerReference, version: refund.version + 1 };
  const { id: refundId, paymentId, amount } = refund;
  return {
    next: nextOrder(order, { refunds: replaced(order, failed) }, at, (next) => nextDueOf(next, policy)),
    events: [{ type: 'refund_failed', at, actor, data: { refundId, paymentId, amount, providerReference } }],
  };
};

const refuse = (
  order: Order,
  refund: Refund,
  news: RefundNews,
  context: DecisionContext,
): Decision | 'nothing' => {
  const noted = refuseNews(refund, news, context);
  if (!noted) return 'nothing';
  const subject = { refundId: refund.id, paymentId: refund.paymentId };
  return {
    next: { ...order, refunds: replaced(order, noted) },
    events: [refusedEvent('exception_refund_mismatch', subject, refund.amount, news, context)],
  };
};
