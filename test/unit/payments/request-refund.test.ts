import fc from 'fast-check';
import { money } from '../../../shared/kernel/money.ts';
import { isProblem } from '../../../shared/kernel/problem.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { orderView } from '../../../shared/orders/order-view.ts';
import { amountOfLines } from '../../../shared/payments/refund-lines.ts';
import { type RefundCommand, requestRefund } from '../../../shared/payments/request-refund.ts';
import { aContext, anOrder, aPayment } from '../../builders/an-order.ts';
import { decided, typesOf } from './decided.ts';

const totals = { goods: 3980, discount: 0, shipping: 0, tax: 0, grand: 3980, paid: 3980, refunded: 0 };
const paidOrder = (): Order => anOrder({ head: { totals }, payments: [aPayment()] });
const refund = (order: Order, command: Partial<RefundCommand>) =>
  decided(order, (now, context) => requestRefund(now, { reason: 'broken', ...command }, context));
const refused = async (order: Order, command: Partial<RefundCommand>) =>
  requestRefund(order, { reason: 'broken', ...command }, await aContext());
const cny = (amount: number) => money(amount, 'CNY');

describe('giving money back', () => {
  it('gives everything when nothing is said, and takes the head along', async () => {
    const decision = await refund(paidOrder(), {});
    expect(decision.next.refunds).toMatchObject([{ amount: cny(3980), status: 'pending', reason: 'broken' }]);
    expect(decision.next.head).toMatchObject({ stage: 'refunding', version: 2 });
    expect(typesOf(decision)).toEqual(['refund_opened']);
  });

  it('goes back to where it came from: a refund for each payment, the latest first', async () => {
    const at = (succeededAt: string, n: number, amount: number) =>
      aPayment({ id: aPayment().id.replace(/1$/, String(n)), amount: cny(amount), succeededAt });
    const payments = [at('2024-07-01T00:20:00.000Z', 1, 1000), at('2024-07-01T00:10:00.000Z', 2, 2980)];
    const { next } = await refund(anOrder({ head: { totals }, payments }), { amount: cny(1500) });
    expect(next.refunds.map(({ paymentId, amount }) => [paymentId.slice(-1), amount.amount])).toEqual([
      ['1', 1000],
      ['2', 500],
    ]);
  });

  it('never gives beyond what was captured, counting what is on its way', async () => {
    const { next } = await refund(paidOrder(), { amount: cny(3000) });
    expect(await refused(next, { amount: cny(981) })).toMatchObject({
      status: 409,
      code: 'refund_exceeds_captured',
      extra: { refundable: cny(980) },
    });
    const all = await refund(next, {});
    expect(all.next.refunds.map(({ amount }) => amount.amount)).toEqual([3000, 980]);
    expect(await refused(all.next, {})).toMatchObject({
      code: 'illegal_transition',
      extra: { state: 'refunding' },
    });
  });

  it('counts a failed refund as not given', async () => {
    const { next } = await refund(paidOrder(), {});
    const failed = { ...next, refunds: next.refunds.map((each) => ({ ...each, status: 'failed' as const })) };
    expect((await refund(failed, {})).next.refunds).toHaveLength(2);
  });

  it('by line names the gifts that come back with it, which cost nothing', async () => {
    const { lines, ...paid } = paidOrder();
    const [lantern] = lines;
    if (!lantern) throw new Error('There is no line.');
    const terms = { quantity: 1, per: 'each', minQuantity: 1 } as const;
    const candle = {
      ...lantern,
      id: 'lin_2',
      sku: 'CANDLE',
      unitPrice: cny(0),
      total: cny(0),
      gift: { promotionId: 'candle', reason: 'A candle', causes: ['lin_1'], terms },
    };
    const order = { ...paid, lines: [lantern, candle] };
    const one = [{ lineId: 'lin_1', quantity: 1 }];
    const first = await refund(order, { lines: one });
    const both = [...one, { lineId: 'lin_2', quantity: 1 }];
    expect(first.next.refunds).toMatchObject([{ amount: cny(1990), lines: both }]);
    const second = await refund(first.next, { lines: both });
    expect(second.next.refunds.at(-1)).toMatchObject({ amount: cny(1990), lines: both });
    expect(orderView(second.next).lines[1]).toMatchObject({ gift: { comesBack: 2 } });
  });

  it('by line keeps the lines, and the same units are not given back twice', async () => {
    const lines = [{ lineId: 'lin_1', quantity: 1 }];
    const first = await refund(paidOrder(), { lines });
    expect(first.next.refunds).toMatchObject([{ amount: cny(1990), lines }]);
    const second = await refund(first.next, { lines });
    expect(await refused(second.next, { lines })).toMatchObject({
      status: 422,
      errors: [{ path: '/lines/0/quantity' }],
    });
  });

  it.each([
    ['an unknown line', { lines: [{ lineId: 'lin_9', quantity: 1 }] }, '/lines/0/lineId'],
    [
      'a line twice',
      {
        lines: [
          { lineId: 'lin_1', quantity: 1 },
          { lineId: 'lin_1', quantity: 1 },
        ],
      },
      '/lines/1/lineId',
    ],
    ['nothing', { amount: cny(0) }, '/amount/amount'],
    ['another currency', { amount: money(1, 'USD') }, '/amount/currency'],
  ])('refuses %s, at the field', async (_, command, path) => {
    expect(await refused(paidOrder(), command)).toMatchObject({ status: 422, errors: [{ path }] });
  });

  it('refuses when nothing was paid', async () => {
    expect(await refused(anOrder(), {})).toMatchObject({
      code: 'illegal_transition',
      extra: { state: 'unpaid', allowed: expect.arrayContaining(['pay', 'cancel']) },
    });
  });
});

describe('shares of a line', () => {
  it('add up to exactly its total, however its units are divided', () => {
    const cases = fc.record({
      total: fc.integer({ min: 0, max: 1_000_000_000_000 }),
      parts: fc.array(fc.integer({ min: 1, max: 300_000 }), { minLength: 1, maxLength: 8 }),
    });
    fc.assert(
      fc.property(cases, ({ total, parts }) => {
        const quantity = parts.reduce((sum, part) => sum + part, 0);
        const [line] = anOrder().lines;
        if (!line) throw new Error('no line');
        let order = anOrder({ lines: [{ ...line, quantity, total: cny(total) }] });
        let given = 0;
        for (const part of parts) {
          const lines = [{ lineId: line.id, quantity: part }];
          const amount = amountOfLines(order, lines);
          if (isProblem(amount)) throw new Error(amount.code);
          given += amount;
          const done = {
            id: `ref_${order.refunds.length}`,
            version: 1,
            orderId: order.head.id,
            paymentId: aPayment().id,
            method: 'card' as const,
            status: 'succeeded' as const,
            amount: cny(amount),
            reason: 'test',
            createdAt: order.head.placedAt,
            lines,
          };
          order = { ...order, refunds: [...order.refunds, done] };
        }
        expect(given).toBe(total);
      }),
    );
  });
});
