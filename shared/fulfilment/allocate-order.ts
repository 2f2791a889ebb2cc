import { partId } from '../kernel/ids.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import type { Fulfilment, FulfilmentLine } from '../orders/fulfilment.ts';
import { openHolds } from '../orders/holds.ts';
import { partKey } from '../orders/line-part.ts';
import { needsOf } from '../orders/needs-of.ts';
import { nextDueOf } from '../orders/next-due.ts';
import { nextOrder } from '../orders/next-order.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-events.ts';
import type { Reservation } from '../orders/reservation.ts';

/**
 * Sends a ready order to its warehouses: one fulfilment for each ordinal of the plan that was made and reserved at
 * placement. Whatever does not wait for it (held, cancelled, already sent) is `nothing`, because the request may come
 * twice or late. Reservations that belong to a cancelled fulfilment are left to it: who re-plans goods gives them a
 * fresh ordinal, so that ids stay unique. Nothing reserved at all is a fault that people must see: 409 `nothing_reserved`.
 */
export const allocateOrder = (order: Order, context: DecisionContext): Decision | Problem | 'nothing' => {
  if (order.head.stage !== 'ready_unprocessed' || openHolds(order).length > 0) return 'nothing';
  if (order.fulfilments.some(({ status }) => status !== 'cancelled')) return 'nothing';
  const { made, events } = sendOut(order, context);
  if (made.length === 0)
    return problem(409, 'nothing_reserved', 'Nothing is reserved for this order', {
      detail: `The order ${order.head.id} is ready, but no reservation says what to send from where.`,
    });
  const { at, policy } = context;
  return {
    next: nextOrder(order, { fulfilments: [...order.fulfilments, ...made] }, at, (next) =>
      nextDueOf(next, policy),
    ),
    events,
  };
};

/** The fulfilments of what is reserved and not yet sent to a warehouse, and what is told of them. */
export const sendOut = (
  order: Order,
  context: DecisionContext,
): { made: Fulfilment[]; events: OrderEvent[] } => {
  const made = openPlan(order).map(([ordinal, pages]) => newFulfilment(order, ordinal, pages, context));
  return { made, events: made.length > 0 ? eventsOf(order, made, context) : [] };
};

const openPlan = ({ reservations, fulfilments }: Order): [number, Reservation[]][] => {
  const taken = new Set(fulfilments.map(({ ordinal }) => ordinal));
  const open = reservations.filter(({ fulfilment }) => !taken.has(fulfilment));
  return [...Map.groupBy(open, ({ fulfilment }) => fulfilment)].sort(([one], [other]) => one - other);
};

const newFulfilment = (
  { head, body, lines }: Order,
  ordinal: number,
  pages: readonly Reservation[],
  { at, policy }: DecisionContext,
): Fulfilment => ({
  id: partId('ful', head.id, ordinal),
  ordinal,
  version: 1,
  orderId: head.id,
  orderNumber: head.number,
  locationId: pages[0]?.locationId ?? '',
  status: policy.fulfilment.manualRelease ? 'allocated' : 'released',
  lines: linesOf(pages, lines),
  parcels: [],
  promisedShipBy: head.promisedShipBy,
  priority: head.priority ?? 0,
  ...(body.delivery.carrierWish === undefined ? {} : { carrierWish: body.delivery.carrierWish }),
  placedAt: head.placedAt,
  ...(policy.fulfilment.manualRelease ? {} : { releasedAt: at }),
});

/** A line's goods may come from several stock rows; the warehouse picks each SKU of it once, in the order's order. */
const linesOf = (pages: readonly Reservation[], ordered: Order['lines']): FulfilmentLine[] => {
  const place = new Map(ordered.flatMap(needsOf).map((need, at) => [partKey(need), at]));
  const units = pages.flatMap((page) => page.units);
  const byPart = [...Map.groupBy(units, partKey)];
  return byPart
    .sort(([one], [other]) => (place.get(one) ?? 0) - (place.get(other) ?? 0))
    .flatMap(([, [first, ...rest]]) =>
      first
        ? [
            {
              lineId: first.lineId,
              sku: first.sku,
              quantity: rest.reduce((sum, { quantity }) => sum + quantity, first.quantity),
              picked: 0,
            },
          ]
        : [],
    );
};

const eventsOf = (
  before: Order,
  made: readonly Fulfilment[],
  { at, actor, policy }: DecisionContext,
): OrderEvent[] => {
  const data = { fulfilments: made.map(({ id, locationId }) => ({ fulfilmentId: id, locationId })) };
  const again = before.fulfilments.length > 0;
  const releasedBefore = before.fulfilments.some(({ releasedAt }) => releasedAt);
  const allocated: OrderEvent = { type: again ? 'fulfilment_progressed' : 'allocated', at, actor, data };
  const released: OrderEvent = {
    type: releasedBefore ? 'fulfilment_progressed' : 'released',
    at,
    actor,
    data,
  };
  return policy.fulfilment.manualRelease ? [allocated] : [allocated, released];
};
