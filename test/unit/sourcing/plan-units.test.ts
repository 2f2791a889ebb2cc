import fc from 'fast-check';
import type { Demand } from '../../../shared/inventory/demand.ts';
import type { SkuStock } from '../../../shared/inventory/effects/load-stock-store.ts';
import type { StockRow } from '../../../shared/inventory/stock.ts';
import { NOTHING_KNOWN } from '../../../shared/sourcing/place.ts';
import { planSources } from '../../../shared/sourcing/plan-sources.ts';
import { aStockRow } from '../../builders/a-product.ts';

const facts = {
  shippingAddress: { country: 'CN', province: '上海市' },
  delivery: { method: 'standard' as const },
  channel: 'storefront' as const,
  at: '2026-03-06T08:00:00.000Z',
  promisedShipBy: '2026-03-07T08:00:00.000Z',
};

/** Planned by a shop that has said nothing of its locations. */
const planStock = (
  demand: readonly Demand[],
  stock: ReadonlyMap<string, SkuStock>,
  { random }: { random: () => number },
) => planSources(demand, stock, { network: NOTHING_KNOWN, facts, random });

const first = { random: () => 0 };

const bySku = (rows: readonly StockRow[]): Map<string, SkuStock> =>
  new Map([...Map.groupBy(rows, ({ sku }) => sku)].map(([sku, stock]) => [sku, { stock }]));

const planned = (demand: readonly Demand[], rows: readonly StockRow[], options = first) => {
  const result = planStock(demand, bySku(rows), options);
  if ('shortages' in result) throw new Error('short');
  return result.plan;
};

const aDemand = (change: Partial<Demand> = {}): Demand => ({
  lineId: 'lin_1',
  sku: 'LANTERN',
  quantity: 2,
  ...change,
});

describe('planning where stock comes from', () => {
  it('prefers one location that has everything, although another has more of one thing', () => {
    const rows = [
      aStockRow({ locationId: 'a', onHand: 100 }),
      aStockRow({ locationId: 'b', onHand: 3 }),
      aStockRow({ locationId: 'b', sku: 'LAMP', onHand: 3 }),
    ];
    const demand = [aDemand(), aDemand({ lineId: 'lin_2', sku: 'LAMP' })];
    expect(planned(demand, rows).map(({ locationId }) => locationId)).toEqual(['b']);
  });

  it('takes from the location with most left over, and of equals always the same one', () => {
    const rich = [aStockRow({ locationId: 'a', onHand: 5 }), aStockRow({ locationId: 'b', onHand: 9 })];
    expect(planned([aDemand()], rich)).toMatchObject([{ locationId: 'b' }]);
    const equal = [aStockRow({ locationId: 'b' }), aStockRow({ locationId: 'a' })];
    expect(planned([aDemand()], equal)).toMatchObject([{ locationId: 'a' }]);
  });

  it('splits over locations when none has everything', () => {
    const rows = [aStockRow({ locationId: 'a', onHand: 3 }), aStockRow({ locationId: 'b', onHand: 2 })];
    expect(planned([aDemand({ quantity: 4 })], rows)).toEqual([
      { locationId: 'a', units: [{ lineId: 'lin_1', sku: 'LANTERN', shard: 0, quantity: 3 }] },
      { locationId: 'b', units: [{ lineId: 'lin_1', sku: 'LANTERN', shard: 0, quantity: 1 }] },
    ]);
  });

  it('sums lines of the same product before it says that there is enough', () => {
    const demand = [aDemand({ quantity: 6 }), aDemand({ lineId: 'lin_2', quantity: 6 })];
    expect(planStock(demand, bySku([aStockRow()]), first)).toEqual({
      shortages: [{ sku: 'LANTERN', requested: 12, available: 10, substitutes: [] }],
    });
  });

  it('names what could be bought instead', () => {
    const product = { substitutes: ['LAMP'] } as unknown as NonNullable<SkuStock['product']>;
    const stock = new Map([['LANTERN', { product, stock: [] }]]);
    expect(planStock([aDemand()], stock, first)).toEqual({
      shortages: [{ sku: 'LANTERN', requested: 2, available: 0, substitutes: ['LAMP'] }],
    });
  });

  it('starts at a random row of a hot product and goes on to the others', () => {
    const rows = [0, 1, 2].map((shard) => aStockRow({ shard, onHand: 2 }));
    const units = planned([aDemand({ quantity: 5 })], rows, { random: () => 0.5 })[0]?.units;
    expect(units).toMatchObject([
      { shard: 1, quantity: 2 },
      { shard: 2, quantity: 2 },
      { shard: 0, quantity: 1 },
    ]);
  });

  it('keeps the safety stock although it stands on one row only', () => {
    const rows = [aStockRow({ shard: 0, onHand: 2, safety: 5 }), aStockRow({ shard: 1, onHand: 4 })];
    expect(planStock([aDemand()], bySku(rows), first)).toMatchObject({
      shortages: [{ requested: 2, available: 1 }],
    });
  });

  it('covers any demand exactly from what is there, or says truly what is short', () => {
    const sku = fc.constantFrom('A', 'B', 'C');
    const rows = fc.uniqueArray(
      fc.record({
        sku,
        locationId: fc.constantFrom('x', 'y', 'z'),
        shard: fc.integer({ min: 0, max: 2 }),
        onHand: fc.integer({ min: 0, max: 20 }),
        reserved: fc.integer({ min: 0, max: 5 }),
        safety: fc.integer({ min: 0, max: 5 }),
      }),
      { selector: (row) => `${row.sku} ${row.locationId} ${row.shard}` },
    );
    const demand = fc.array(fc.record({ sku, quantity: fc.integer({ min: 1, max: 15 }) }), {
      minLength: 1,
      maxLength: 8,
    });
    const random = fc.double({ min: 0, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(rows, demand, random, (someRows, someDemand, number) => {
        const stock = someRows.map(aStockRow);
        const lines = someDemand.map((line, at) => ({ ...line, lineId: `lin_${at + 1}` }));
        const result = planStock(lines, bySku(stock), { random: () => number });
        if ('shortages' in result) expectTrueShortages(result.shortages, lines, stock);
        else expectCovered(result.plan, lines, stock);
      }),
    );
  });
});

const availableAt = (stock: readonly StockRow[], sku: string): number =>
  [
    ...Map.groupBy(
      stock.filter((row) => row.sku === sku),
      ({ locationId }) => locationId,
    ).values(),
  ].reduce((sum, rows) => sum + Math.max(0, sumOf(rows.map(({ available }) => available))), 0);

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0);

