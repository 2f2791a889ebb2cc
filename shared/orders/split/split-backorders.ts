import { type Backorder, joined, waitingOf } from '../backorder.ts';
import type { StockGroup } from '../lay-out-stock.ts';
import { partKey, unitsByPart } from '../line-part.ts';
import { needsOf } from '../needs-of.ts';
import type { Order } from '../order.ts';
import type { SplitGroup } from './split-schema.ts';

/**
 * Deals what an order waits for out to groups: each waits for what it wants and has got no reserved unit of, the first
 * come to the first group. Every unit keeps its place in the queue.
 */
export const splitBackorders = (
  order: Pick<Order, 'head' | 'lines' | 'backorders'>,
  groups: readonly SplitGroup[],
  stock: readonly StockGroup[][],
): Backorder[][] => {
  const left = waitingOf(order).map((backorder) => ({
    ...backorder,
    units: backorder.units.map((each) => ({ ...each })),
  }));
  return groups.map((group, at) => {
    const wanted = unitsByPart(
      group.flatMap(({ lineId, quantity }) =>
        order.lines.filter(({ id }) => id === lineId).flatMap((line) => needsOf({ ...line, quantity })),
      ),
    );
    const got = unitsByPart((stock[at] ?? []).flatMap(({ units }) => units));
    return joined(
      left.map((backorder) => ({
        ...backorder,
        units: backorder.units.map((each) => {
          const key = partKey({ lineId: each.lineId, sku: backorder.sku });
          const missing = (wanted.get(key) ?? 0) - (got.get(key) ?? 0);
          const quantity = Math.min(missing, each.quantity);
          got.set(key, (got.get(key) ?? 0) + quantity);
          each.quantity -= quantity;
          return { ...each, quantity };
        }),
      })),
    );
  });
};
