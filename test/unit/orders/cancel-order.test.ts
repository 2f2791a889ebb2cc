import { isProblem } from '../../../shared/kernel/problem.ts';
import { cancelOrder } from '../../../shared/orders/cancel-order.ts';
import { dueClosings } from '../../../shared/orders/close-reservations.ts';
import type { Decision } from '../../../shared/orders/decision.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { aContext, aFulfilment, anOrder, aPayment } from '../../builders/an-order.ts';

const PAID = { goods: 3980, discount: 0, shipping: 0, tax: 0, grand: 3980, paid: 3980, refunded: 0 };

const cancelled = async (order: Order): Promise<Decision> => {
  const decision = cancelOrder(order, 'changed my mind', await aContext());
  if (isProblem(decision)) throw new Error(`refused: ${decision.detail}`);
  return decision;
};

describe('cancelling an order', () => {
  it('ends an unpaid order, frees its stock and owes nobody anything', async () => {
    const { next, events } = await cancelled(anOrder());
    expect(next.head).toMatchObject({ status: 'cancelled', stage: 'cancelled', version: 2 });
    expect(next.head.dueAt).toBeUndefined();
    expect(dueClosings(next)).toMatchObject([{ how: 'release' }]);
    expect(events.map(({ type }) => type)).toEqual(['cancelled']);
  });

  it('gives back what was paid, to the payment it came from', async () => {
    const { next, events } = await cancelled(anOrder({ head: { totals: PAID }, payments: [aPayment()] }));
    expect(next.head.stage).toBe('refunding');
    expect(next.refunds).toMatchObject([
      { paymentId: aPayment().id, amount: { amount: 3980 }, status: 'pending' },
    ]);
    expect(events.map(({ type }) => type)).toEqual(['cancelled', 'refund_opened']);
  });

  it('gives back only what no earlier refund has given', async () => {
    const first = await cancelled(anOrder({ head: { totals: PAID }, payments: [aPayment()] }));
    const [refund] = first.next.refunds;
    if (!refund) throw new Error('no refund');
    const half = { ...refund, amount: { amount: 1000, currency: 'CNY' } };
    const { next } = await cancelled(
      anOrder({ head: { totals: PAID }, payments: [aPayment()], refunds: [half] }),
    );
    expect(next.refunds.map(({ amount }) => amount.amount)).toEqual([1000, 2980]);
  });

  it('stops fulfilments that have not left, and closes open payments', async () => {
    const { next } = await cancelled(
      anOrder({
        fulfilments: [aFulfilment({ status: 'packed' })],
        payments: [aPayment({ status: 'pending' })],
      }),
    );
    expect(next.fulfilments).toMatchObject([{ status: 'cancelled', version: 2 }]);
    expect(next.payments).toMatchObject([{ status: 'cancelled', version: 2 }]);
  });

  it.each(['shipped', 'delivered'] as const)(
    'is refused once a parcel was %s, with what is possible',
    async (status) => {
      const refusal = cancelOrder(
        anOrder({ fulfilments: [aFulfilment({ status })] }),
        'late',
        await aContext(),
      );
      expect(refusal).toMatchObject({
        status: 409,
        code: 'illegal_transition',
        extra: { state: status, allowed: expect.not.arrayContaining(['cancel']) },
      });
    },
  );

  it.each(['cancelled', 'completed'] as const)('is refused when the order is already %s', async (status) => {
    const refusal = cancelOrder(anOrder({ head: { status } }), 'again', await aContext());
    expect(refusal).toMatchObject({ status: 409, extra: { state: status, allowed: [] } });
  });
});
