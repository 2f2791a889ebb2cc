import { type Handled, handlingKey } from '../../../../shared/orders/listing/handling-key.ts';

const order = (change: Partial<Handled> = {}): Handled => ({
  id: 'ord_5',
  promisedShipBy: '2024-07-02T00:00:00.000Z',
  placedAt: '2024-07-01T00:00:00.000Z',
  skus: ['LANTERN'],
  lineCount: 1,
  ...change,
});

/** The ids in the order in which an index has them. */
const sorted = (orders: readonly Handled[]): string[] =>
  orders
    .map((each) => ({ id: each.id, key: handlingKey(each) }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ id }) => id);

describe('the handling order', () => {
  it.each<[string, Partial<Handled>, Partial<Handled>]>([
    [
      'the earliest promise goes first, whoever ordered first',
      { promisedShipBy: '2024-07-01T23:00:00.000Z', placedAt: '2024-07-01T09:00:00.000Z', lineCount: 900 },
      {},
    ],
    ['who ordered first goes first', { placedAt: '2024-06-30T00:00:00.000Z', lineCount: 30 }, {}],
    ['fewer lines go first', { lineCount: 2 }, { lineCount: 10 }],
    [
      'a preferred customer goes before an earlier promise',
      { priority: 20, promisedShipBy: '2024-07-09T00:00:00.000Z' },
      { priority: 10 },
    ],
  ])('%s', (_, first, second) => {
    // Ids that sort the other way round must not matter.
    const both = [order({ ...first, id: 'ord_9' }), order({ ...second, id: 'ord_1' })];
    expect(sorted(both)).toEqual(['ord_9', 'ord_1']);
  });

  it('keeps orders of the same goods together, in any number and order, and of these the same carrier', () => {
    const orders = [
      order({ id: 'a1', skus: ['A', 'B'], lineCount: 2, carrierWish: 'sf' }),
      order({ id: 'b1', skus: ['B', 'C'], lineCount: 2 }),
      order({ id: 'a2', skus: ['B', 'A'], lineCount: 2, carrierWish: 'ems' }),
      order({ id: 'b2', skus: ['C', 'B'], lineCount: 2 }),
      order({ id: 'a3', skus: ['A', 'B'], lineCount: 2, carrierWish: 'sf' }),
    ];
    const found = sorted(orders).join(' ');
    expect(['a2 a1 a3 b1 b2', 'b1 b2 a2 a1 a3']).toContain(found);
  });
});
