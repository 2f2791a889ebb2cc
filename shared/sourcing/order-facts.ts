import type { Order } from '../orders/order.ts';
import type { ErrandFacts } from './errand.ts';
import { isLost, type RejectionCode } from './rejection.ts';

/** The order's locations that refused something of it. */
export const rejectedBy = ({ fulfilments }: Pick<Order, 'fulfilments'>): string[] =>
  fulfilments.filter(({ rejected }) => rejected).map(({ locationId }) => locationId);

/** Those that would refuse it again; goods that one did not find, or broke, are others when they come anew. */
const refusingAgain = ({ fulfilments }: Pick<Order, 'fulfilments'>): string[] =>
  fulfilments
    .filter(({ rejected }) => rejected && !isLost({ code: rejected.code as RejectionCode }))
    .map(({ locationId }) => locationId);

/** What the choice needs of an order whose goods are still to come. */
export const factsOfLater = (order: Order, at: string): ErrandFacts => ({
  ...factsOf(order, at),
  rejectedBy: refusingAgain(order),
});

/** What the choice needs of an order that is there. */
export const factsOf = (order: Order, at: string): ErrandFacts => ({
  shippingAddress: order.body.shippingAddress,
  delivery: order.body.delivery,
  channel: order.head.channel,
  shopId: order.head.shopId,
  rejectedBy: rejectedBy(order),
  at,
  promisedShipBy: order.head.promisedShipBy,
});
