import type { Demand } from '../../inventory/demand.ts';
import { type Backorder, joined, waitingOf, waitingParts, withoutParts } from '../backorder.ts';
import { partKey, unitsByPart } from '../line-part.ts';
import type { Order } from '../order.ts';

/**
 * What changed lines go on waiting for, each unit at its place in the queue, and what they want beyond it. Who wants less
 * gives up the places that were taken last.
 */
export const stillWaiting = (
  order: Pick<Order, 'head' | 'backorders'>,
  missing: readonly Demand[],
): { kept: Backorder[]; left: Demand[] } => {
  const waiting = unitsByPart(waitingParts(waitingOf(order)));
  const wanted = unitsByPart(missing);
  const gone = new Map(
    [...waiting].map(([key, units]) => [key, Math.max(0, units - (wanted.get(key) ?? 0))]),
  );
  const left = missing.flatMap((need): Demand[] => {
    const quantity = need.quantity - (waiting.get(partKey(need)) ?? 0);
    return quantity > 0 ? [{ ...need, quantity }] : [];
  });
  return { kept: joined(withoutParts(waitingOf(order), gone)), left };
};
