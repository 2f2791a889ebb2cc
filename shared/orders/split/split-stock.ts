import { groupsOf, type StockGroup } from '../lay-out-stock.ts';
import { partKey, unitsByPart } from '../line-part.ts';
import { needsOf } from '../needs-of.ts';
import type { Order } from '../order.ts';
import type { SplitGroup } from './split-schema.ts';

/**
 * Deals an order's reserved units out to groups, the first reserved to the first group, or those at the location that is
 * named `first`; no unit changes its stock row. A group that gets some bundles gets their parts. Units that wait for stock have nothing to deal out: they go last.
 */
export const splitStock = (
  { lines, reservations }: Pick<Order, 'lines' | 'reservations'>,
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
    const wanted = unitsByPart(group.flatMap((line) => needsIn(lines, line)));
    return places.map((place) => ({
      ...place,
      units: place.units.flatMap((each) => {
        const key = partKey(each);
        const left = wanted.get(key) ?? 0;
        const quantity = Math.min(left, each.quantity);
        wanted.set(key, left - quantity);
        each.quantity -= quantity;
        return quantity > 0 ? [{ ...each, quantity }] : [];
      }),
    }));
  });
};

/** What a group takes from stock for the units that it gets of a line. */
const needsIn = (lines: Order['lines'], { lineId, quantity }: SplitGroup[number]) =>
  lines.filter(({ id }) => id === lineId).flatMap((line) => needsOf({ ...line, quantity }));
