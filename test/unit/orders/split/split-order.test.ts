import fc from 'fast-check';
import { money } from '../../../../shared/kernel/money.ts';
import { isProblem } from '../../../../shared/kernel/problem.ts';
import { dueOf } from '../../../../shared/orders/derive-axes.ts';
import type { Order } from '../../../../shared/orders/order.ts';
import type { FulfilmentStatus } from '../../../../shared/orders/order-states.ts';
import { priceOrder } from '../../../../shared/orders/price-order.ts';
import { type Split, splitOrder } from '../../../../shared/orders/split/split-order.ts';
import type { SplitCommand } from '../../../../shared/orders/split/split-schema.ts';
import { stockDifference } from '../../../../shared/orders/stock-difference.ts';
import { defaultPolicy, policySchema } from '../../../../shared/policies/policy.ts';
import { aFulfilment, anOrder, aPayment } from '../../../builders/an-order.ts';
import { unitsByLine } from '../amend/desk.ts';

const context = {
  at: '2024-07-01T01:00:00.000Z',
  actor: 'user:desk',
  policy: defaultPolicy(),
  random: Math.random,
};
const PAID = { goods: 3980, discount: 0, shipping: 0, tax: 0, grand: 3980, paid: 3980, refunded: 0 };
const paidOrder = (change: Parameters<typeof anOrder>[0] = {}): Order =>
  anOrder({
    payments: [aPayment({ providerReference: 'charge-1' })],
    ...change,
    head: { confirmation: 'confirmed', totals: PAID, paidAt: '2024-07-01T00:00:00.000Z', ...change.head },
  });
const lantern = (quantity: number) => ({ lineId: 'lin_1', quantity });
const halves: SplitCommand = { groups: [[lantern(1)], [lantern(1)]] };

const split = (order: Order, command: SplitCommand = halves): Split => {
  const done = splitOrder(order, command, context);
  if (isProblem(done)) throw new Error(JSON.stringify(done));
  return done;
};
const ordersOf = ({ original, others }: Split): Order[] => [original, ...others].map(({ next }) => next);

