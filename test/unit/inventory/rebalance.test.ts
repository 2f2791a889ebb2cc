import fc from 'fast-check';
import { moveChanges, planMoves } from '../../../shared/inventory/rebalance.ts';
import type { StockRow } from '../../../shared/inventory/stock.ts';
import { aStockRow } from '../../builders/a-product.ts';

const rows = (...available: number[]): StockRow[] =>
  available.map((onHand, shard) =>
    onHand < 0 ? aStockRow({ shard, onHand: 0, safety: -onHand }) : aStockRow({ shard, onHand }),
  );

/** What is for sale in each row after the moves. */
const evened = (before: readonly StockRow[], shards: number): number[] => {
  const units = Array.from({ length: Math.max(shards, before.length) }, () => 0);
  for (const { shard, available } of before) units[shard] = available;
  for (const { from, to, quantity } of planMoves(before, shards)) {
    units[from] = (units[from] ?? 0) - quantity;
    units[to] = (units[to] ?? 0) + quantity;
  }
  return units;
};

describe('evening out the rows of a hot product', () => {
  it('fills a row that ran dry up to what all have in the middle', () => {
    expect(planMoves(rows(0, 30, 30), 3)).toEqual([
      { from: 1, to: 0, quantity: 10 },
      { from: 2, to: 0, quantity: 10 },
    ]);
  });

  it('leaves small differences alone: they cost more than they are worth', () => {
    expect(planMoves(rows(10, 12, 7), 3)).toEqual([]);
    expect(planMoves(rows(1, 0, 0, 0), 4)).toEqual([]);
  });

  it('makes rows that are not there yet, when a product is spread over more', () => {
    expect(evened(rows(12), 4)).toEqual([3, 3, 3, 3]);
  });

  it('empties rows that are not used any more, to the last unit', () => {
    expect(evened(rows(2, 1, 5, 1), 2)).toEqual([5, 4, 0, 0]);
    expect(evened(rows(0, 0, 1), 1)).toEqual([1, 0, 0]);
  });

  it('fills the first row up to the safety stock that it keeps for all', () => {
    expect(evened(rows(-6, 10, 10), 3)).toEqual([5, 5, 4]);
    expect(evened(rows(-6, 2, 1), 3)).toEqual([-3, 0, 0]);
  });

  it('loses and invents no unit, takes no row below zero, leaves none hungry', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 70 }),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 1, max: 64 }),
        (units, lacking, shards) => {
          const before = rows(...units.map((each, at) => (at === 0 ? each - lacking : each)));
          const is = evened(before, shards);
          const sum = (list: readonly number[]) => list.reduce((one, other) => one + other, 0);
          const total = sum(before.map(({ available }) => available));
          expect(sum(is)).toBe(total);
          expect(is.slice(shards).every((each) => each === 0)).toBe(true);
          const mean = Math.floor(total / shards);
          if (total >= 0)
            expect(Math.min(...is.slice(0, shards))).toBeGreaterThanOrEqual(Math.floor(mean / 2));
          for (const { quantity } of planMoves(before, shards)) expect(quantity).toBeGreaterThan(0);
        },
      ),
    );
  });

  it('changes two rows, one as much up as the other down, under one document', () => {
    const of = { sku: 'LANTERN', locationId: 'main', document: 'mov_1' };
    expect(moveChanges({ from: 3, to: 0, quantity: 4 }, of)).toEqual([
      { kind: 'move', ...of, shard: 3, quantity: -4 },
      { kind: 'move', ...of, shard: 0, quantity: 4 },
    ]);
  });
});
