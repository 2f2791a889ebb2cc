import fc from 'fast-check';
import type { Order } from '../../../shared/orders/order.ts';
import { call } from '../system/call.ts';
import { orderAt, ordersOf, type World } from '../system/world.ts';
import { command, rarely, twice, whichOrder } from './command.ts';

const SUMMED = ['goods', 'discount', 'shipping', 'tax', 'grand', 'paid', 'refunded'] as const;

/** What must be the same before and after orders are split or merged: every sum of money, and the units of every SKU. */
const sumsOf = (orders: readonly Order[]): string =>
  JSON.stringify({
    ...Object.fromEntries(
      SUMMED.map((name) => [name, orders.reduce((sum, { head }) => sum + head.totals[name], 0)]),
    ),
    units: [
      ...Map.groupBy(
        orders.flatMap(({ lines }) => lines),
        ({ sku }) => sku,
      ),
    ]
      .map(([sku, lines]) => `${sku} × ${lines.reduce((sum, { quantity }) => sum + quantity, 0)}`)
      .sort(),
  });

const expectSameSums = (world: World, before: readonly Order[], after: readonly Order[]): void => {
  const [was, is] = [sumsOf(before), sumsOf(after)];
  if (was !== is && !world.parallel) world.faults.push(`regrouped ${was} into ${is}`);
  for (const { head } of after) world.told.regrouped.add(head.id);
};

const named = (world: World, ids: readonly string[]): Order[] =>
  ordersOf(world).filter(({ head }) => ids.includes(head.id));

/** Splits an order by location, by what is there, or by hand: some units of each line go into an order of their own. */
export const split = command(
  'split',
  3,
  fc.record({
    order: whichOrder,
    away: fc.option(fc.array(fc.nat(3), { minLength: 1, maxLength: 4 }), { freq: 4 }),
    by: fc.constantFrom('location', 'availability'),
    oneTooMany: rarely(10),
    twice,
  }),
  async (world, { order: at, away, by, oneTooMany, twice }) => {
    const order = orderAt(world, at);
    if (!order) return;
    const dealt = order.lines.map(({ id: lineId, quantity }, nth) => {
      const moved = Math.min(quantity, away?.[nth] ?? 0);
      return { lineId, stays: quantity - moved, moved: moved + (oneTooMany ? 1 : 0) };
    });
    const group = (of: 'stays' | 'moved') =>
      dealt.flatMap(({ lineId, ...units }) => (units[of] > 0 ? [{ lineId, quantity: units[of] }] : []));
    const body = away === null ? { by } : { groups: [group('stays'), group('moved')] };
    const params = { id: order.head.id };
    const answer = await call(world, 'orders/split-order', { params, body, twice });
    if (answer.status !== 201) return;
    const ids: string[] = answer.body.orders.map(({ id }: { id: string }) => id);
    expectSameSums(world, [order], named(world, ids));
  },
);

/** The open orders that may go together: most alike in what a merge asks for. */
const largestAlike = (orders: readonly Order[]): readonly Order[] =>
  [
    ...Map.groupBy(
      orders.filter(({ head }) => head.status === 'open'),
      ({ head, body }) => [head.confirmation, head.paymentTerms, body.shippingAddress.country].join(),
    ).values(),
  ].toSorted((one, other) => other.length - one.length)[0] ?? [];

/** Merges two or three of the buyer's orders, where they go together. */
export const merge = command(
  'merge',
  8,
  fc.record({ first: fc.nat(4), count: fc.constantFrom(2, 2, 2, 3), any: rarely(4), twice }),
  async (world, { first, count, any, twice }) => {
    const likely = any ? ordersOf(world) : largestAlike(ordersOf(world));
    const chosen = likely.map((_, at) => likely[(first + at) % likely.length]).slice(0, count) as Order[];
    if (chosen.length < 2) return;
    const orderIds = chosen.map(({ head }) => head.id);
    const answer = await call(world, 'orders/merge-orders', { body: { orderIds }, twice });
    if (answer.status !== 200) return;
    expectSameSums(world, chosen, named(world, [answer.body.id]));
  },
);
