import { advanceFulfilment } from '../fulfilment/advance-fulfilment.ts';
import { hoursAfter } from '../kernel/clock.ts';
import { isProblem } from '../kernel/problem.ts';
import { cancelOrder } from '../orders/cancel-order.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import type { Fulfilment } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent, OrderEventType } from '../orders/order-events.ts';
import { nextPickupDue, reminderDays } from './await-pickup.ts';

const HOURS_PER_DAY = 24;

/** Whether a fulfilment waits to be fetched. */
export const isAwaited = ({ status, pickup }: Fulfilment): boolean =>
  status === 'packed' && pickup !== undefined;

/**
 * Looks after goods that wait to be fetched when their clock rings (G9): the buyer is reminded, missed reminders are
 * skipped; when the time is over the order ends and goods and money go back, or people look at it, as the policy says.
 */
export const chasePickup = (
  order: Order,
  fulfilmentId: string,
  context: DecisionContext,
): Decision | 'nothing' => {
  const { at, policy } = context;
  const fulfilment = order.fulfilments.find(({ id }) => id === fulfilmentId);
  const pickup = fulfilment?.pickup;
  if (!fulfilment || !pickup || !isAwaited(fulfilment) || (fulfilment.dueAt ?? '~') > at) return 'nothing';
  if (hoursAfter(pickup.readyAt, policy.pickup.keepDays * HOURS_PER_DAY) <= at)
    return notCollected(order, fulfilment, context);
  const days = reminderDays(policy);
  const passed = days.filter((each) => hoursAfter(pickup.readyAt, each * HOURS_PER_DAY) <= at).length;
  const wound: Fulfilment = {
    ...fulfilment,
    pickup: { ...pickup, reminded: Math.max(passed, pickup.reminded) },
    dueAt: nextPickupDue(pickup.readyAt, passed, policy),
  };
  const reminder = told('pickup_reminded', fulfilment, context, { reminder: passed, of: days.length });
  return advanceFulfilment(order, wound, passed > pickup.reminded ? [reminder] : [], context);
};

const told = (
  type: OrderEventType,
  { id, locationId, pickup }: Fulfilment,
  { at, actor, policy }: DecisionContext,
  more: Record<string, unknown> = {},
): OrderEvent => ({
  type,
  at,
  actor,
  data: {
    fulfilmentId: id,
    locationId,
    keptUntil: hoursAfter(pickup?.readyAt ?? at, policy.pickup.keepDays * HOURS_PER_DAY),
    ...more,
  },
});

const notCollected = (order: Order, fulfilment: Fulfilment, context: DecisionContext): Decision => {
  const event = told('exception_not_collected', fulfilment, context);
  if (context.policy.pickup.afterwards === 'cancel') {
    const ended = cancelOrder(order, 'not collected in time', context);
    // An order of which a part was fetched or sent cannot be ended as a whole: people look at it.
    if (!isProblem(ended)) return { ...ended, events: [event, ...ended.events] };
  }
  const { dueAt: _, ...rest } = fulfilment;
  const stopped: Fulfilment = {
    ...rest,
    status: 'exception',
    exception: `Not collected in ${context.policy.pickup.keepDays} days.`,
  };
  return advanceFulfilment(order, stopped, [event], context);
};
