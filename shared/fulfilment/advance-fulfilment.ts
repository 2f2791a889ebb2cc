import type { Decision, DecisionContext } from '../orders/decision.ts';
import { fulfilmentAxisOf } from '../orders/derive-axes.ts';
import type { Fulfilment } from '../orders/fulfilment.ts';
import { nextDueOf } from '../orders/next-due.ts';
import { nextOrder } from '../orders/next-order.ts';
import type { Order, OrderHead } from '../orders/order.ts';
import { type Milestone, milestoneNumber, type OrderEvent } from '../orders/order-events.ts';

/** The fact by which a step leaves its mark; while no fulfilment of the order has it, the milestone is ahead. */
const MARK = {
  released: 'releasedAt',
  picked: 'pickedAt',
  packed: 'packedAt',
  waybill_created: 'waybilledAt',
} as const satisfies Partial<Record<Milestone, keyof Fulfilment>>;

/** The milestone, if no fulfilment of the order has reached it before, else plain progress of this one. */
export const stepEvent = (
  before: Order,
  milestone: keyof typeof MARK,
  fulfilment: Fulfilment,
  { at, actor }: DecisionContext,
): OrderEvent => ({
  type: before.fulfilments.some((each) => each[MARK[milestone]]) ? 'fulfilment_progressed' : milestone,
  at,
  actor,
  data: { fulfilmentId: fulfilment.id, locationId: fulfilment.locationId, status: fulfilment.status },
});

/** The order's fulfilments with one of them changed, at its next version. */
export const withFulfilment = (order: Order, changed: Fulfilment): Fulfilment[] =>
  order.fulfilments.map((each) =>
    each.id === changed.id ? { ...changed, version: each.version + 1 } : each,
  );

/**
 * Ends a decision about one fulfilment. The head is left alone (saving its write) only where no other fulfilment's
 * change could make a lie of it: neither what this one contributes to the order's axis changes, nor is a milestone
 * reached that a sibling might reach in the same moment.
 */
export const advanceFulfilment = (
  order: Order,
  changed: Fulfilment,
  events: readonly OrderEvent[],
  { at, policy }: DecisionContext,
  head?: Partial<OrderHead>,
): Decision => {
  const fulfilments = withFulfilment(order, changed);
  const untouched = !head && sameContribution(order, changed) && !racesForMilestone(order, events);
  return {
    next: untouched
      ? { ...order, fulfilments }
      : nextOrder(order, { fulfilments, ...(head ? { head } : {}) }, at, (next) => nextDueOf(next, policy)),
    events,
  };
};

const sameContribution = (order: Order, changed: Fulfilment): boolean =>
  order.fulfilments.some(
    (each) => each.id === changed.id && fulfilmentAxisOf([each]) === fulfilmentAxisOf([changed]),
  );

const racesForMilestone = ({ fulfilments }: Order, events: readonly OrderEvent[]): boolean =>
  fulfilments.filter(({ status }) => status !== 'cancelled').length > 1 &&
  events.some(({ type }) => milestoneNumber(type) !== undefined);
