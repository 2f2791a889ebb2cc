import type { StockChange } from '../inventory/stock.ts';
import type { Order } from './order.ts';
import type { Reservation } from './reservation.ts';
import { moveUnits, stateOf } from './reservation-life.ts';

/** A reservation page that has to end: its units are given back, or leave the building with their fulfilment. */
export type Closing = { reservation: Reservation; how: 'release' | 'issue'; document: string };

/**
 * Which reservations the order's state no longer justifies: all of a cancelled order's are released, those of a
 * shipped fulfilment are issued. Worked out from facts, so that it can be asked again after a crash and only ever
 * names what is left to do.
 */
export const dueClosings = (order: Order): Closing[] =>
  closingsOf(order).map((closing) => {
    moveUnits(stateOf(order, closing.reservation), closing.how);
    return closing;
  });

const closingsOf = (order: Order): Closing[] =>
  order.reservations.flatMap((reservation): Closing[] => {
    const fulfilment = order.fulfilments.find((each) => each.ordinal === reservation.fulfilment);
    if (fulfilment?.status === 'shipped' || fulfilment?.status === 'delivered')
      return [{ reservation, how: 'issue', document: fulfilment.id }];
    if (order.head.status === 'cancelled') return [{ reservation, how: 'release', document: order.head.id }];
    return [];
  });

/** The stock changes of a closing, one per stock row, however many lines share it. */
export const closingChanges = ({ reservation, how, document }: Closing): StockChange[] => {
  const rows = new Map<string, StockChange>();
  for (const { sku, shard, quantity } of reservation.units) {
    const key = `${sku}#${shard}`;
    const sum = (rows.get(key)?.quantity ?? 0) + quantity;
    rows.set(key, { kind: how, sku, shard, quantity: sum, locationId: reservation.locationId, document });
  }
  return [...rows.values()];
};

/** How many writes a closing takes: its page, its rows, and a movement for each row that is issued. */
export const writesOf = (closing: Closing): number =>
  1 + closingChanges(closing).length * (closing.how === 'issue' ? 2 : 1);

/** Fills the room that a transaction has left with whole closings; the rest is for later transactions. */
export const fitting = (
  closings: readonly Closing[],
  room: number,
): { now: readonly Closing[]; later: readonly Closing[] } => {
  let left = room;
  const count = closings.findIndex((closing) => {
    left -= writesOf(closing);
    return left < 0;
  });
  const cut = count < 0 ? closings.length : count;
  return { now: closings.slice(0, cut), later: closings.slice(cut) };
};
