import fc from 'fast-check';
import {
  addsTheSame,
  type Bought,
  boughtBy,
  NO_STANDING,
  standingOfAll,
  withBought,
} from '../../../shared/customers/standing.ts';
import { anOrder } from '../../builders/an-order.ts';

const totals = { goods: 3980, discount: 0, shipping: 0, tax: 0, grand: 3980, paid: 0, refunded: 0 };
const of = (head: Parameters<typeof anOrder>[0] = {}): Bought => {
  const order = anOrder(head);
  return boughtBy(order.head, order.lines);
};

describe('what an order adds to its customer', () => {
  it('is what it cost, without what was given back', () => {
    expect(of()).toMatchObject({ counts: true, value: 3980, due: 0, skus: ['LANTERN'] });
    const refunded = { ...totals, paid: 4980, refunded: 2000, excess: 1000 };
    expect(of({ head: { totals: refunded } })).toMatchObject({ value: 2980 });
  });

  it('is nothing when it was cancelled or rejected', () => {
    const nothing = { counts: false, value: 0, due: 0, skus: [] };
    expect(of({ head: { status: 'cancelled', paymentTerms: 'credit' } })).toMatchObject(nothing);
    expect(of({ head: { confirmation: 'rejected' } })).toMatchObject(nothing);
  });

  it.each([
    ['prepaid', {}, 0],
    ['credit', {}, 3980],
    ['credit', { paid: 980 }, 3000],
    ['credit', { paid: 3980 }, 0],
    // What was given back on purpose is not owed again.
    ['credit', { paid: 3980, refunded: 1000 }, 0],
  ] as const)('is owed on %s terms with %j: %d', (paymentTerms, change, due) => {
    expect(of({ head: { paymentTerms, totals: { ...totals, ...change } } }).due).toBe(due);
  });

  it('says the same where nothing changed but the version', () => {
    const before = of();
    expect(addsTheSame(before, { ...before, version: 9 })).toBe(true);
    expect(addsTheSame(before, { ...before, value: 1 })).toBe(false);
    expect(addsTheSame(undefined, { ...before, counts: false })).toBe(true);
  });
});

describe('a standing', () => {
  const step = fc.record({
    order: fc.integer({ min: 0, max: 4 }),
    counts: fc.boolean(),
    value: fc.integer({ min: 0, max: 10_000 }),
    due: fc.integer({ min: 0, max: 10_000 }),
    currency: fc.constantFrom('CNY', 'EUR'),
  });

  it('is the sum of its orders, whatever happened to them on the way', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const orders = new Map<number, Bought>();
        let standing = NO_STANDING;
        for (const { order, counts, value, due, currency } of steps) {
          const known = orders.get(order);
          const after: Bought = {
            ...of(),
            orderId: `ord_${order}`,
            currency: known?.currency ?? currency,
            counts,
            value: counts ? value : 0,
            due: counts ? due : 0,
          };
          standing = withBought(standing, known, after);
          orders.set(order, after);
        }
        const fresh = [...orders.values()].reduce(
          (sum, each) => withBought(sum, undefined, each),
          NO_STANDING,
        );
        expect(standing).toEqual(fresh);
        const each = [...orders.values()].map((one) => withBought(NO_STANDING, undefined, one));
        expect(standingOfAll(each)).toEqual(fresh);
      }),
    );
  });

  it('of several ids has the latest order of all', () => {
    const at = (lastOrderAt: string) => ({ ...NO_STANDING, orders: 1, lastOrderAt });
    expect(standingOfAll([at('2026-01-01'), NO_STANDING, at('2026-03-01')])).toEqual({
      orders: 2,
      value: {},
      outstanding: {},
      lastOrderAt: '2026-03-01',
    });
  });
});
