import type { Order } from '../order.ts';
import type { PricedItem } from '../price-order.ts';
import { itemsOf } from './items-of.ts';

/** What makes other lines of an order's: those that come, those that go, and those of which there are more or fewer. */
export type LineDifference = {
  added: readonly PricedItem[];
  removed: readonly PricedItem[];
  changed: readonly { line: PricedItem; before: number }[];
};

/** Tells an order's lines from what they are to be. */
export const lineDifference = (
  { lines }: Pick<Order, 'lines'>,
  items: readonly PricedItem[],
): LineDifference => {
  const before = new Map(lines.map(({ id, quantity }) => [id, quantity]));
  const after = new Set(items.map(({ id }) => id));
  return {
    added: items.filter(({ id }) => !before.has(id)),
    removed: itemsOf(lines.filter(({ id }) => !after.has(id))),
    changed: items.flatMap((line) => {
      const had = before.get(line.id);
      return had === undefined || had === line.quantity ? [] : [{ line, before: had }];
    }),
  };
};
