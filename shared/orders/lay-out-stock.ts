import { isDeepStrictEqual } from 'node:util';
import type { Order } from './order.ts';
import { planReservations } from './plan-reservations.ts';
import type { Reservation, ReservedUnits } from './reservation.ts';

/** Units of one location that leave together; the ordinal of the plan they come from, where they have one. */
export type StockGroup = { ordinal?: number; locationId: string; units: readonly ReservedUnits[] };

/** An order's reserved units as groups, oldest first. */
export const groupsOf = (reservations: readonly Reservation[]): StockGroup[] =>
  [...Map.groupBy(reservations, ({ fulfilment }) => fulfilment)]
    .sort(([one], [other]) => one - other)
    .map(([ordinal, pages]) => ({
      ordinal,
      locationId: pages[0]?.locationId ?? '',
      units: pages.toSorted((one, other) => one.page - other.page).flatMap(({ units }) => units),
    }));

/** Joins what one line has of one stock row; nothing is left of a row that has no units. */
const summed = (units: readonly ReservedUnits[]): ReservedUnits[] =>
  [...Map.groupBy(units, ({ lineId, sku, shard }) => JSON.stringify([lineId, sku, shard])).values()].flatMap(
    (same) => {
      const quantity = same.reduce((sum, each) => sum + each.quantity, 0);
      return same[0] && quantity > 0 ? [{ ...same[0], quantity }] : [];
    },
  );

/**
 * Lays groups out in an order's reservation pages. A group keeps its ordinal unless a fulfilment has (or had) it: the
 * next fulfilment needs one of its own. Pages that come out as they were are the same objects and are not written.
 */
export const layOutStock = (
  { reservations, fulfilments }: Pick<Order, 'reservations' | 'fulfilments'>,
  groups: readonly StockGroup[],
): Reservation[] => {
  const taken = new Set(fulfilments.map(({ ordinal }) => ordinal));
  let last = Math.max(0, ...taken, ...reservations.map(({ fulfilment }) => fulfilment));
  const plan = groups
    .map((group) => ({ ...group, units: summed(group.units) }))
    .filter(({ units }) => units.length > 0)
    .map((group) => {
      if (group.ordinal !== undefined && !taken.has(group.ordinal))
        return { ...group, ordinal: group.ordinal };
      last += 1;
      return { ...group, ordinal: last };
    });
  return planReservations(plan).map((page) => {
    const fulfilment = plan[page.fulfilment - 1]?.ordinal ?? page.fulfilment;
    return asBefore(reservations, { ...page, fulfilment });
  });
};

const asBefore = (before: readonly Reservation[], page: Reservation): Reservation => {
  const earlier = before.find((each) => each.fulfilment === page.fulfilment && each.page === page.page);
  if (!earlier) return page;
  const { version = 0, ...known } = earlier;
  return isDeepStrictEqual(known, page) ? earlier : { ...page, version: version + 1 };
};
