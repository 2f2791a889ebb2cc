import type { Order } from '../../../shared/orders/order.ts';
import type { PaymentMethod } from '../../../shared/orders/payment.ts';
import { applyRefund } from '../../../shared/payments/apply-refund.ts';
import type { RefundNews } from '../../../shared/payments/payment-events.ts';
import { requestRefund } from '../../../shared/payments/request-refund.ts';
import { settleRefundByHand } from '../../../shared/payments/settle-refund.ts';
import { aContext, anOrder, aPayment } from '../../builders/an-order.ts';
import { aRefundNews, decided, typesOf } from './decided.ts';

const totals = { goods: 3980, discount: 0, shipping: 0, tax: 0, grand: 3980, paid: 3980, refunded: 0 };
const refunding = async (amount = 3980, method: PaymentMethod = 'card'): Promise<Order> => {
  const order = anOrder({ head: { totals }, payments: [aPayment({ method })] });
  const command = { amount: { amount, currency: 'CNY' }, reason: 'broken' };
  return (await decided(order, (now, context) => requestRefund(now, command, context))).next;
};
const apply = (order: Order, news: RefundNews) =>
  decided(order, (now, context) => applyRefund(now, news, context));

describe('a refund that the provider tells of', () => {
  it.each([
    [3980, 'refunded', 'refunded'],
    [1000, 'partially_refunded', 'unconfirmed_paid'],
  ])('of %i leaves the order %s', async (amount, payment, stage) => {
    const decision = await apply(await refunding(amount), aRefundNews({ amount }));
    expect(typesOf(decision)).toEqual(['refunded']);
    expect(decision.next.head).toMatchObject({ payment, stage, totals: { refunded: amount } });
    expect(decision.next.refunds).toMatchObject([
      { status: 'succeeded', version: 2, providerReference: 'psp-1' },
    ]);
  });

  it('that failed goes back to where it was', async () => {
    const decision = await apply(await refunding(), aRefundNews({ event: 'refund.failed' }));
    expect(typesOf(decision)).toEqual(['refund_failed']);
    expect(decision.next.head).toMatchObject({ payment: 'paid', totals: { refunded: 0 } });
  });

  it.each(['refund.succeeded', 'refund.failed'] as const)('is booked once when %s follows', async (event) => {
    const { next } = await apply(await refunding(), aRefundNews());
    expect(applyRefund(next, aRefundNews({ event, id: 'again' }), await aContext())).toBe('nothing');
  });

  it('is booked when it was reported as failed before', async () => {
    const failed = await apply(await refunding(), aRefundNews({ event: 'refund.failed' }));
    const late = await apply(failed.next, aRefundNews());
    expect(late.next.head).toMatchObject({ payment: 'refunded', totals: { refunded: 3980 } });
  });

  it('is refused where another refund has given the money back meanwhile', async () => {
    const failed = await apply(await refunding(), aRefundNews({ event: 'refund.failed' }));
    const again = await decided(failed.next, (now, context) => requestRefund(now, { reason: 'x' }, context));
    const second = again.next.refunds[1]?.id ?? '';
    const done = await apply(again.next, aRefundNews({ refundId: second }));
    const late = await apply(done.next, aRefundNews({ providerReference: 'psp-late' }));
    expect(typesOf(late)).toEqual(['exception_refund_mismatch']);
    expect(late.next.head.totals.refunded).toBe(3980);
  });

  it('of another amount is refused once, visibly', async () => {
    const odd = aRefundNews({ amount: 1 });
    const decision = await apply(await refunding(), odd);
    expect(typesOf(decision)).toEqual(['exception_refund_mismatch']);
    expect(decision.next.refunds).toMatchObject([{ status: 'pending', refused: [{ got: { amount: 1 } }] }]);
    expect(applyRefund(decision.next, odd, await aContext())).toBe('nothing');
  });

  it('that is not there is a problem', async () => {
    expect(applyRefund(anOrder(), aRefundNews(), await aContext())).toMatchObject({ code: 'not_found' });
  });
});

describe('a refund that a person has made', () => {
  const id = aRefundNews().refundId;
  const settle = async (order: Order, reference = 'transfer 9') =>
    settleRefundByHand(order, id, reference, await aContext());

  it.each(['transfer', 'cod', 'channel'] as const)('of %s money is booked once', async (method) => {
    const { next } = await decided(await refunding(3980, method), (order, context) =>
      settleRefundByHand(order, id, 'transfer 9', context),
    );
    expect(next.head.stage).toBe('refunded');
    expect(await settle(next)).toBe('nothing');
    expect(await settle(next, 'other')).toMatchObject({ code: 'illegal_transition' });
  });

  it('is left to the provider of a card, and must exist', async () => {
    expect(await settle(await refunding())).toMatchObject({ code: 'illegal_transition' });
    expect(await settle(anOrder())).toMatchObject({ code: 'not_found' });
  });
});
