import { partId } from '../kernel/ids.ts';
import { type Money, money } from '../kernel/money.ts';
import { isProblem, type Problem, problem, validationFailed } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import { dueOf } from '../orders/derive-axes.ts';
import { nextDueOf } from '../orders/next-due.ts';
import { nextOrder } from '../orders/next-order.ts';
import type { Order } from '../orders/order.ts';
import type { Payment, PaymentMethod } from '../orders/payment.ts';
import { notPossible } from '../orders/possible-operations.ts';
import { termsAllow } from './payment-methods.ts';

/** Attempts that an order keeps; who failed twenty times is helped by a person. */
const MAX_PAYMENTS = 20;

export type OpenPaymentCommand = { method: Exclude<PaymentMethod, 'channel'>; amount?: Money | undefined };

/**
 * Opens a payment of what is due, or of a part. Several may be open at once (the buyer tried a card, then another);
 * should more than one succeed, the excess goes back by itself. Nothing of the order changes but its version.
 */
export const openPayment = (
  order: Order,
  { method, amount }: OpenPaymentCommand,
  { at, actor, policy }: DecisionContext,
): Decision | Problem => {
  const refused = whyNot(order, method);
  if (refused) return refused;
  const asked = amountOf(order, amount);
  if (isProblem(asked)) return asked;
  const payment: Payment = {
    id: partId('pay', order.head.id, order.payments.length + 1),
    version: 1,
    orderId: order.head.id,
    method,
    status: 'pending',
    amount: asked,
    createdAt: at,
  };
  return {
    // The head takes part, so that no payment is left behind by an order that ends, or ends in another, at this moment.
    next: nextOrder(order, { payments: [...order.payments, payment] }, at, (next) => nextDueOf(next, policy)),
    events: [{ type: 'payment_opened', at, actor, data: { paymentId: payment.id, method, amount: asked } }],
  };
};

const whyNot = (order: Order, method: PaymentMethod): Problem | undefined => {
  const { head, payments } = order;
  if (head.status !== 'open') return notPossible(order, head.status, `The order is ${head.status}.`);
  if (dueOf(head.totals) <= 0) return notPossible(order, head.payment, 'Nothing is due.');
  if (!termsAllow(method, head.paymentTerms))
    return validationFailed([
      {
        path: '/method',
        code: 'not_agreed',
        message: `is not how this order is paid; its terms are ${head.paymentTerms}`,
      },
    ]);
  return payments.length < MAX_PAYMENTS
    ? undefined
    : problem(409, 'too_many_payments', 'Too many payments', {
        detail: `An order keeps at most ${MAX_PAYMENTS} payments.`,
      });
};

const amountOf = ({ head }: Order, amount: Money | undefined): Money | Problem => {
  const due = dueOf(head.totals);
  if (amount === undefined) return money(due, head.currency);
  const wrong = (path: string, code: string, message: string) => validationFailed([{ path, code, message }]);
  if (amount.currency !== head.currency)
    return wrong('/amount/currency', 'wrong_currency', `is not the order's currency, ${head.currency}`);
  if (amount.amount <= 0) return wrong('/amount/amount', 'too_small', 'is nothing');
  if (amount.amount > due) return wrong('/amount/amount', 'more_than_due', `is more than the ${due} due`);
  return amount;
};
