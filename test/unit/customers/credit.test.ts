import { converted, creditUseOf } from '../../../shared/customers/credit.ts';
import { creditAnomalies } from '../../../shared/orders/anomalies/credit-anomalies.ts';
import { defaultPolicy } from '../../../shared/policies/policy.ts';

const policy = defaultPolicy();
const AT = '2026-06-01T00:00:00.000Z';
const cny = (amount: number) => ({ amount, currency: 'CNY' });
const owing = (outstanding: Record<string, number>, oldestUnpaidAt?: string) => ({
  standing: { outstanding },
  ...(oldestUnpaidAt ? { oldestUnpaidAt } : {}),
  grand: cny(1000),
  at: AT,
  policy,
});
const found = (
  limit: number | undefined,
  owed: ReturnType<typeof owing>,
  terms: 'credit' | 'prepaid' = 'credit',
) =>
  creditAnomalies(
    { creditRating: 'B', ...(limit === undefined ? {} : { creditLimit: cny(limit) }) },
    terms,
    owed,
  ).map(({ code }) => code);

describe('credit', () => {
  it.each([
    [3000, { CNY: 2000 }, []],
    [2999, { CNY: 2000 }, ['over_limit']],
    [3000, { CNY: 1000, EUR: 100 }, []],
    [3000, { CNY: 1200, EUR: 100 }, ['over_limit']],
    [999, {}, ['over_limit']],
    [0, {}, ['over_limit']],
    [undefined, { CNY: 9_000_000 }, []],
  ] as const)('with a limit of %s and %j owed: %j', (limit, outstanding, codes) => {
    expect(found(limit, owing(outstanding))).toEqual(codes);
  });

  it('is not looked at where the order is paid before it leaves', () => {
    expect(found(0, owing({ CNY: 5000 }, '2020-01-01T00:00:00.000Z'), 'prepaid')).toEqual([]);
  });

  it('is overdue when the oldest unpaid order is older than the policy lets it be', () => {
    expect(found(undefined, owing({}, '2026-05-02T00:00:00.000Z'))).toEqual([]);
    expect(found(undefined, owing({}, '2026-05-01T23:59:59.000Z'))).toEqual(['overdue']);
  });

  it('counts an order in a currency without a rate as beyond the limit', () => {
    const strange = { ...owing({}), grand: { amount: 1, currency: 'XAF' } };
    expect(found(1_000_000, strange)).toEqual(['over_limit']);
    expect(converted(strange.grand, 'CNY', policy.review.cnyRates)).toBeUndefined();
  });

  it('is told in the currency of the limit', () => {
    const use = creditUseOf(
      { creditLimit: { amount: 1000, currency: 'EUR' } },
      { standing: { outstanding: { CNY: 820, EUR: 5 } } },
      { at: AT, policy },
    );
    expect(use.outstanding).toEqual({ amount: 105, currency: 'EUR' });
  });
});
