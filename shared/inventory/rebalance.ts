import type { StockChange, StockRow } from './stock.ts';

/** Units that go from one row of a location to another. */
export type Move = { from: number; to: number; quantity: number };

type Need = { shard: number; units: number };

/**
 * Which units to move so that a buyer finds some in whatever row they draw. Rows beyond the product's present number give
 * all they have; the first row is filled up to its safety stock; a row gets up to the mean when it has less than half of it.
 * Small differences are left alone: each move costs four writes, and rows come out of step by themselves.
 *
 * @param rows the SKU's rows at one location; those that are not there yet have nothing.
 */
export const planMoves = (rows: readonly StockRow[], stockShards: number): Move[] => {
  const has = new Map(rows.map(({ shard, available }) => [shard, available]));
  const total = [...has.values()].reduce((sum, units) => sum + units, 0);
  const present = Array.from({ length: stockShards }, (_, shard) => shard);
  const differences = present.map((shard) => ({
    shard,
    want: meanOf(total, stockShards, shard),
    units: (has.get(shard) ?? 0) - meanOf(total, stockShards, shard),
  }));
  const retired = [...has].flatMap(([shard, units]) =>
    shard >= stockShards && units > 0 ? [{ shard, units }] : [],
  );
  const richer = differences.flatMap(({ shard, units }) => (units > 0 ? [{ shard, units }] : []));
  const poorer = differences
    .flatMap(({ shard, units, want }) => (units < 0 ? [{ shard, units: -units, want }] : []))
    .sort((one, other) => other.units - one.units);
  const moves = match(retired, poorer);
  const hungry = poorer.filter(({ shard, want }) => isHungry(has.get(shard) ?? 0, want));
  return [...moves, ...match(richer, hungry)];
};

/** What each row would have if all had the same; below zero, the first lacks it for all. */
const meanOf = (total: number, rows: number, shard: number): number => {
  if (total < 0) return shard === 0 ? total : 0;
  return Math.floor(total / rows) + (shard < total % rows ? 1 : 0);
};

const isHungry = (has: number, want: number): boolean => has < 0 || has < want / 2;

/** Gives what some have too much of to those who lack it, in their order; both are lowered by it. */
const match = (givers: Need[], takers: Need[]): Move[] => {
  const moves: Move[] = [];
  for (const giver of givers.toSorted((one, other) => other.units - one.units))
    for (const taker of takers) {
      const quantity = Math.min(giver.units, taker.units);
      if (quantity <= 0) continue;
      moves.push({ from: giver.shard, to: taker.shard, quantity });
      giver.units -= quantity;
      taker.units -= quantity;
    }
  return moves;
};

/** The two stock changes of a move; on hand stays what it was at the location. */
export const moveChanges = (
  { from, to, quantity }: Move,
  of: { sku: string; locationId: string; document: string },
): StockChange[] => [
  { kind: 'move', ...of, shard: from, quantity: -quantity },
  { kind: 'move', ...of, shard: to, quantity },
];
