import fc from 'fast-check';
import type { Carrier } from '../../../shared/carriers/carrier.ts';
import { chooseService } from '../../../shared/carriers/choose-service.ts';
import { isLate, priceService, type Reason, type Shipment } from '../../../shared/carriers/price-service.ts';
import { convertAmount } from '../../../shared/kernel/convert-amount.ts';
import { money } from '../../../shared/kernel/money.ts';
import { aCarrier, aService, aShipment, CNY_RATES } from './carrier-cases.ts';

const choose = (carriers: readonly Carrier[], shipment: Partial<Shipment> = {}, wish?: string) =>
  chooseService(carriers, aShipment(shipment), CNY_RATES, wish);

const dear = aCarrier({
  id: 'dear',
  name: 'Dear Express',
  services: [
    aService({
      rates: [{ zone: 'china', first: { grams: 1000, amount: 5000 }, transitHours: 12 }],
      traits: ['fragile', 'cold'],
    }),
  ],
});

describe('the choice of a service', () => {
  it('is the cheapest, by the weight that is begun', () => {
    const { chosen } = choose([dear, aCarrier()], {
      parcels: [{ grams: 1501, traits: [], value: money(1, 'CNY') }],
    });
    expect(chosen).toMatchObject({ carrier: 'sf-express', cost: money(1400, 'CNY'), reasons: [] });
  });

  it('adds up all parcels, surcharges and the fee for cash', () => {
    const carrier = aCarrier({
      services: [
        aService({ traits: ['fragile'], traitFees: { fragile: 300 }, codFee: { rate: 0.01, minimum: 500 } }),
      ],
    });
    const { chosen } = choose([carrier], {
      parcels: [
        { grams: 1, traits: ['fragile'], value: money(1, 'CNY') },
        { grams: 2000, traits: [], value: money(1, 'CNY') },
      ],
      cod: money(60_000, 'CNY'),
    });
    expect(chosen?.cost).toEqual(money(1000 + 300 + 1000 + 400 + 600, 'CNY'));
  });

  it.each<[string, Partial<Carrier>, Partial<Shipment>, Reason]>([
    ['does not collect there', { locations: ['north'] }, {}, 'location_not_served'],
    ['has no express', {}, { method: 'express' }, 'method_not_offered'],
    [
      'does not go there',
      {},
      { to: { country: 'GB', province: 'London', city: 'London' } },
      'area_not_served',
    ],
    ['has no price for there', { services: [aService({ rates: [] })] }, {}, 'no_rate'],
    [
      'does not cool',
      {},
      { parcels: [{ grams: 1, traits: ['cold'], value: money(1, 'CNY') }] },
      'trait_not_carried',
    ],
    ['takes no such weight', { services: [aService({ maxGrams: 999 })] }, {}, 'too_heavy'],
    ['takes no such worth', { services: [aService({ maxValue: 3979 })] }, {}, 'too_valuable'],
    [
      'collects no cash',
      { services: [aService({ cod: false })] },
      { cod: money(1, 'CNY') },
      'no_cash_on_delivery',
    ],
    [
      'has limits in a currency that nobody knows',
      { currency: 'EUR', services: [aService({ maxValue: 1 })] },
      {},
      'no_exchange_rate',
    ],
  ])('says that a carrier %s', (_, carrier, shipment, reason) => {
    const { chosen, candidates } = choose([aCarrier(carrier)], shipment);
    expect(chosen).toBeUndefined();
    expect(candidates[0]?.reasons).toContain(reason);
  });

  it('compares limits in other currencies: 4 000 yen are more than 100 yuan', () => {
    const limited = aCarrier({ services: [aService({ maxValue: 19_000 })] });
    const worth = (amount: number) => ({ parcels: [{ grams: 1, traits: [], value: money(amount, 'JPY') }] });
    expect(choose([limited], worth(3900)).chosen).toBeDefined();
    expect(choose([limited], worth(4000)).candidates[0]?.reasons).toEqual(['too_valuable']);
  });

  it('leaves out who would be late, and takes who arrives first where all are', () => {
    const slow = aCarrier({ id: 'slow', services: [aService({ cutOff: '08:01' })] });
    expect(choose([slow, dear]).chosen?.carrier).toBe('dear');
    const late = choose([slow, aCarrier({ services: [aService({ cutOff: '08:30' })] })], {
      shipBy: '2024-07-01T00:00:00.000Z',
    });
    expect(late.chosen).toMatchObject({ carrier: 'slow', reasons: ['late_departure'] });
  });

  it('keeps the day on which it has to be there', () => {
    const { chosen, candidates } = choose([aCarrier(), dear], { deliverBy: '2024-07-02T00:00:00.000Z' });
    expect(chosen?.carrier).toBe('dear');
    expect(candidates.at(-1)).toMatchObject({ carrier: 'sf-express', reasons: ['late_arrival'] });
  });

  it.each([['dear'], [' DEAR '], ['dear express']])('honours the wish “%s” before the price', (wish) => {
    const { chosen, wish: outcome } = choose([aCarrier(), dear], {}, wish);
    expect(chosen?.carrier).toBe('dear');
    expect(outcome).toEqual({ asked: wish, honoured: true });
  });

  it.each([
    ['nobody', 'unknown_carrier'],
    ['closed', 'not_active'],
    ['sf-express', 'trait_not_carried'],
  ])('says why the wish for %s is not honoured', (wish, why) => {
    const cold = { parcels: [{ grams: 1, traits: ['cold' as const], value: money(1, 'CNY') }] };
    const { chosen, wish: outcome } = choose(
      [aCarrier(), dear, aCarrier({ id: 'closed', active: false })],
      cold,
      wish,
    );
    expect(chosen?.carrier).toBe('dear');
    expect(outcome).toEqual({ asked: wish, honoured: false, why: [why] });
  });
});

