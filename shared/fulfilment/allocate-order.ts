import { partId } from '../kernel/ids.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import { isWaiting } from '../orders/backorder.ts';
import { openConfirmations } from '../orders/confirmations.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import type { Fulfilment, FulfilmentLine } from '../orders/fulfilment.ts';
import { openHolds } from '../orders/holds.ts';
import { partKey } from '../orders/line-part.ts';
import { unitsOf } from '../orders/needs-of.ts';
import { nextDueOf } from '../orders/next-due.ts';
import { nextOrder } from '../orders/next-order.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-events.ts';
import type { Reservation } from '../orders/reservation.ts';
import { moveUnits, stateOf } from '../orders/reservation-life.ts';
import { requestProductions } from '../production/request-productions.ts';

/**
 * Sends a ready order to its warehouses: one fulfilment for each ordinal of the plan that was made and reserved at
 * placement. Whatever does not wait for it (held, cancelled, already sent, or waiting for goods itself) is `nothing`, because the request may come
 * twice or late. Reservations that belong to a cancelled fulfilment are left to it: who re-plans goods gives them a
 * fresh ordinal, so that ids stay unique. Nothing reserved at all is a fault that people must see: 409 `nothing_reserved`.
 */
export const allocateOrder = (order: Order, context: DecisionContext): Decision | Problem | 'nothing' => {
  if (order.head.stage !== 'ready_unprocessed' || openHolds(order).length > 0) return 'nothing';
  if (order.fulfilments.some(({ status }) => status !== 'cancelled')) return 'nothing';
  if (isWaiting(order) && context.policy.fulfilment.backorders === 'wait') return 'nothing';
  const { made, events } = sendOut(order, context);
  const asked = requestProductions(order, context);
  if (made.length + asked.productions.length === 0 && isWaiting(order)) return 'nothing';
  if (made.length + asked.productions.length === 0)
    return problem(409, 'nothing_reserved', 'Nothing is reserved for this order', {
      detail: `The order ${order.head.id} is ready, but no reservation says what to send from where.`,
    });
  const { at, policy } = context;
  return {
    next: nextOrder(
      order,
      {
        fulfilments: [...order.fulfilments, ...made],
        ...(asked.productions.length > 0
          ? { productions: [...(order.productions ?? []), ...asked.productions] }
          : {}),
      },
      at,
      (next) => nextDueOf(next, policy),
    ),
    events: [...events, ...asked.events],
  };
};

/** Whether a new fulfilment goes to its warehouse at once: nobody's release is awaited, and nobody's confirmation. */
const goesAtOnce = (order: Order, { policy }: Pick<DecisionContext, 'policy'>): boolean =>
  !policy.fulfilment.manualRelease && openConfirmations(order).length === 0;

/** The fulfilments of what is reserved and not yet sent to a warehouse, and what is told of them. */
export const sendOut = (
  order: Order,
  context: DecisionContext,
): { made: Fulfilment[]; events: OrderEvent[] } => {
  const made = openPlan(order).map(([ordinal, pages]) => newFulfilment(order, ordinal, pages, context));
  return { made, events: made.length > 0 ? eventsOf(order, made, context) : [] };
};

/**
 * Sends what has come for an order that is at work already: without it, goods that were waited for would lie reserved and
 * unseen. Nothing where the order is not ready, held, or rather sent whole.
 */
export const sendRest = (
  order: Order,
  context: DecisionContext,
): { made: Fulfilment[]; events: OrderEvent[] } => {
  const isReady = order.head.stage === 'ready_processed' && openHolds(order).length === 0;
  const staysWhole = isWaiting(order) && context.policy.fulfilment.backorders === 'wait';
  return isReady && !staysWhole ? sendOut(order, context) : { made: [], events: [] };
};

const openPlan = ({ reservations, fulfilments }: Order): [number, Reservation[]][] => {
  const taken = new Set(fulfilments.map(({ ordinal }) => ordinal));
  const open = reservations.filter(({ fulfilment }) => !taken.has(fulfilment));
  return [...Map.groupBy(open, ({ fulfilment }) => fulfilment)].sort(([one], [other]) => one - other);
};

const newFulfilment = (
  order: Order,
  ordinal: number,
  pages: readonly Reservation[],
  context: DecisionContext,
): Fulfilment => {
  const { head, body, lines } = order;
  for (const page of pages) moveUnits(stateOf(order, page), 'allocate');
  const released = goesAtOnce(order, context);
  return {
    id: partId('ful', head.id, ordinal),
    ordinal,
    version: 1,
    orderId: head.id,
    orderNumber: head.number,
    locationId: pages[0]?.locationId ?? '',
    status: released ? 'released' : 'allocated',
    lines: linesOf(pages, lines),
    parcels: [],
    promisedShipBy: head.promisedShipBy,
    priority: head.priority ?? 0,
    ...(body.delivery.carrierWish === undefined ? {} : { carrierWish: body.delivery.carrierWish }),
    placedAt: head.placedAt,
    ...(released ? { releasedAt: context.at } : {}),
  };
};

/** A line's goods may come from several stock rows; the warehouse picks each SKU of it once, in the order's order. */
const linesOf = (pages: readonly Reservation[], ordered: Order['lines']): FulfilmentLine[] => {
  const place = new Map(ordered.flatMap(unitsOf).map((need, at) => [partKey(need), at]));
  const personal = new Map(ordered.map(({ id, personalisation }) => [id, personalisation]));
  const units = pages.flatMap((page) => page.units);
  const byPart = [...Map.groupBy(units, partKey)];
  return byPart
    .sort(([one], [other]) => (place.get(one) ?? 0) - (place.get(other) ?? 0))
    .flatMap(([, [first, ...rest]]): FulfilmentLine[] => {
      if (!first) return [];
      const { lineId, sku } = first;
      const quantity = rest.reduce((sum, each) => sum + each.quantity, first.quantity);
      const personalisation = personal.get(lineId);
      const line = { lineId, sku, quantity, picked: 0 };
      return [personalisation === undefined ? line : { ...line, personalisation }];
    });
};

const eventsOf = (before: Order, made: readonly Fulfilment[], context: DecisionContext): OrderEvent[] => {
  const { at, actor } = context;
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
  return goesAtOnce(before, context) ? [allocated, released] : [allocated];
};
