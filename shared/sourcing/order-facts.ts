import type { Order } from '../orders/order.ts';
import type { ErrandFacts } from './errand.ts';

/** The order's locations that refused something of it. */
export const rejectedBy = ({ fulfilments }: Pick<Order, 'fulfilments'>): string[] =>
  fulfilments.filter(({ rejected }) => rejected).map(({ locationId }) => locationId);

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
