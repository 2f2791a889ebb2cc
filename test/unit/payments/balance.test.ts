import fc from 'fast-check';
import { isProblem } from '../../../shared/kernel/problem.ts';
import { cancelOrder } from '../../../shared/orders/cancel-order.ts';
import type { Decide, DecisionContext } from '../../../shared/orders/decision.ts';
import { withDerivedAxes } from '../../../shared/orders/derive-axes.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { allows, PAYMENT } from '../../../shared/orders/order-states.ts';
import { orderView } from '../../../shared/orders/order-view.ts';
import { applyPayment } from '../../../shared/payments/apply-payment.ts';
import { applyRefund } from '../../../shared/payments/apply-refund.ts';
import { openPayment } from '../../../shared/payments/open-payment.ts';
import { requestRefund } from '../../../shared/payments/request-refund.ts';
import { aContext, anOrder } from '../../builders/an-order.ts';
import { aPaymentNews, aRefundNews } from './decided.ts';

const part = fc.integer({ min: 0, max: 5 });
const amount = fc.oneof(fc.constant('fitting' as const), fc.integer({ min: 0, max: 5000 }));

/** What may happen to an order's money; parts are named by their place, and may not exist. */
const happening = fc.oneof(
  fc.record({ what: fc.constant('open' as const), amount: fc.integer({ min: 1, max: 4000 }) }),
  fc.record({
    what: fc.constant('payment' as const),
    part,
    amount,
    event: fc.constantFrom('payment.succeeded' as const, 'payment.failed' as const),
  }),
  fc.record({ what: fc.constant('give back' as const), amount: fc.integer({ min: 1, max: 8000 }) }),
  fc.record({
    what: fc.constant('refund' as const),
    part,
    amount,
    event: fc.constantFrom('refund.succeeded' as const, 'refund.failed' as const),
  }),
  fc.record({ what: fc.constant('cancel' as const) }),
);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

const cny = (of: number) => ({ amount: of, currency: 'CNY' });

const decideOf =
  (each: Happening): Decide =>
  (order, context) => {
    switch (each.what) {
      case 'open':
        return openPayment(order, { method: 'card', amount: cny(each.amount) }, context);
      case 'give back':
        return requestRefund(order, { amount: cny(each.amount), reason: 'test' }, context);
      case 'cancel':
        return cancelOrder(order, 'test', context);
      case 'payment': {
        const payment = order.payments[each.part];
        const sum = each.amount === 'fitting' ? (payment?.amount.amount ?? 0) : each.amount;
        const paymentId = payment?.id ?? aPaymentNews().paymentId.replace(/1$/, '99');
        return applyPayment(order, aPaymentNews({ event: each.event, paymentId, amount: sum }), context);
      }
      case 'refund': {
        const refund = order.refunds[each.part];
        const sum = each.amount === 'fitting' ? (refund?.amount.amount ?? 0) : each.amount;
        const refundId = refund?.id ?? aRefundNews().refundId.replace(/1$/, '99');
        return applyRefund(order, aRefundNews({ event: each.event, refundId, amount: sum }), context);
      }
    }
  };

const sumOf = (parts: readonly { status: string; amount: { amount: number } }[]): number =>
  parts.filter(({ status }) => status === 'succeeded').reduce((sum, each) => sum + each.amount.amount, 0);

const checkBalance = (order: Order): void => {
  const { totals } = order.head;
  expect(totals.paid).toBe(sumOf(order.payments));
  expect(totals.refunded).toBe(sumOf(order.refunds));
  expect(orderView(order).totals.due.amount).toBe(totals.grand - totals.paid + totals.refunded);
  for (const payment of order.payments) {
    const back = sumOf(order.refunds.filter(({ paymentId }) => paymentId === payment.id));
    expect(back).toBeLessThanOrEqual(payment.status === 'succeeded' ? payment.amount.amount : 0);
  }
  expect(withDerivedAxes(order).head).toEqual(order.head);
};

const step = (order: Order, each: Happening, context: DecisionContext): Order => {
  const decision = decideOf(each)(order, context);
  if (decision === 'nothing' || isProblem(decision)) return order;
  const { next } = decision;
  if (next.head.payment !== order.head.payment)
    expect(allows(PAYMENT, order.head.payment, next.head.payment)).toBe(true);
  expect(next.head === order.head || next.head.version === order.head.version + 1).toBe(true);
  checkBalance(next);
  return next;
};

describe('the balance of an order', () => {
  it('holds after any sequence of payments, refunds and news of them, and nothing is given back that did not come', async () => {
    const context = await aContext();
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 30 }), (all) => {
        all.reduce((order, each) => step(order, each, context), anOrder());
      }),
      { numRuns: 500 },
    );
  });

  it('leaves nothing with the merchant of a cancelled order once its refunds are settled', async () => {
    const context = await aContext();
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 20 }), (all) => {
        const lived = all.reduce((order, each) => step(order, each, context), anOrder());
        const ended = step(lived, { what: 'cancel' }, context);
        // A refund that failed is people's work: it is asked for again here.
        const asked = step(ended, { what: 'give back', amount: kept(ended) }, context);
        const settled = asked.refunds.reduce(
          (order, { status }, at) =>
            status === 'pending'
              ? step(
                  order,
                  { what: 'refund', part: at, amount: 'fitting', event: 'refund.succeeded' },
                  context,
                )
              : order,
          asked,
        );
        expect(settled.head.totals.paid - settled.head.totals.refunded).toBe(0);
      }),
    );
  });
});

/** What neither went back nor is on its way. */
const kept = ({ head, refunds }: Order): number =>
  head.totals.paid -
  head.totals.refunded -
  refunds
    .filter(({ status }) => status === 'pending')
    .reduce((sum, { amount: { amount: pending } }) => sum + pending, 0);
