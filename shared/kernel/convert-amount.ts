/** What one unit of a currency is worth in CNY; the policy says it. */
export type CnyRates = Readonly<Record<string, number>>;

/** Decimals of the minor unit where they are not 2 (ISO 4217; CLDR, and so `Intl`, has other ones for some). */
const DECIMALS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
  CLF: 4,
  UYW: 4,
};

const decimalsOf = (currency: string): number => DECIMALS[currency] ?? 2;

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
  return Math.ceil(Number(((amount * one * scale) / other).toPrecision(15)));
};
