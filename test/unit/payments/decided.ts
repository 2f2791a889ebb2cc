import { isProblem } from '../../../shared/kernel/problem.ts';
import type { Decide, Decision } from '../../../shared/orders/decision.ts';
import type { Order } from '../../../shared/orders/order.ts';
import type { PaymentNews, RefundNews } from '../../../shared/payments/payment-events.ts';
import { aContext, aPayment } from '../../builders/an-order.ts';

/** What a decision changes; a test that gets anything else fails with the reason. */
export const decided = async (order: Order, decide: Decide): Promise<Decision> => {
  const decision = decide(order, await aContext());
  if (decision === 'nothing') throw new Error('nothing was decided');
  if (isProblem(decision)) throw new Error(`refused: ${decision.code} ${decision.detail}`);
  return decision;
};

/** The types of what happened, in order. */
export const typesOf = ({ events }: Decision): string[] => events.map(({ type }) => type);

const delivery = {
  id: 'news-1',
  amount: 3980,
  currency: 'CNY',
  providerReference: 'psp-1',
  occurredAt: '2024-07-01T00:59:00.000Z',
};

/** A provider's news of the builder's payment. */
export const aPaymentNews = (change: Partial<PaymentNews> = {}): PaymentNews => ({
  ...delivery,
  event: 'payment.succeeded',
  paymentId: aPayment().id,
  ...change,
});

/** A provider's news of the builder's first refund. */
export const aRefundNews = (change: Partial<RefundNews> = {}): RefundNews => ({
  ...delivery,
  event: 'refund.succeeded',
  refundId: aPayment().id.replace('pay_', 'ref_'),
  ...change,
});