const expectTrueShortages = (
  shortages: readonly { sku: string; requested: number; available: number }[],
  lines: readonly Demand[],
  stock: readonly StockRow[],
): void => {
  expect(shortages.length).toBeGreaterThan(0);
  for (const { sku, requested, available } of shortages) {
    expect(requested).toBe(sumOf(lines.filter((line) => line.sku === sku).map(({ quantity }) => quantity)));
    expect(available).toBe(availableAt(stock, sku));
    expect(available).toBeLessThan(requested);
  }
};

const expectCovered = (
  plan: ReturnType<typeof planned>,
  lines: readonly Demand[],
  stock: readonly StockRow[],
): void => {
  const units = plan.flatMap((each) => each.units.map((unit) => ({ ...unit, locationId: each.locationId })));
  for (const line of lines) {
    const given = units.filter(({ lineId }) => lineId === line.lineId);
    expect(sumOf(given.map(({ quantity }) => quantity))).toBe(line.quantity);
    expect(given.every(({ sku }) => sku === line.sku)).toBe(true);
  }
  for (const row of stock) {
    const taken = units.filter(
      (unit) => unit.sku === row.sku && unit.locationId === row.locationId && unit.shard === row.shard,
    );
    expect(sumOf(taken.map(({ quantity }) => quantity))).toBeLessThanOrEqual(Math.max(0, row.available));
  }
  for (const here of Map.groupBy(stock, ({ sku, locationId }) => `${sku} ${locationId}`).values()) {
    const { sku, locationId } = here[0] as StockRow;
    const taken = units.filter((unit) => unit.sku === sku && unit.locationId === locationId);
    const there = Math.max(0, sumOf(here.map(({ available }) => available)));
    expect(sumOf(taken.map(({ quantity }) => quantity))).toBeLessThanOrEqual(there);
  }
  expect(new Set(plan.map(({ locationId }) => locationId)).size).toBe(plan.length);
};
