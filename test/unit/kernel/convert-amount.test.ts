import { convertAmount } from '../../../shared/kernel/convert-amount.ts';

const RATES = { CNY: 1, USD: 7.2, JPY: 0.048, HUF: 0.02, KWD: 23 };

describe('an amount in another currency', () => {
  it.each([
    [1000, 'JPY', 'CNY', 4800],
    [4801, 'CNY', 'JPY', 1001],
    [100, 'USD', 'CNY', 720],
    [1000, 'KWD', 'CNY', 2300],
    // The forint's minor unit has two decimals in ISO 4217, though nobody has coins for it.
    [100, 'HUF', 'CNY', 2],
    [999_999_999_999, 'CNY', 'USD', 138_888_888_889],
  ])(
    'of %s %s is, in %s, %s: the decimals of both count, and it is rounded up',
    (amount, from, to, worth) => {
      expect(convertAmount(amount, from, to, RATES)).toBe(worth);
    },
  );

  it('is itself in its own currency, and unknown where there is no rate', () => {
    expect(convertAmount(7, 'EUR', 'EUR', {})).toBe(7);
    expect(convertAmount(7, 'EUR', 'CNY', RATES)).toBeUndefined();
  });
});