const TRAITS = ['cold', 'oversize', 'hazardous', 'fragile'] as const;
const traits = fc.uniqueArray(fc.constantFrom(...TRAITS), { maxLength: 2 });
const weight = fc.integer({ min: 1, max: 4000 });

const service = fc.record({
  code: fc.constantFrom('a', 'b', 'c'),
  traits: fc.uniqueArray(fc.constantFrom(...TRAITS)),
  maxGrams: fc.option(weight, { nil: undefined }),
  cod: fc.boolean(),
  cutOff: fc.option(fc.constantFrom('08:00', '12:00', '20:00'), { nil: undefined }),
  first: weight,
  amount: fc.integer({ min: 0, max: 3000 }),
  further: fc.option(fc.record({ grams: weight, amount: fc.integer({ min: 0, max: 500 }) }), {
    nil: undefined,
  }),
  transitHours: fc.integer({ min: 1, max: 90 }),
});

const carriers = fc
  .uniqueArray(
    fc.record({
      id: fc.constantFrom('one', 'two', 'three', 'four'),
      active: fc.boolean(),
      currency: fc.constantFrom('CNY', 'USD', 'JPY'),
      services: fc.uniqueArray(service, { maxLength: 3, selector: ({ code }) => code }),
    }),
    { maxLength: 4, selector: ({ id }) => id },
  )
  .map((all) =>
    all.map(({ services, ...rest }) =>
      aCarrier({
        ...rest,
        services: services.map(({ maxGrams, cutOff, first, amount, further, transitHours, ...each }) =>
          aService({
            ...each,
            ...(maxGrams === undefined ? {} : { maxGrams }),
            ...(cutOff === undefined ? {} : { cutOff }),
            rates: [
              {
                zone: 'china',
                first: { grams: first, amount },
                transitHours,
                ...(further ? { further } : {}),
              },
            ],
          }),
        ),
      }),
    ),
  );

const shipments = fc
  .record({
    parcels: fc.array(fc.record({ grams: weight, traits, value: fc.constant(money(100, 'CNY')) }), {
      minLength: 1,
      maxLength: 3,
    }),
    cod: fc.option(fc.constant(money(100, 'CNY')), { nil: undefined }),
    hours: fc.integer({ min: -1, max: 30 }),
  })
  .map(({ cod, hours, parcels }) =>
    aShipment({
      parcels,
      ...(cod ? { cod } : {}),
      shipBy: new Date(Date.parse('2024-07-01T01:00:00Z') + hours * 3_600_000).toISOString(),
    }),
  );

describe('against trying all services one after the other', () => {
  it('never misses a cheaper one that is in time, nor takes one that cannot', () => {
    fc.assert(
      fc.property(carriers, shipments, (all, shipment) => {
        const { chosen, candidates } = chooseService(all, shipment, CNY_RATES);
        const tried = all
          .filter(({ active }) => active)
          .flatMap((carrier) =>
            carrier.services.map((each) => priceService(carrier, each, shipment, CNY_RATES)),
          );
        const possible = tried.filter(({ reasons }) => reasons.every(isLate));
        const inTime = possible.filter(({ reasons }) => reasons.length === 0);
        const inYuan = ({ cost }: (typeof tried)[number]) =>
          cost ? (convertAmount(cost.amount, cost.currency, 'CNY', CNY_RATES) ?? 0) : Number.NaN;
        expect(candidates).toHaveLength(tried.length);
        if (inTime.length > 0) {
          expect(chosen?.reasons).toEqual([]);
          expect(chosen && inYuan(chosen)).toBe(Math.min(...inTime.map(inYuan)));
        } else if (possible.length > 0)
          expect(chosen?.arrivesAt).toBe(possible.map(({ arrivesAt }) => arrivesAt).sort()[0]);
        else expect(chosen).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on the order in which carriers are described', () => {
    fc.assert(
      fc.property(carriers, shipments, (all, shipment) => {
        const one = chooseService(all, shipment, CNY_RATES).chosen;
        expect(chooseService(all.toReversed(), shipment, CNY_RATES).chosen).toEqual(one);
      }),
      { numRuns: 100 },
    );
  });

  it('honours a wish exactly where the wished carrier is among those to choose from', () => {
    fc.assert(
      fc.property(carriers, shipments, fc.constantFrom('one', 'two', 'nobody'), (all, shipment, wish) => {
        const { chosen, wish: outcome, candidates } = chooseService(all, shipment, CNY_RATES, wish);
        const inTime = candidates.filter(({ reasons }) => reasons.length === 0);
        const pool = inTime.length > 0 ? inTime : candidates.filter(({ reasons }) => reasons.every(isLate));
        expect(outcome?.honoured).toBe(pool.some(({ carrier }) => carrier === wish));
        expect(outcome?.honoured === true ? chosen?.carrier : wish).toBe(wish);
      }),
      { numRuns: 200 },
    );
  });
});
