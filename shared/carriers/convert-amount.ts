/** What one unit of a currency is worth in CNY; the policy says it. */
export type CnyRates = Readonly<Record<string, number>>;

const decimals = new Map<string, number>();

/** Decimals of a currency's minor unit: 2 for CNY, none for JPY. */
const decimalsOf = (currency: string): number => {
  const known = decimals.get(currency);
  if (known !== undefined) return known;
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  decimals.set(currency, maximumFractionDigits);
  return maximumFractionDigits;
};

/**
 * An amount of minor units in another currency's, rounded up: limits and prices are compared, nothing is booked.
 * Undefined where one of them has no rate.
 */
export const convertAmount = (
  amount: number,
  from: string,
  to: string,
  rates: CnyRates,
): number | undefined => {
  if (from === to) return amount;
  const [one, other] = [rates[from], rates[to]];
  if (one === undefined || other === undefined) return undefined;
  const scale = 10 ** (decimalsOf(to) - decimalsOf(from));
  // Products of decimals are off by a hair: 0.1 × 3 must not become a unit more.
  return Math.ceil(Number(((amount * one * scale) / other).toPrecision(12)));
};
