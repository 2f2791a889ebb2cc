import { totalOf, type Usage } from './metering.ts';
import { PRICES, type Price } from './prices.ts';

/** One line of a bill, in US dollars. */
export type BillLine = { price: Price; amount: number; usd: number };

/** What a usage costs at list prices, by service; lines of nothing are left out. */
export function billOf(usage: Usage): { lines: BillLine[]; usd: number } {
  const lines = PRICES.list
    .map((price): BillLine => {
      const amount = totalOf(usage, price.counter);
      return { price, amount, usd: (amount / price.per) * price.usd };
    })
    .filter(({ amount }) => amount > 0);
  return { lines, usd: lines.reduce((sum, { usd }) => sum + usd, 0) };
}
