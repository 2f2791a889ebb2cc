import type { StockChange } from '../inventory/stock.ts';
import { RESERVATION_PAGE, type Reservation, type ReservedUnits } from './reservation.ts';

/** A sourcing plan: which location ships which units; one fulfilment each. */
export type SourcingPlan = readonly { locationId: string; units: readonly ReservedUnits[] }[];

const rowOf = ({ sku, shard }: ReservedUnits): string => `${sku}#${shard}`;

/**
 * Lays a sourcing plan out in reservation pages. All units of one stock row stand in one page, because a page and its
 * rows change in one transaction. Rows are sorted: orders too large for one transaction take them in this order, so that
 * of two that want the same one is always ahead, and they never refuse each other by turns.
 */
export const planReservations = (plan: SourcingPlan): Reservation[] =>
  plan.flatMap(({ locationId, units }, index) => {
    const rows = [...Map.groupBy(units, rowOf)].sort(([one], [other]) => (one < other ? -1 : 1));
    const pages = rows.reduce<ReservedUnits[][]>((done, [, row], at) => {
      if (at % RESERVATION_PAGE === 0) done.push([]);
      done.at(-1)?.push(...row);
      return done;
    }, []);
    return pages.map((page, at) => ({ fulfilment: index + 1, page: at + 1, locationId, units: page }));
  });

/** The stock changes that take a page's units, one per stock row. */
export const reserveChanges = ({ locationId, units }: Reservation, document: string): StockChange[] =>
  [...Map.groupBy(units, rowOf).values()].flatMap((row) => {
    const [first] = row;
    if (!first) return [];
    const quantity = row.reduce((sum, each) => sum + each.quantity, 0);
    return [{ kind: 'reserve', sku: first.sku, shard: first.shard, quantity, locationId, document }];
  });
