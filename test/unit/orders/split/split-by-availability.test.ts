import { money } from '../../../../shared/kernel/money.ts';
import { isProblem } from '../../../../shared/kernel/problem.ts';
import type { Order } from '../../../../shared/orders/order.ts';
import type { Reservation } from '../../../../shared/orders/reservation.ts';
import { splitOrder } from '../../../../shared/orders/split/split-order.ts';
import { defaultPolicy } from '../../../../shared/policies/policy.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { unitsByLine } from '../amend/desk.ts';

const reserved = (
  fulfilment: number,
  locationId: string,
  ...units: [lineId: string, quantity: number][]
): Reservation => ({
  fulfilment,
  page: 1,
  locationId,
  units: units.map(([lineId, quantity]) => ({ lineId, sku: lineId.toUpperCase(), shard: 0, quantity })),
});

/** An order of 4 units of each of two lines, of which only so much is reserved. */
const orderWith = (...reservations: Reservation[]): Order => {
  const plain = anOrder();
  const lines = ['lin_1', 'lin_2'].flatMap((id) =>
    plain.lines.map((line) => ({
      ...line,
      id,
      sku: id.toUpperCase(),
      quantity: 4,
      unitPrice: money(500, 'CNY'),
      total: money(2000, 'CNY'),
    })),
  );
  const totals = { goods: 4000, discount: 0, shipping: 0, tax: 0, grand: 4000, paid: 0, refunded: 0 };
  return anOrder({ head: { totals, lineCount: 2 }, lines, reservations });
};

const split = (order: Order) => {
  const done = splitOrder(
    order,
    { by: 'availability' },
    { at: '2024-07-01T01:00:00.000Z', actor: 'user:desk', policy: defaultPolicy(), random: Math.random },
  );
  if (isProblem(done)) return done.code;
  return [done.original, ...done.others].map(({ next }) => ({
    lines: next.lines.map(({ id, quantity }) => `${quantity} ${id}`),
    at: [...new Set(next.reservations.map(({ locationId }) => locationId))].sort(),
    reserved: unitsByLine(next),
  }));
};

describe('splitting an order by availability', () => {
  it('keeps what is reserved, wherever, and makes an order of what waits for stock', () => {
    const order = orderWith(reserved(1, 'main', ['lin_1', 3]), reserved(2, 'north', ['lin_2', 4]));
    expect(split(order)).toEqual([
      { lines: ['3 lin_1', '4 lin_2'], at: ['main', 'north'], reserved: { lin_1: 3, lin_2: 4 } },
      { lines: ['1 lin_1'], at: [], reserved: {} },
    ]);
  });

  it('keeps what the best stocked location can send alone, where all is reserved', () => {
    const order = orderWith(
      reserved(1, 'north', ['lin_1', 1]),
      reserved(2, 'main', ['lin_1', 3], ['lin_2', 3]),
      reserved(3, 'south', ['lin_2', 1]),
    );
    expect(split(order)).toEqual([
      { lines: ['3 lin_1', '3 lin_2'], at: ['main'], reserved: { lin_1: 3, lin_2: 3 } },
      { lines: ['1 lin_1', '1 lin_2'], at: ['north', 'south'], reserved: { lin_1: 1, lin_2: 1 } },
    ]);
  });

  it.each([
    ['all of it can go from one location', orderWith(reserved(1, 'main', ['lin_1', 4], ['lin_2', 4]))],
    ['all of it waits', orderWith()],
  ])('splits nothing when %s', (_, order) => {
    expect(split(order)).toBe('nothing_to_split');
  });
});
