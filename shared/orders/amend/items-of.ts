import type { OrderLine } from '../order.ts';
import type { PricedItem } from '../price-order.ts';

/** A line without what is worked out from it, in such a quantity. */
export const itemOf = (
  { discounts: _, tax: __, total: ___, ...item }: OrderLine,
  quantity: number,
): PricedItem => ({
  ...item,
  quantity,
});

/** An order's lines as they stand, without what is worked out from them. */
export const itemsOf = (lines: readonly OrderLine[]): PricedItem[] =>
  lines.map((line) => itemOf(line, line.quantity));
