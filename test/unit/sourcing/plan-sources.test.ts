import type { SkuStock } from '../../../shared/inventory/effects/load-stock-store.ts';
import type { StockRow } from '../../../shared/inventory/stock.ts';
import type { ErrandFacts } from '../../../shared/sourcing/errand.ts';
import type { Network, Place } from '../../../shared/sourcing/place.ts';
import { loadName, unknownPlace } from '../../../shared/sourcing/place.ts';
import { planOrder } from '../../../shared/sourcing/plan-order.ts';
import { planSources, weighErrand } from '../../../shared/sourcing/plan-sources.ts';
import { DEFAULT_SOURCING, type SourcingRules } from '../../../shared/sourcing/sourcing-rules.ts';
import { aProduct, aStockRow } from '../../builders/a-product.ts';

// A Friday morning.
const FACTS: ErrandFacts = {
  shippingAddress: { country: 'CN', province: '广东省', postalCode: '510000' },
  delivery: { method: 'standard' },
  channel: 'storefront',
  at: '2026-03-06T08:00:00.000Z',
  promisedShipBy: '2026-03-07T08:00:00.000Z',
};

const stockOf = (rows: readonly StockRow[], product: Partial<ReturnType<typeof aProduct>> = {}) =>
  new Map<string, SkuStock>(
    [...Map.groupBy(rows, ({ sku }) => sku)].map(([sku, stock]) => [
      sku,
      { product: { sku, version: 1, ...aProduct(product) }, stock },
    ]),
  );

const networkOf = (rules: Partial<SourcingRules> = {}, places: readonly Place[] = []): Network => ({
  rules: { ...DEFAULT_SOURCING, ...rules },
  places: new Map(places.map((place) => [place.id, place])),
  loads: new Map(),
});

const row = (locationId: string, onHand: number, sku = 'LANTERN', shard = 0) =>
  aStockRow({ sku, locationId, onHand, shard });
const line = (quantity: number, sku = 'LANTERN', lineId = 'lin_1') => ({ lineId, sku, quantity });
const first = () => 0;

const sentFrom = (
  demand: Parameters<typeof planSources>[0],
  stock: ReturnType<typeof stockOf>,
  network: Network,
  facts: Partial<ErrandFacts> = {},
) => {
  const planned = planSources(demand, stock, { network, facts: { ...FACTS, ...facts }, random: first });
  return 'plan' in planned
    ? Object.fromEntries(
        planned.plan.map(({ locationId, units }) => [
          locationId,
          units.reduce((sum, { quantity }) => sum + quantity, 0),
        ]),
      )
    : planned.shortages.map(({ sku, requested, available }) => [sku, requested, available]);
};

describe('a shop that has said nothing', () => {
  it('is sent from one place with everything, the fullest; else from as few as possible', () => {
    const stock = stockOf([
      row('a', 3),
      row('b', 9),
      row('a', 9, 'LAMP'),
      row('b', 1, 'LAMP'),
      row('c', 9, 'LAMP'),
    ]);
    expect(sentFrom([line(2)], stock, networkOf())).toEqual({ b: 2 });
    expect(sentFrom([line(2), line(2, 'LAMP', 'lin_2')], stock, networkOf())).toEqual({ a: 4 });
    expect(sentFrom([line(12), line(2, 'LAMP', 'lin_2')], stock, networkOf())).toEqual({ a: 5, b: 9 });
  });

  it('names what all places together have too little of', () => {
    expect(
      sentFrom([line(5), line(8, 'LANTERN', 'lin_2')], stockOf([row('a', 3), row('b', 9)]), networkOf()),
    ).toEqual([['LANTERN', 13, 12]]);
  });

  it('sums the demand of lines that share a stock row, and deals shards out', () => {
    const stock = stockOf([row('a', 2), row('a', 2, 'LANTERN', 1)]);
    const planned = planSources([line(1), line(3, 'LANTERN', 'lin_2')], stock, {
      network: networkOf(),
      facts: FACTS,
      random: first,
    });
    expect('plan' in planned && planned.plan[0]?.units).toEqual([
      { lineId: 'lin_1', sku: 'LANTERN', shard: 0, quantity: 1 },
      { lineId: 'lin_2', sku: 'LANTERN', shard: 0, quantity: 1 },
      { lineId: 'lin_2', sku: 'LANTERN', shard: 1, quantity: 2 },
    ]);
  });
});