describe('splitting an order', () => {
  it('keeps the first group and makes an order of the other, linked both ways', () => {
    const [original, other] = ordersOf(split(paidOrder({ head: { externalId: 'T-1' } })));
    expect(original?.body.splitInto).toEqual([{ orderId: other?.head.id, number: other?.head.number }]);
    expect(other?.body.splitFrom).toEqual({ orderId: original?.head.id, number: original?.head.number });
    expect(other?.head.externalId).toBeUndefined();
    expect(other?.head).toMatchObject({
      version: 1,
      placedAt: original?.head.placedAt,
      stage: 'ready_unprocessed',
    });
  });

  it('gives the other a share of the very payment, so that a refund of it reaches the origin', () => {
    const [original, other] = ordersOf(split(paidOrder()));
    expect(original?.payments).toMatchObject([{ amount: { amount: 1990 }, charged: { amount: 3980 } }]);
    expect(other?.payments).toMatchObject([
      {
        method: 'card',
        amount: { amount: 1990 },
        charged: { amount: 3980 },
        providerReference: 'charge-1',
        shareOf: aPayment().id,
        orderId: other?.head.id,
      },
    ]);
  });

  it('lets the first be handled when the money reaches for it alone', () => {
    const half = anOrder({
      head: { totals: { ...PAID, paid: 2000 } },
      payments: [aPayment({ amount: money(2000, 'CNY') })],
    });
    const done = split(half);
    expect(ordersOf(done).map(({ head }) => [head.payment, head.totals.paid])).toEqual([
      ['paid', 1990],
      ['partially_paid', 10],
    ]);
    expect(done.original.events.map(({ type }) => type)).toEqual(['split', 'paid']);
  });

  it('takes fulfilments back and plans what remains under a number of its own', () => {
    const [original, other] = ordersOf(split(paidOrder({ fulfilments: [aFulfilment()] })));
    expect(original?.fulfilments).toMatchObject([{ status: 'cancelled' }]);
    expect(original?.reservations.map(({ fulfilment }) => fulfilment)).toEqual([2]);
    expect(other?.reservations.map(({ fulfilment }) => fulfilment)).toEqual([1]);
  });

  it('by location: what lies apart goes apart', () => {
    const at = (locationId: string, fulfilment: number) => ({
      fulfilment,
      page: 1,
      locationId,
      units: [{ lineId: 'lin_1', sku: 'LANTERN', shard: 0, quantity: 1 }],
    });
    const order = paidOrder({ reservations: [at('main', 1), at('north', 2)] });
    const [one, two] = ordersOf(split(order, { by: 'location' }));
    expect([one, two].map((each) => each?.reservations.map(({ locationId }) => locationId))).toEqual([
      ['main'],
      ['north'],
    ]);
    expect(splitOrder(paidOrder(), { by: 'location' }, context)).toMatchObject({ code: 'nothing_to_split' });
  });

  it.each([
    [
      'an unknown line',
      [[lantern(1)], [{ lineId: 'lin_7', quantity: 1 }]],
      '/groups/1/0/lineId',
      'unknown_line',
    ],
    [
      'a line twice in a group',
      [[lantern(1), lantern(1)], [lantern(1)]],
      '/groups/0/1/lineId',
      'duplicate_line',
    ],
    ['more than there is', [[lantern(1)], [lantern(2)]], '/groups/1/0/quantity', 'too_many'],
    ['units in no group', [[{ lineId: 'lin_1', quantity: 1 }]], '/groups', 'units_left_over'],
  ])('refuses %s', (_, groups, path, code) => {
    expect(splitOrder(paidOrder(), { groups }, context)).toMatchObject({
      status: 422,
      errors: [{ path, code }],
    });
  });

  it.each(['cancelled', 'completed'] as const)('is refused when the order is %s', (status) => {
    expect(splitOrder(paidOrder({ head: { status } }), halves, context)).toMatchObject({
      code: 'illegal_transition',
      extra: { state: status },
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
  it.each(states)('while a fulfilment is %s: %s', (status, possible) => {
    const done = splitOrder(paidOrder({ fulfilments: [aFulfilment({ status })] }), halves, context);
    expect(isProblem(done)).toBe(!possible);
    if (!possible)
      expect(done).toMatchObject({
        code: 'illegal_transition',
        extra: { allowed: expect.not.arrayContaining(['split']) },
      });
  });
});

const priced = fc.record({
  items: fc.array(
    fc.record({ quantity: fc.integer({ min: 1, max: 9 }), price: fc.integer({ min: 0, max: 3333 }) }),
    { minLength: 1, maxLength: 4 },
  ),
  discount: fc.nat(500),
  shipping: fc.nat(900),
  paid: fc.nat(120),
  net: fc.boolean(),
  cuts: fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 4, maxLength: 4 }),
});

describe('any split', () => {
  it('loses neither a cent nor a unit, and moves no stock', () => {
    fc.assert(
      fc.property(priced, ({ items, discount, shipping, paid, net, cuts }) => {
        const policy = policySchema.parse({ pricing: { taxRates: { CN: 0.13 }, pricesIncludeTax: !net } });
        const goods = items.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
        const { lines, totals } = priceOrder(
          items.map(({ quantity, price }, at) => ({
            id: `lin_${at + 1}`,
            sku: `S${at}`,
            name: 'x',
            quantity,
            unitPrice: money(price, 'CNY'),
          })),
          {
            currency: 'CNY',
            country: 'CN',
            policy,
            channelAmounts: { discount: Math.min(discount, goods), shipping },
          },
        );
        const received = Math.floor((totals.grand * Math.min(paid, 100)) / 100);
        const order = anOrder({
          lines,
          head: { totals: { ...totals, paid: received } },
          payments: received > 0 ? [aPayment({ amount: money(received, 'CNY') })] : [],
          reservations: [
            {
              fulfilment: 1,
              page: 1,
              locationId: 'main',
              units: lines.map(({ id, sku, quantity }) => ({ lineId: id, sku, shard: 0, quantity })),
            },
          ],
        });
        const groups = [0, 1, 2]
          .map((group) =>
            lines.flatMap(({ id, quantity }, at) => {
              const [one, two] = cuts[at] ?? [0, 0];
              const first = Math.min(one, quantity);
              const second = Math.min(two, quantity - first);
              const units = [first, second, quantity - first - second][group] ?? 0;
              return units > 0 ? [{ lineId: id, quantity: units }] : [];
            }),
          )
          .filter((group) => group.length > 0);
        const orders = ordersOf(split(order, { groups }));
        const sum = (of: (each: Order) => number): number => orders.reduce((all, each) => all + of(each), 0);
        for (const name of ['goods', 'discount', 'shipping', 'tax', 'grand', 'paid', 'refunded'] as const)
          expect([name, sum(({ head }) => head.totals[name])]).toEqual([name, order.head.totals[name]]);
        expect(sum(({ head }) => dueOf(head.totals))).toBe(dueOf(order.head.totals));
        expect(
          stockDifference(
            order.reservations,
            orders.flatMap(({ reservations }) => reservations),
            'x',
          ),
        ).toEqual([]);
        for (const each of orders) {
          expect(unitsByLine(each)).toEqual(
            Object.fromEntries(each.lines.map(({ id, quantity }) => [id, quantity])),
          );
          for (const line of each.lines) {
            const off = line.discounts.reduce((all, { amount }) => all + amount.amount, 0);
            const tax = net ? line.tax.amount : 0;
            expect(line.total.amount).toBe(line.unitPrice.amount * line.quantity - off + tax);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
