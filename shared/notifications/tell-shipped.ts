import type { Decision, DecisionContext } from '../orders/decision.ts';
import { nextDueOf } from '../orders/next-due.ts';
import { nextOrder } from '../orders/next-order.ts';
import type { Order } from '../orders/order.ts';
import type { FulfilmentAxis } from '../orders/order-states.ts';

const ALL_LEFT: readonly FulfilmentAxis[] = ['shipped', 'partially_delivered', 'delivered', 'returned'];

/** Notes that the buyer knows of the shipping; with it the order goes from shipped to processed. Once. */
export const tellShipped = (order: Order, { at, actor, policy }: DecisionContext): Decision | 'nothing' => {
  const { toldShippedAt, fulfilment } = order.head;
  if (toldShippedAt !== undefined || !ALL_LEFT.includes(fulfilment)) return 'nothing';
  return {
    next: nextOrder(order, { head: { toldShippedAt: at } }, at, (next) => nextDueOf(next, policy)),
    events: [{ type: 'shipping_told', at, actor }],
  };
};
