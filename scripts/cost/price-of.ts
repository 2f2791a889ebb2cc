import { billOf } from './bill.ts';
import { usageOf } from './metering.ts';

/** The answer of `GET /local/metering`: counters by service. */
export type Metering = Readonly<
  Record<string, Readonly<Record<string, { total: number; byKey?: Readonly<Record<string, number>> }>>>
>;

/** One line of a bill, in US dollars. */
export type PricedUse = { what: string; units: number; price: number };

export type Bill = { total: number; lines: readonly PricedUse[] };

/** What AWS would ask for this use, dearest first. */
export const priceOf = (metering: Metering): Bill => {
  const { lines, usd } = billOf(usageOf(metering));
  return {
    total: usd,
    lines: lines
      .map(({ price, amount, usd: own }) => ({ what: price.what, units: amount, price: own }))
      .sort((one, other) => other.price - one.price),
  };
};