describe('postage by zone and weight', () => {
  const zones = [
    { name: 'south', countries: ['CN'], provinces: ['广东省'] },
    { name: 'china', countries: ['CN'] },
  ];
  const rates = [
    { locationIds: ['north'], zones: ['south'], parcel: 1500, perKg: 800 },
    { locationIds: ['south'], zones: ['south', 'china'], parcel: 600, perKg: 200 },
  ];

  it('sends from the cheaper place, and tears a line apart only when that is worth a parcel', () => {
    const stock = stockOf([row('north', 9), row('south', 4)], { weightGrams: 1000 });
    expect(sentFrom([line(4)], stock, networkOf({ zones, rates }))).toEqual({ south: 4 });
    // North alone: 1500 + 6 × 800 = 6300. Both: 600 + 4 × 200 + 1500 + 2 × 800 + the penalty.
    expect(sentFrom([line(6)], stock, networkOf({ zones, rates, splitPenalty: 1700 }))).toEqual({
      south: 4,
      north: 2,
    });
    expect(sentFrom([line(6)], stock, networkOf({ zones, rates, splitPenalty: 1900 }))).toEqual({ north: 6 });
  });

  it('sends from no place that has no rate for the zone', () => {
    const stock = stockOf([row('north', 9), row('far', 99)], { weightGrams: 1000 });
    const network = networkOf({ zones, rates });
    expect(sentFrom([line(2)], stock, network)).toEqual({ north: 2 });
    expect(
      sentFrom([line(2)], stock, network, { shippingAddress: { country: 'FR', province: 'Var' } }),
    ).toEqual([['LANTERN', 2, 0]]);
    const { candidates } = weighErrand([line(2)], stock, network, FACTS);
    expect(candidates.map(({ locationId, refusal }) => [locationId, refusal])).toEqual([
      ['far', 'no_rate'],
      ['north', undefined],
    ]);
  });
});

describe('what a place can do', () => {
  const stock = stockOf([row('a', 9), row('b', 5)]);

  it('leaves places out that are closed, full, or cannot handle the goods', () => {
    const cold = stockOf([row('a', 9), row('b', 5)], { traits: ['cold'] });
    const a = { ...unknownPlace('a'), handles: ['fragile' as const] };
    expect(sentFrom([line(2)], cold, networkOf({}, [a]))).toEqual({ b: 2 });
    expect(sentFrom([line(2)], stock, networkOf({}, [{ ...unknownPlace('a'), active: false }]))).toEqual({
      b: 2,
    });
    expect(sentFrom([line(2)], stock, networkOf({}, [{ ...unknownPlace('a'), dailyCapacity: 0 }]))).toEqual({
      b: 2,
    });
  });

  it('prefers who can send today: the cut-off is over, it is a day off, today is full', () => {
    for (const late of [{ cutOff: '08:00' }, { workingDays: [1, 2] }, { holidays: ['2026-03-06'] }])
      expect(sentFrom([line(2)], stock, networkOf({}, [{ ...unknownPlace('a'), ...late }]))).toEqual({
        b: 2,
      });
    const full = { ...networkOf({}, [{ ...unknownPlace('a'), dailyCapacity: 3 }]) };
    expect(sentFrom([line(2)], stock, full)).toEqual({ a: 2 });
    expect(
      sentFrom([line(2)], stock, { ...full, loads: new Map([[loadName('a', '2026-03-06'), [3]]]) }),
    ).toEqual({
      b: 2,
    });
    // Nobody else has so many: it goes a day later, and in one parcel.
    const network = networkOf({}, [{ ...unknownPlace('a'), cutOff: '08:00' }]);
    expect(sentFrom([line(9)], stock, network)).toEqual({ a: 9 });
  });
});

