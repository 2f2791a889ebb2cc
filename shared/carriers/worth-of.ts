import { partsOf } from '../orders/needs-of.ts';
import type { Order } from '../orders/order.ts';

/**
 * What goods of an order are worth, in minor units: their share, by units, of what the buyer pays for their line. A
 * bundle's parts have no prices of their own; each unit of them has the same share.
 */
export const worthOf = (
  { lines }: Pick<Order, 'lines'>,
  goods: readonly { lineId: string; quantity: number }[],
): number => {
  const units = new Map<string, number>();
  for (const { lineId, quantity } of goods) units.set(lineId, (units.get(lineId) ?? 0) + quantity);
  return lines.reduce((sum, line) => {
    const here = units.get(line.id);
    if (here === undefined) return sum;
    const all = line.quantity * partsOf(line).reduce((each, { quantity }) => each + quantity, 0);
    return sum + Math.round(line.total.amount * Math.min(1, here / all));
  }, 0);
};
