import fc from 'fast-check';
import { money } from '../../../../shared/kernel/money.ts';
import { isProblem } from '../../../../shared/kernel/problem.ts';
import { dueOf } from '../../../../shared/orders/derive-axes.ts';
import { type Merge, mergeOrders } from '../../../../shared/orders/merge/merge-orders.ts';
import type { Hold, Order } from '../../../../shared/orders/order.ts';
import type { FulfilmentStatus } from '../../../../shared/orders/order-states.ts';
import { stockDifference } from '../../../../shared/orders/stock-difference.ts';
import { applyPayment } from '../../../../shared/payments/apply-payment.ts';
import { defaultPolicy } from '../../../../shared/policies/policy.ts';
import { aFulfilment, anOrder, aPayment } from '../../../builders/an-order.ts';
import { unitsByLine } from '../amend/desk.ts';

const context = {
  at: '2024-07-01T05:00:00.000Z',
  actor: 'user:desk',
  policy: defaultPolicy(),
  random: Math.random,
  by: { name: 'user:desk', roles: ['admin' as const] },
};
const PAID = { goods: 3980, discount: 0, shipping: 0, tax: 0, grand: 3980, paid: 3980, refunded: 0 };
const ulid = (n: number): string => `01J0000000000000000000000${n}`;

/** The n-th order of the same buyer, an hour after the one before; its parts carry its own id. */
const order = (n: number, change: Parameters<typeof anOrder>[0] = {}): Order => {
  const own = <T extends { id: string; orderId: string }>(part: T): T => ({
    ...part,
    id: part.id.replace(/_[0-9A-Z]{26}_/, `_${ulid(n)}_`),
    orderId: `ord_${ulid(n)}`,
  });
  return anOrder({
    ...change,
    ...(change.payments ? { payments: change.payments.map(own) } : {}),
    ...(change.fulfilments ? { fulfilments: change.fulfilments.map(own) } : {}),
    head: {
      id: `ord_${ulid(n)}`,
      number: `240701-ABC12${n}`,
      placedAt: `2024-07-01T0${n}:00:00.000Z`,
      ...change.head,
    },
  });
};
const paidOrder = (n: number): Order =>
  order(n, {
    head: { totals: PAID, confirmation: 'confirmed', paidAt: '2024-07-01T00:00:00.000Z' },
    payments: [aPayment()],
  });

const merge = (orders: readonly Order[]): Merge => {
  const done = mergeOrders(orders, context);
  if (isProblem(done)) throw new Error(JSON.stringify(done));
  return done;
};

