import { isProblem } from '../../../../shared/kernel/problem.ts';
import type { Order, OrderLine } from '../../../../shared/orders/order.ts';
import type { Reservation } from '../../../../shared/orders/reservation.ts';
import { splitOrder } from '../../../../shared/orders/split/split-order.ts';
import { defaultPolicy } from '../../../../shared/policies/policy.ts';
import { anOrder } from '../../../builders/an-order.ts';

const reserved = (
  fulfilment: number,
  locationId: string,
  ...units: [lineId: string, sku: string, quantity: number][]
): Reservation => ({
  fulfilment,
  page: 1,
  locationId,
  units: units.map(([lineId, sku, quantity]) => ({ lineId, sku, shard: 0, quantity })),
});

const [plain] = anOrder().lines;
if (!plain) throw new Error('An order has a line.');
const components = [
  { sku: 'CUP', quantity: 2 },
  { sku: 'POT', quantity: 1 },
];
const sets = (quantity: number): OrderLine => ({ ...plain, sku: 'SET', quantity, components });

const split = (by: 'location' | 'availability', order: Order) => {
  const done = splitOrder(
    order,
    { by },
    { at: '2024-07-01T01:00:00.000Z', actor: 'user:desk', policy: defaultPolicy(), random: Math.random },
  );
  if (isProblem(done)) return done.code;
  return [done.original, ...done.others].map(({ next }) => ({
    lines: next.lines.map(({ id, quantity }) => `${quantity} ${id}`),
    units: next.reservations.flatMap(({ locationId, units }) =>
      units.map(({ sku, quantity }) => `${locationId} ${quantity} ${sku}`),
    ),
  }));
};

describe('splitting a bundle', () => {
  it('by location leaves one whose parts lie at several with the first of them', () => {
    const order = anOrder({
      lines: [sets(3), { ...plain, id: 'lin_2' }],
      reservations: [
        reserved(1, 'main', ['lin_1', 'CUP', 4], ['lin_1', 'POT', 1]),
        reserved(2, 'north', ['lin_1', 'CUP', 2], ['lin_1', 'POT', 2], ['lin_2', 'LANTERN', 2]),
      ],
    });
    expect(split('location', order)).toEqual([
      { lines: ['2 lin_1'], units: ['main 4 CUP', 'main 1 POT', 'north 1 POT'] },
      { lines: ['1 lin_1', '2 lin_2'], units: ['north 2 CUP', 'north 2 LANTERN', 'north 1 POT'] },
    ]);
  });

  it('by location is nothing where all of it stays together', () => {
    const order = anOrder({
      lines: [sets(1)],
      reservations: [reserved(1, 'main', ['lin_1', 'CUP', 2]), reserved(2, 'north', ['lin_1', 'POT', 1])],
    });
    expect(split('location', order)).toBe('nothing_to_split');
  });

  it('by availability lets whole ones go', () => {
    const order = anOrder({
      lines: [sets(3)],
      reservations: [reserved(1, 'main', ['lin_1', 'CUP', 5], ['lin_1', 'POT', 3])],
    });
    expect(split('availability', order)).toEqual([
      { lines: ['2 lin_1'], units: ['main 4 CUP', 'main 2 POT'] },
      { lines: ['1 lin_1'], units: ['main 1 CUP', 'main 1 POT'] },
    ]);
  });

  it('by location leaves what is made to order with the order itself', () => {
    const order = anOrder({
      lines: [
        { ...plain, quantity: 4 },
        { ...plain, id: 'lin_2', sku: 'VASE', madeToOrder: { leadDays: 3 } },
      ],
      reservations: [
        reserved(1, 'main', ['lin_1', 'LANTERN', 3]),
        reserved(2, 'north', ['lin_1', 'LANTERN', 1]),
      ],
    });
    expect(split('location', order)).toMatchObject([
      { lines: ['3 lin_1', '2 lin_2'] },
      { lines: ['1 lin_1'] },
    ]);
  });
});
