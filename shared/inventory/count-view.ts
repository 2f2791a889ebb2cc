import type { StockCount } from './stock-count.ts';

/** A count as the API shows it: while the sheet is out, it says nothing of what should be there. */
export const countView = (count: StockCount) => ({
  ...count,
  lines: count.status === 'open' ? count.lines.map(({ sku }) => ({ sku })) : count.lines,
});
