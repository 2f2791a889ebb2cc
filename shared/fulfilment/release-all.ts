import type { DecisionContext } from '../orders/decision.ts';
import type { Fulfilment } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-events.ts';
import { stepEvent } from './advance-fulfilment.ts';

/**
 * Gives all that waits to its warehouses, once what it waited for is there. Nothing where the policy leaves the release
 * to people: they are free to release it from now on.
 */
export const releaseAll = (
  order: Order,
  context: DecisionContext,
): { fulfilments: readonly Fulfilment[]; events: OrderEvent[] } => {
  if (context.policy.fulfilment.manualRelease) return { fulfilments: order.fulfilments, events: [] };
  const events: OrderEvent[] = [];
  const fulfilments = order.fulfilments.map((each): Fulfilment => {
    if (each.status !== 'allocated') return each;
    const released: Fulfilment = {
      ...each,
      status: 'released',
      releasedAt: context.at,
      version: each.version + 1,
    };
    // A milestone is told once, however many go with it.
    const told = stepEvent(order, 'released', released, context);
    events.push(events.length === 0 ? told : { ...told, type: 'fulfilment_progressed' });
    return released;
  });
  return { fulfilments: events.length > 0 ? fulfilments : order.fulfilments, events };
};
