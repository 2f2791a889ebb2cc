import { isProblem } from '../../../shared/kernel/problem.ts';
import type { DecisionContext } from '../../../shared/orders/decision.ts';
import type { Order, OrderHead } from '../../../shared/orders/order.ts';
import { policySchema } from '../../../shared/policies/policy.ts';
import { remindOrCancel } from '../../../shared/sweeps/remind-or-cancel.ts';
import { aContext, anOrder, aPayment } from '../../builders/an-order.ts';

/** The builder's order was placed at this hour 0. */
const hour = (hours: number): string => new Date(Date.UTC(2024, 6, 1) + hours * 3_600_000).toISOString();
const at = async (hours: number): Promise<DecisionContext> => ({ ...(await aContext()), at: hour(hours) });
const totals = { goods: 3980, discount: 0, shipping: 0, tax: 0, grand: 3980, paid: 0, refunded: 0 };
const unpaid = (head: Partial<OrderHead> = {}): Order => anOrder({ head });

const swept = async (order: Order, hours: number) => {
  const decision = remindOrCancel(order, await at(hours));
  if (decision === 'nothing' || isProblem(decision)) throw new Error('nothing was due');
  return decision;
};

describe('an unpaid order', () => {
  it.each([
    [-1000, 0, 'nothing'],
    [0.99, 0, 'nothing'],
    [1, 0, 1],
    [1, 1, 'nothing'],
    [23.9, 1, 'nothing'],
    [24, 1, 2],
    [30, 0, 2],
    [47, 2, 3],
    [47.5, 0, 3],
    [47.99, 3, 'nothing'],
    [2, 3, 'nothing'],
    [48, 3, 'cancelled'],
    [48, 0, 'cancelled'],
    [1_000_000, 0, 'cancelled'],
  ])('%d hours after placing, with %i reminders given: %s', async (hours, reminders, outcome) => {
    const decision = remindOrCancel(unpaid({ reminders }), await at(hours));
    if (outcome === 'nothing') return expect(decision).toBe('nothing');
    const { next, events } = await swept(unpaid({ reminders }), hours);
    if (outcome === 'cancelled') {
      expect(events).toMatchObject([{ type: 'cancelled', data: { reason: 'not paid in time' } }]);
      return expect(next.head).toMatchObject({ stage: 'cancelled', cancelledAt: hour(hours) });
    }
    expect(events).toMatchObject([
      {
        type: 'payment_reminded',
        at: hour(hours),
        data: { reminder: outcome, of: 3, due: { amount: 3980, currency: 'CNY' }, cancelsAt: hour(48) },
      },
    ]);
    expect(next.head).toMatchObject({
      reminders: outcome,
      dueAt: hour([1, 24, 47, 48][Number(outcome)] ?? 0),
    });
  });

  it('that is partly paid gets its money back when it ends', async () => {
    const payment = aPayment({ amount: { amount: 1000, currency: 'CNY' } });
    const order = anOrder({ head: { totals: { ...totals, paid: 1000 } }, payments: [payment] });
    const { next, events } = await swept(order, 49);
    expect(events.map(({ type }) => type)).toEqual(['cancelled', 'refund_opened']);
    expect(next.refunds).toMatchObject([{ amount: { amount: 1000 } }]);
  });

  it.each([
    ['paid meanwhile', unpaid({ totals: { ...totals, paid: 3980 } })],
    ['confirmed and paid', unpaid({ totals: { ...totals, paid: 3980 }, confirmation: 'confirmed' })],
    ['cancelled', unpaid({ status: 'cancelled' })],
    ['completed', unpaid({ status: 'completed' })],
    ['to be paid at the door', unpaid({ paymentTerms: 'cod' })],
  ])('is left alone when it is %s', async (_, order) => {
    expect(remindOrCancel(order, await at(1_000_000))).toBe('nothing');
  });

  it('keeps to its shop’s own hours', async () => {
    const policy = policySchema.parse({ payment: { remindAfterHours: [10, 2, 50], cancelAfterHours: 12 } });
    const decide = async (hours: number) => remindOrCancel(unpaid(), { ...(await at(hours)), policy });
    expect(await decide(1.9)).toBe('nothing');
    expect(await decide(2)).toMatchObject({
      events: [{ data: { reminder: 1, of: 2, cancelsAt: hour(12) } }],
    });
    expect(await decide(12)).toMatchObject({ events: [{ type: 'cancelled' }] });
  });

  it('is reminded once for each hour however often and in what order the sweeps run', async () => {
    const runs = [24, 1, 24, 47, 1, 24.5, 47, 2];
    let order = unpaid();
    const given: unknown[] = [];
    for (const hours of runs) {
      const decision = remindOrCancel(order, await at(hours));
      if (decision === 'nothing' || isProblem(decision)) continue;
      order = decision.next;
      given.push(...decision.events.map(({ data }) => data?.reminder));
    }
    expect(given).toEqual([2, 3]);
  });
});
