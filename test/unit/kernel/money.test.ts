import * as fc from 'fast-check';
import { allocateOver, money, moneySchema, share, sum, times } from '../../../shared/kernel/money.ts';

describe('money', () => {
  it('adds and multiplies in minor units', () => {
    expect(sum([money(1, 'CNY'), money(2, 'CNY')], 'CNY')).toEqual(money(3, 'CNY'));
    expect(sum([], 'JPY')).toEqual(money(0, 'JPY'));
    expect(times(money(1990, 'CNY'), 3)).toEqual(money(5970, 'CNY'));
  });

  it('never mixes currencies', () => {
    expect(() => sum([money(1, 'CNY'), money(1, 'USD')], 'CNY')).toThrow();
  });

  it('rounds a share half up', () => {
    expect(share(money(1050, 'GBP'), 0.1)).toEqual(money(105, 'GBP'));
    expect(share(money(25, 'GBP'), 0.1)).toEqual(money(3, 'GBP'));
    expect(share(money(24, 'GBP'), 0.1)).toEqual(money(2, 'GBP'));
    expect(share(money(1000, 'JPY'), 0.08)).toEqual(money(80, 'JPY'));
  });

  it('stays exact where numbers would not', () => {
    expect(times(money(1_000_000_000_000, 'JPY'), 9)).toEqual(money(9_000_000_000_000, 'JPY'));
    expect(share(money(999_999_999_999, 'CNY'), 0.166667)).toEqual(money(166_667_000_000, 'CNY'));
    expect(allocateOver(money(999_999_999_999, 'CNY'), [1_000_000_000_000, 3, 5])).toEqual(
      [999_999_999_992, 2, 5].map((amount) => money(amount, 'CNY')),
    );
  });

  it('is spread over weights without losing a unit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 100 }),
        (amount, weights) => {
          const parts = allocateOver(money(amount, 'GBP'), weights);
          expect(parts.reduce((total, part) => total + part.amount, 0)).toBe(amount);
        },
      ),
    );
  });

  it.each([
    { amount: 1.5, currency: 'CNY' },
    { amount: -1, currency: 'CNY' },
    { amount: 1e308, currency: 'CNY' },
    { amount: 2 ** 53, currency: 'CNY' },
    { amount: '1', currency: 'CNY' },
    { amount: 1, currency: 'XXQ' },
    { amount: 1, currency: 'toString' },
    { amount: 1, currency: 'cny' },
    { amount: 1 },
    { amount: 1, currency: 'CNY', note: 'x' },
  ])('at the door: %j is refused', (value) => {
    expect(moneySchema.safeParse(value).success).toBe(false);
  });
});
