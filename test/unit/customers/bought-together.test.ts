import fc from 'fast-check';
import {
  MOST_PAIRED,
  MOST_PARTNERS,
  type Partners,
  pairChanges,
  suggest,
  withPairs,
} from '../../../shared/customers/bought-together.ts';

const plain = (changes: ReturnType<typeof pairChanges>) =>
  Object.fromEntries([...changes].map(([sku, partners]) => [sku, Object.fromEntries(partners)]));

describe('what is bought together', () => {
  it('changes by the pairs of an order, for each product', () => {
    expect(plain(pairChanges([], ['A', 'B', 'C']))).toEqual({
      A: { B: 1, C: 1 },
      B: { A: 1, C: 1 },
      C: { A: 1, B: 1 },
    });
    expect(plain(pairChanges([], ['A']))).toEqual({});
  });

  it('changes only by what an amendment changed, and goes back with a cancellation', () => {
    expect(plain(pairChanges(['A', 'B'], ['A', 'B', 'C']))).toEqual({
      A: { C: 1 },
      B: { C: 1 },
      C: { A: 1, B: 1 },
    });
    expect(plain(pairChanges(['A', 'B'], []))).toEqual({ A: { B: -1 }, B: { A: -1 } });
  });

  it('looks at a few goods of a large order', () => {
    const many = Array.from({ length: 1000 }, (_, at) => `S${at}`);
    expect(pairChanges([], many).size).toBe(MOST_PAIRED);
  });

  it('is counted exactly while there is room: orders that come and go leave nothing', () => {
    const goods = fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D', 'E'), { maxLength: 5 });
    fc.assert(
      fc.property(fc.array(goods, { maxLength: 12 }), (orders) => {
        const apply = (all: Map<string, Partners>, changes: ReturnType<typeof pairChanges>) => {
          for (const [sku, partners] of changes) all.set(sku, withPairs(all.get(sku) ?? {}, partners));
        };
        const all = new Map<string, Partners>();
        for (const order of orders) apply(all, pairChanges([], order));
        for (const order of orders.toReversed()) apply(all, pairChanges(order, []));
        expect([...all.values()].every((partners) => Object.keys(partners).length === 0)).toBe(true);
      }),
    );
  });

  it('keeps what is frequent when there is no more room', () => {
    let partners: Partners = { OFTEN: 100 };
    for (let at = 0; at < 500; at++) partners = withPairs(partners, new Map([[`S${at}`, 1]]));
    expect(Object.keys(partners)).toHaveLength(MOST_PARTNERS);
    expect(partners.OFTEN).toBe(100);
  });

  it('suggests the most frequent first, and nothing that is there already', () => {
    const goods: { sku: string; partners: Partners }[] = [
      { sku: 'A', partners: { B: 5, C: 2, D: 1 } },
      { sku: 'B', partners: { A: 5, C: 2 } },
    ];
    expect(suggest(goods, new Set(['A', 'B']))).toEqual([
      { sku: 'C', times: 4, with: ['A', 'B'] },
      { sku: 'D', times: 1, with: ['A'] },
    ]);
  });
});