describe('merging orders', () => {
  it('lets the oldest go on with everything, and the others end in it', () => {
    const { survivor, absorbed } = merge([paidOrder(2), paidOrder(1)]);
    const { next } = survivor.decision;
    expect(next.head).toMatchObject({
      id: `ord_${ulid(1)}`,
      stage: 'ready_unprocessed',
      lineCount: 2,
      totals: { grand: 7960, paid: 7960 },
    });
    expect(next.lines.map(({ id }) => id)).toEqual(['lin_1', 'lin_2']);
    expect(next.payments.map(({ id, orderId }) => [id, orderId])).toEqual([
      [`pay_${ulid(1)}_1`, next.head.id],
      [`pay_${ulid(2)}_1`, next.head.id],
    ]);
    expect(next.reservations).toHaveLength(1);
    expect(unitsByLine(next)).toEqual({ lin_1: 2, lin_2: 2 });
    expect(next.body.mergedFrom).toEqual([{ orderId: `ord_${ulid(2)}`, number: '240701-ABC122' }]);
    expect(absorbed[0]?.decision.next).toMatchObject({
      head: { status: 'cancelled', stage: 'cancelled', mergedInto: next.head.id, totals: { paid: 0 } },
      payments: [],
      reservations: [],
    });
  });

  it('books a payment that was opened for an order before it was merged away', () => {
    const open = aPayment({ status: 'pending' });
    const { survivor } = merge([order(1), order(2, { payments: [open] })]);
    const news = {
      id: 'n1',
      event: 'payment.succeeded' as const,
      paymentId: `pay_${ulid(2)}_1`,
      amount: 3980,
      currency: 'CNY',
      providerReference: 'ref',
      occurredAt: context.at,
    };
    const booked = applyPayment(survivor.decision.next, news, context);
    expect(booked).toMatchObject({ next: { head: { payment: 'partially_paid', totals: { paid: 3980 } } } });
  });

  it('gives a buyer who had paid for one the time to pay for the other', () => {
    const { survivor } = merge([paidOrder(1), order(2, { head: { confirmation: 'confirmed' } })]);
    expect(survivor.decision.next.head).toMatchObject({
      stage: 'confirmed_unpaid',
      owedSince: context.at,
      reminders: 0,
    });
  });

  it('joins holds and notes, each once', () => {
    const hold = (id: string): Hold => ({
      id,
      kind: 'manual',
      reason: 'x',
      placedBy: 'x',
      placedAt: context.at,
    });
    const noted = (n: number, buyerNote: string, ...ids: string[]) =>
      order(n, { head: { holds: ids.map(hold) }, body: { ...anOrder().body, buyerNote } });
    const { next } = merge([noted(1, 'ring', 'a'), noted(2, 'ring', 'a', 'b'), noted(3, 'knock')]).survivor
      .decision;
    expect(next.head.holds.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(next.body.buyerNote).toBe('ring\nknock');
  });

  const others: [string, Order][] = [
    ['customer', order(2, { head: { customerId: 'cus_other' } })],
    [
      'shippingAddress',
      order(2, {
        body: { ...anOrder().body, shippingAddress: { ...anOrder().body.shippingAddress, line1: 'x' } },
      }),
    ],
    ['channel', order(2, { head: { shopId: 'other' } })],
    ['currency', order(2, { head: { currency: 'EUR' } })],
    ['paymentTerms', order(2, { head: { paymentTerms: 'cod' } })],
    ['confirmation', order(2, { head: { confirmation: 'confirmed' } })],
  ];
  it.each(others)('is refused for orders with another %s, which is named', (what, other) => {
    expect(mergeOrders([order(1), other], context)).toMatchObject({
      code: 'not_mergeable',
      extra: { conflicts: [{ orderId: other.head.id, differs: [what] }] },
    });
  });

  it.each(['cancelled', 'completed'] as const)('is refused when one is %s, which is named', (status) => {
    expect(mergeOrders([order(1), order(2, { head: { status } })], context)).toMatchObject({
      code: 'illegal_transition',
      extra: { state: status, orderId: `ord_${ulid(2)}` },
    });
  });

  const states: [FulfilmentStatus, boolean][] = [
    ['allocated', true],
    ['released', true],
    ['exception', false],
    ['picked', false],
    ['packed', false],
    ['waybilled', false],
    ['shipped', false],
    ['delivered', false],
    ['cancelled', true],
  ];
  it.each(states)('while a fulfilment of one is %s: %s', (status, possible) => {
    const done = mergeOrders([order(1), order(2, { fulfilments: [aFulfilment({ status })] })], context);
    expect(isProblem(done)).toBe(!possible);
  });
});

describe('any merge', () => {
  const anyOrder = fc.record({
    quantity: fc.integer({ min: 1, max: 9 }),
    price: fc.nat(3333),
    shipping: fc.nat(900),
    paid: fc.nat(100),
    place: fc.constantFrom('main', 'north'),
  });

  it('loses neither a cent nor a unit, and moves no stock', () => {
    fc.assert(
      fc.property(fc.array(anyOrder, { minLength: 2, maxLength: 8 }), (plans) => {
        const orders = plans.map(({ quantity, price, shipping, paid, place }, at) => {
          const [line] = anOrder().lines;
          const goods = quantity * price;
          const grand = goods + shipping;
          const received = Math.floor((grand * paid) / 100);
          if (!line) throw new Error('no line');
          return order(at + 1, {
            lines: [{ ...line, quantity, unitPrice: money(price, 'CNY'), total: money(goods, 'CNY') }],
            head: { totals: { goods, discount: 0, shipping, tax: 0, grand, paid: received, refunded: 0 } },
            payments: received > 0 ? [aPayment({ amount: money(received, 'CNY') })] : [],
            reservations: [
              {
                fulfilment: 1,
                page: 1,
                locationId: place,
                units: [{ lineId: 'lin_1', sku: 'LANTERN', shard: 0, quantity }],
              },
            ],
          });
        });
        const { survivor, absorbed } = merge(orders);
        const after = [survivor, ...absorbed].map(({ decision }) => decision.next);
        const { head } = survivor.decision.next;
        const sum = (of: (each: Order) => number): number => orders.reduce((all, each) => all + of(each), 0);
        for (const name of ['goods', 'discount', 'shipping', 'tax', 'grand', 'paid', 'refunded'] as const)
          expect([name, head.totals[name]]).toEqual([name, sum((each) => each.head.totals[name])]);
        expect(dueOf(head.totals)).toBe(sum((each) => dueOf(each.head.totals)));
        const pages = (all: readonly Order[]) => all.flatMap(({ reservations }) => reservations);
        expect(stockDifference(pages(orders), pages(after), 'x')).toEqual([]);
        expect(Object.values(unitsByLine(survivor.decision.next)).reduce((a, b) => a + b, 0)).toBe(
          sum(({ lines }) => lines[0]?.quantity ?? 0),
        );
      }),
      { numRuns: 200 },
    );
  });
});
