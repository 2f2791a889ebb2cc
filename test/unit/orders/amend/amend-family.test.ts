import { isProblem } from '../../../../shared/kernel/problem.ts';
import { amendOrder } from '../../../../shared/orders/amend/amend-order.ts';
import { itemsOf } from '../../../../shared/orders/amend/items-of.ts';
import type { Order } from '../../../../shared/orders/order.ts';
import { priceOrder } from '../../../../shared/orders/price-order.ts';
import { splitOrder } from '../../../../shared/orders/split/split-order.ts';
import { policySchema } from '../../../../shared/policies/policy.ts';
import { anOrder, aPayment } from '../../../builders/an-order.ts';
import { aDesk, amendContext } from './desk.ts';

const policyOf = (rate: number, pricesIncludeTax = false) =>
  policySchema.parse({ pricing: { pricesIncludeTax, taxRates: { CN: rate }, shippingFee: { CNY: 333 } } });

/** An order of so many at a price of 50, tax added, with a discount, paid in full. */
const netOrder = (quantity: number, discount: number, policy = policyOf(0.07)): Order => {
  const [line] = anOrder().lines;
  if (!line) throw new Error('no line');
  const items = itemsOf([{ ...line, quantity, unitPrice: { amount: 50, currency: 'CNY' } }]);
  const { lines, totals } = priceOrder(items, {
    currency: 'CNY',
    country: 'CN',
    policy,
    channelAmounts: { discount },
  });
  const order = anOrder();
  return {
    ...order,
    lines,
    head: { ...order.head, confirmation: 'confirmed', totals: { ...totals, paid: totals.grand } },
    payments: [aPayment({ amount: { amount: totals.grand, currency: 'CNY' } })],
    reservations: order.reservations.map((page) => ({
      ...page,
      units: page.units.map((unit) => ({ ...unit, quantity })),
    })),
  };
};

const to = (order: Order, quantity: number, policy = policyOf(0.07)): Order => {
  const lines = [{ id: 'lin_1', sku: 'LANTERN', quantity }];
  const decision = amendOrder(order, { lines }, amendContext(aDesk(100).stock(), { policy }));
  if (isProblem(decision) || decision === 'nothing') throw new Error(JSON.stringify(decision));
  return decision.next;
};

describe('an order that was split, raised and lowered again', () => {
  it.each([
    [3, 0],
    [5, 0],
    [7, 11],
    [6, 100],
  ])('%d of one, less %d: each part costs what it did, owes and refunds nothing', (quantity, discount) => {
    const groups = Array.from({ length: quantity }, () => [{ lineId: 'lin_1', quantity: 1 }]);
    const split = splitOrder(
      netOrder(quantity, discount),
      { groups },
      { ...amendContext(new Map(), { policy: policyOf(0.07) }), random: Math.random },
    );
    if (isProblem(split)) throw new Error(JSON.stringify(split));
    for (const { next: part } of [split.original, ...split.others]) {
      const id = part.lines[0]?.id ?? '';
      const there = amendOrder(
        part,
        { lines: [{ id, sku: 'LANTERN', quantity: 4 }] },
        amendContext(aDesk(100).stock(), { policy: policyOf(0.07) }),
      );
      if (isProblem(there) || there === 'nothing') throw new Error(JSON.stringify(there));
      const back = amendOrder(
        there.next,
        { lines: [{ id, sku: 'LANTERN', quantity: 1 }] },
        amendContext(aDesk(100).stock(), { policy: policyOf(0.07) }),
      );
      if (isProblem(back) || back === 'nothing') throw new Error(JSON.stringify(back));
      expect(back.next.head.totals).toEqual(part.head.totals);
      expect(back.next.refunds).toEqual(part.refunds);
      expect(back.next.head.payment).toBe('paid');
    }
  });
});

describe('an order raised and lowered again after the tax changed', () => {
  it.each([true, false])('costs what it did (tax in its prices: %s)', (included) => {
    const order = netOrder(3, 10, policyOf(0.07, included));
    const now = policyOf(0.19, included);
    const raised = to(order, 5, now);
    expect(raised.head.totals.grand).toBeGreaterThan(order.head.totals.grand);
    expect(to(raised, 3, now).head.totals).toEqual(order.head.totals);
  });
});
