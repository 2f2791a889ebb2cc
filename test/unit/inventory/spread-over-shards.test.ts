import fc from 'fast-check';
import { spreadOverShards } from '../../../shared/inventory/spread-over-shards.ts';
import { aStockRow } from '../../builders/a-product.ts';

const quantities = (
  quantity: number,
  shards: number,
  safety = 0,
  rows = [] as ReturnType<typeof aStockRow>[],
) =>
  spreadOverShards(quantity, { sku: 'LANTERN', shards, safety }, rows).map((each) => [
    each.shard,
    each.quantity,
  ]);

describe('spreading arriving goods over stock rows', () => {
  it('puts everything on the one row of a usual product', () => {
    expect(quantities(7, 1)).toEqual([[0, 7]]);
  });

  it('spreads evenly, the odd units on the first rows', () => {
    expect(quantities(8, 3)).toEqual([
      [0, 3],
      [1, 3],
      [2, 2],
    ]);
  });

  it('names no row that gets nothing', () => {
    expect(quantities(2, 4)).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });

  it('fills the row that keeps the safety stock up to it first', () => {
    expect(quantities(10, 2, 4)).toEqual([
      [0, 7],
      [1, 3],
    ]);
    expect(quantities(3, 2, 4)).toEqual([[0, 3]]);
    expect(quantities(10, 2, 4, [aStockRow({ onHand: 2, safety: 4 })])).toEqual([
      [0, 6],
      [1, 4],
    ]);
  });

  it('loses and invents no unit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 0, max: 500 }),
        (quantity, shards, safety) => {
          const spread = quantities(quantity, shards, safety);
          expect(spread.reduce((sum, [, units = 0]) => sum + units, 0)).toBe(quantity);
          expect(spread.every(([, units = 0]) => units > 0)).toBe(true);
        },
      ),
    );
  });
});