describe('wishes', () => {
  const stock = stockOf([row('a', 9), row('b', 5), row('c', 2)]);

  it('are kept for the channels, goods and zones they are about', () => {
    const wishes = [{ name: 'shops', channels: ['pos' as const], exclude: ['a'] }];
    expect(sentFrom([line(2)], stock, networkOf({ wishes }))).toEqual({ a: 2 });
    expect(sentFrom([line(2)], stock, networkOf({ wishes }), { channel: 'pos' })).toEqual({ b: 2 });
    const goods = [{ name: 'lanterns', skus: ['LANTERN'], only: ['c'] }];
    expect(sentFrom([line(2)], stock, networkOf({ wishes: goods }))).toEqual({ c: 2 });
    expect(sentFrom([line(3)], stock, networkOf({ wishes: goods }))).toEqual([['LANTERN', 3, 2]]);
    const lamps = [{ name: 'lamps', skus: ['LAMP'], exclude: ['a'] }];
    expect(sentFrom([line(2)], stock, networkOf({ wishes: lamps }))).toEqual({ a: 2 });
  });

  it('of the order itself are kept too; a preference is worth what the rules say', () => {
    expect(
      sentFrom([line(2)], stock, networkOf(), {
        delivery: { method: 'standard', preferredLocationIds: ['c'] },
      }),
    ).toEqual({ c: 2 });
    expect(
      sentFrom([line(3)], stock, networkOf(), {
        delivery: { method: 'standard', preferredLocationIds: ['c'] },
      }),
    ).toEqual({ a: 3 });
    expect(
      sentFrom([line(2)], stock, networkOf(), {
        delivery: { method: 'standard', excludedLocationIds: ['a', 'b'] },
      }),
    ).toEqual({ c: 2 });
    expect(sentFrom([line(2)], stock, networkOf(), { rejectedBy: ['a'] })).toEqual({ b: 2 });
  });
});

describe('goods that the buyer fetches', () => {
  const stock = stockOf([row('a', 9), row('shop', 2)]);
  const facts = { ...FACTS, delivery: { method: 'pickup' as const, pickupLocationId: 'shop' } };
  const network = networkOf({ rates: [{ locationIds: ['a'], parcel: 1, perKg: 0 }] }, [
    { ...unknownPlace('shop'), kind: 'store' },
  ]);
  const items = (quantity: number) => [{ id: 'lin_1', sku: 'LANTERN', quantity }];

  it('come from that store, or are sent there where it has too few', () => {
    expect(sentFrom([line(2)], stock, network, facts)).toEqual({ shop: 2 });
    expect(sentFrom([line(3)], stock, network, facts)).toEqual({ a: 3 });
    expect(sentFrom([line(11)], stock, network, facts)).toEqual({ a: 9, shop: 2 });
  });

  it('come from that store alone, where the rules say so', () => {
    const alone = { ...network, rules: { ...network.rules, shipToStore: false } };
    expect(sentFrom([line(2)], stock, alone, facts)).toEqual({ shop: 2 });
    expect(planOrder(items(3), stock, { network: alone, facts, random: first })).toMatchObject({
      code: 'insufficient_stock',
      extra: { shortages: [{ sku: 'LANTERN', requested: 3, available: 2 }] },
    });
  });

  it('cannot be fetched where there is no such place', () => {
    expect(planOrder(items(1), stock, { network: networkOf(), facts, random: first })).toMatchObject({
      status: 422,
      errors: [{ path: '/delivery/pickupLocationId', code: 'unknown_location' }],
    });
  });
});
