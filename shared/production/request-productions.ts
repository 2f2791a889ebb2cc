import { partId } from '../kernel/ids.ts';
import type { DecisionContext } from '../orders/decision.ts';
import { shippingClock } from '../orders/next-due.ts';
import type { Order, OrderLine } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-events.ts';
import type { Production } from '../orders/production.ts';
import { workingDaysAfter } from './lead-time.ts';

/** Productions that an event names; an event must pass the bus, whose messages are bounded. */
const NAMED_IN_EVENT = 100;

/**
 * Asks for what is made to order and not asked for yet: one piece of work for each such line. Its lead time runs from
 * when the order could be handled.
 */
export const requestProductions = (
  order: Order,
  context: DecisionContext,
): { productions: Production[]; events: OrderEvent[] } => {
  const asked = new Set(
    (order.productions ?? []).filter(({ status }) => status !== 'cancelled').map(({ lineId }) => lineId),
  );
  const lines = order.lines.filter(({ id, madeToOrder }) => madeToOrder && !asked.has(id));
  const last = order.productions?.length ?? 0;
  const productions = lines.map((line, at) => newProduction(order, line, last + at + 1, context));
  const { at, actor } = context;
  const data = {
    productions: productions
      .slice(0, NAMED_IN_EVENT)
      .map(({ id, lineId, sku, name, quantity, expectedAt }) => ({
        productionId: id,
        lineId,
        sku,
        name,
        quantity,
        expectedAt,
      })),
  };
  return {
    productions,
    events: productions.length > 0 ? [{ type: 'production_requested', at, actor, data }] : [],
  };
};

const newProduction = (
  order: Order,
  { id: lineId, sku, name, quantity, madeToOrder, personalisation }: OrderLine,
  ordinal: number,
  { at, policy }: DecisionContext,
): Production => {
  const { head, body } = order;
  const { wish } = body.delivery;
  const { leadDays = 0, locationId } = madeToOrder ?? {};
  return {
    id: partId('prd', head.id, ordinal),
    ordinal,
    version: 1,
    orderId: head.id,
    orderNumber: head.number,
    lineId,
    sku,
    name,
    quantity,
    status: 'requested',
    ...(personalisation === undefined ? {} : { personalisation }),
    ...(wish === undefined ? {} : { wish }),
    ...(locationId === undefined ? {} : { locationId }),
    expectedAt: workingDaysAfter(shippingClock(order), leadDays, policy),
    priority: head.priority ?? 0,
    placedAt: head.placedAt,
    requestedAt: at,
  };
};
