import type { Money } from '../kernel/money.ts';
import { illegalTransition, notFound, type Problem, problem } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import type { Order } from '../orders/order.ts';
import type { Payment } from '../orders/payment.ts';
import { paidByHand } from './payment-methods.ts';
import { receivePayment } from './receive-payment.ts';
import { fits } from './refuse-news.ts';

export type CaptureCommand = { amount: Money; reference: string };

/**
 * Books money that a person saw arrive: a transfer, cash from the door, a settled bill. The same reference again is
 * the same money; another one for a payment that is booked is refused, because it would be a second payment.
 */
export const capturePayment = (
  order: Order,
  paymentId: string,
  { amount, reference }: CaptureCommand,
  context: DecisionContext,
): Decision | Problem | 'nothing' => {
  const payment = order.payments.find(({ id }) => id === paymentId);
  if (!payment) return notFound('payment');
  if (!paidByHand(payment.method))
    return illegalTransition(
      payment.status,
      [],
      `The provider tells when a ${payment.method} payment is paid.`,
    );
  if (!fits({ ...amount, providerReference: reference }, payment.charged ?? payment.amount))
    return mismatch(payment, amount);
  if (payment.status !== 'succeeded') return receivePayment(order, payment, reference, context);
  return payment.providerReference === reference
    ? 'nothing'
    : illegalTransition('succeeded', [], 'The payment is already recorded, with another reference.');
};

const mismatch = (payment: Payment, got: Money): Problem =>
  problem(409, 'amount_mismatch', 'Not the amount of this payment', {
    detail: 'Nothing was recorded. Open a payment of the amount that arrived, and record that.',
    extra: { expected: payment.amount, got },
  });
