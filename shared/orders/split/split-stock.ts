import { groupsOf, type StockGroup } from '../lay-out-stock.ts';
import type { Order } from '../order.ts';
import type { SplitGroup } from './split-schema.ts';

/**
 * Deals an order's reserved units out to groups, the first reserved to the first group, or those at the location that is
 * named `first`; no unit changes its stock row. Units that wait for stock have nothing to deal out: they go last.
 */
export const splitStock = (
  { reservations }: Pick<Order, 'reservations'>,
  groups: readonly SplitGroup[],
  first?: string,
): StockGroup[][] => {
  const [own, others] = [true, false].map((isFirst) =>
    groupsOf(reservations).filter(({ locationId }) => (locationId === first) === isFirst),
  );
  const places = [...(own ?? []), ...(others ?? [])].map((place) => ({
    ...place,
    units: place.units.map((each) => ({ ...each })),
  }));
  return groups.map((group) => {
    const wanted = new Map(group.map(({ lineId, quantity }) => [lineId, quantity]));
    return places.map((place) => ({
      ...place,
      units: place.units.flatMap((each) => {
        const left = wanted.get(each.lineId) ?? 0;
        const quantity = Math.min(left, each.quantity);
        wanted.set(each.lineId, left - quantity);
        each.quantity -= quantity;
        return quantity > 0 ? [{ ...each, quantity }] : [];
      }),
    }));
  });
};
