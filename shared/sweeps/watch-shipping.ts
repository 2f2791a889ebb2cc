import { hoursAfter } from '../kernel/clock.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import { nextDueOf, shippingClock, shippingHours } from '../orders/next-due.ts';
import { nextOrder } from '../orders/next-order.ts';
import type { Order } from '../orders/order.ts';
import type { Stage } from '../orders/stage.ts';

/** The stages in which a buyer waits for all of their goods to leave. */
export const UNSHIPPED_STAGES: readonly Stage[] = [
  'unconfirmed_paid',
  'ready_unprocessed',
  'ready_processed',
];

const EVENTS = ['exception_ship_warning', 'exception_ship_alarm', 'exception_ship_breach'] as const;

/**
 * What is due of an order that has not left (G2): warning, alarm or breach, by the last hour that has passed; each is
 * told once, and one that was missed is not told after a graver one.
 */
export const watchShipping = (order: Order, { at, actor, policy }: DecisionContext): Decision | 'nothing' => {
  const { head } = order;
  if (!UNSHIPPED_STAGES.includes(head.stage)) return 'nothing';
  const since = shippingClock(order);
  const hours = shippingHours(policy);
  const last = hours.findLastIndex((each) => hoursAfter(since, each) <= at);
  const type = EVENTS[last];
  if (!type || last < head.reminders) return 'nothing';
  return {
    next: nextOrder(order, { head: { reminders: last + 1 } }, at, (next) => nextDueOf(next, policy)),
    events: [
      { type, at, actor, data: { afterHours: hours[last], since, promisedShipBy: head.promisedShipBy } },
    ],
  };
};
