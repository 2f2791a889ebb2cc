import type { Order } from './order.ts';
import { allows, RESERVATION, type ReservationState } from './order-states.ts';
import type { Reservation } from './reservation.ts';

/** What happens to reserved units, and where they are after it. */
export const RESERVATION_EVENTS = {
  /** Goods came, and it is its turn. */
  fill: 'reserved',
  /** A warehouse is told to send them. */
  allocate: 'assigned',
  /** The fulfilment is cancelled, or refused by its location. */
  withdraw: 'reserved',
  /** They come from another location instead. */
  move: 'reserved',
  /** They left the building. */
  issue: 'issued',
  /** The order does not want them any more. */
  release: 'released',
  /** Nobody finds them, or they are broken. */
  lose: 'lost',
  /** What was there is not, and no other location has it: back to where it was in the queue. */
  wait: 'waiting',
} as const satisfies Record<string, ReservationState>;

export type ReservationEvent = keyof typeof RESERVATION_EVENTS;

/**
 * Where units end that something happens to.
 *
 * @throws when the life of a reservation knows no such move: a defect, never the caller's mistake.
 */
export const moveUnits = (from: ReservationState, event: ReservationEvent): ReservationState => {
  const to = RESERVATION_EVENTS[event];
  const stays = event === 'move' && from === to;
  if (!stays && !allows(RESERVATION, from, to))
    throw new Error(`Units that are ${from} cannot become ${to} (${event}).`);
  return to;
};

/** Where a page of an order's units stands: given to a fulfilment that is at work, or reserved for the order alone. */
export const stateOf = (
  { fulfilments }: Pick<Order, 'fulfilments'>,
  { fulfilment: ordinal }: Pick<Reservation, 'fulfilment'>,
): ReservationState =>
  fulfilments.some((each) => each.ordinal === ordinal && each.status !== 'cancelled')
    ? 'assigned'
    : 'reserved';
