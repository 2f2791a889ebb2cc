import type { Order } from '../orders/order.ts';
import { type Milestone, milestoneNumber } from '../orders/order-events.ts';
import { samePhone } from './match-phone.ts';

/** What the timeline knows of something that happened. */
type Happened = { type: string; at: string };

/** Whether this is the telephone of the parcel's receiver or of who placed the order. */
export const knowsPhone = ({ body }: Order, phone: string): boolean =>
  [body.shippingAddress.phone, body.customer.phone ?? '']
    // All are compared, also after a match: the time taken tells nothing.
    .map((known) => samePhone(known, phone))
    .includes(true);

/** The way of an order's parcels: no name, no address, no price. */
export const trackingView = ({ head, fulfilments }: Order, events: readonly Happened[]) => ({
  number: head.number,
  stage: head.stage,
  placedAt: head.placedAt,
  promisedShipBy: head.promisedShipBy,
  milestones: milestonesOf(events),
  parcels: fulfilments
    .filter(({ status }) => status !== 'cancelled')
    .flatMap(({ parcels }) => parcels)
    .map(({ carrier, trackingNumber, status, newsAt }) => ({
      carrier,
      trackingNumber,
      status,
      ...(newsAt === undefined ? {} : { newsAt }),
    })),
});

const milestonesOf = (events: readonly Happened[]) => {
  const first = new Map<Milestone, { number: number; name: Milestone; at: string }>();
  for (const { type, at } of events) {
    const number = milestoneNumber(type);
    const name = type as Milestone;
    if (number !== undefined && !first.has(name)) first.set(name, { number, name, at });
  }
  return [...first.values()].sort(
    (one, other) => one.at.localeCompare(other.at) || one.number - other.number,
  );
};
