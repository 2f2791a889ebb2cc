import { withFulfilment } from '../fulfilment/advance-fulfilment.ts';
import { fulfilmentOf } from '../fulfilment/fulfilment-steps.ts';
import { hoursAfter } from '../kernel/clock.ts';
import { isProblem, type Problem, problem } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import type { Fulfilment } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-events.ts';
import { storeFor } from '../orders/to-store.ts';
import type { Policy } from '../policies/policy.ts';

const HOURS_PER_DAY = 24;

/** When something is to be done about goods that wait to be fetched: the next reminder, then the end of the time. */
export const nextPickupDue = (readyAt: string, reminded: number, { pickup }: Policy): string => {
  const days = reminderDays({ pickup });
  return hoursAfter(readyAt, (days[reminded] ?? pickup.keepDays) * HOURS_PER_DAY);
};

/** The days after which the buyer is reminded, in order; none after the end. */
export const reminderDays = ({ pickup }: Pick<Policy, 'pickup'>): number[] =>
  pickup.remindAfterDays.filter((days) => days < pickup.keepDays).sort((a, b) => a - b);

/** Whether a buyer fetches what a fulfilment has. */
export const isFetched = ({ body }: Pick<Order, 'body'>): boolean => body.delivery.method === 'pickup';

/** What the buyer is told of goods that wait for them. */
export const readyEvent = (
  { id, locationId }: Fulfilment,
  readyAt: string,
  { at, actor, policy }: DecisionContext,
): OrderEvent => ({
  type: 'ready_for_pickup',
  at,
  actor,
  // Whoever reads the bus could fetch the goods if the code stood here.
  data: {
    fulfilmentId: id,
    locationId,
    keptUntil: hoursAfter(readyAt, policy.pickup.keepDays * HOURS_PER_DAY),
  },
});

/** What was just packed waits at the counter, if its buyer fetches it: it gets a code, a clock, and the buyer is told. */
export const awaitPickup = (
  before: Order,
  decision: Decision,
  id: string,
  { code, ...context }: DecisionContext & { code: string },
): Decision => {
  const packed = decision.next.fulfilments.find((each) => each.id === id);
  if (packed?.status !== 'packed' || !isFetched(before) || storeFor(before, packed) !== undefined)
    return decision;
  const { at, policy } = context;
  const waiting: Fulfilment = {
    ...packed,
    pickup: { code, readyAt: at, failures: 0, reminded: 0 },
    dueAt: nextPickupDue(at, 0, policy),
  };
  return {
    ...decision,
    next: {
      ...decision.next,
      fulfilments: decision.next.fulfilments.map((each) => (each.id === id ? waiting : each)),
    },
    events: [...decision.events, readyEvent(packed, at, context)],
  };
};

/** The 409 of goods that do not wait to be fetched. */
export const notAwaited = ({ status }: Fulfilment): Problem =>
  problem(409, 'not_for_pickup', 'Nobody fetches this', {
    detail: `The fulfilment is ${status} and does not wait to be fetched.`,
    extra: { state: status },
  });

/** Gives goods that wait another code, and tells the buyer; the old one, and the wrong ones shown, count no more. */
export const renewPickupCode = (
  order: Order,
  id: string,
  { code, ...context }: DecisionContext & { code: string },
): Decision | Problem => {
  const fulfilment = fulfilmentOf(order, id);
  if (isProblem(fulfilment)) return fulfilment;
  const { pickup, status } = fulfilment;
  if (!pickup || (status !== 'packed' && status !== 'exception')) return notAwaited(fulfilment);
  const renewed = { ...fulfilment, pickup: { ...pickup, code, failures: 0 } };
  return {
    next: { ...order, fulfilments: withFulfilment(order, renewed) },
    events: [readyEvent(fulfilment, pickup.readyAt, context)],
  };
};
