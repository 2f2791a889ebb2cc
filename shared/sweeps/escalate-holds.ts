import { openConfirmations, roleOf } from '../orders/confirmations.ts';
import type { Decide, DecisionContext } from '../orders/decision.ts';
import { nextDueOf } from '../orders/next-due.ts';
import { nextOrder } from '../orders/next-order.ts';
import type { Hold, Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-events.ts';
import type { Stage } from '../orders/stage.ts';

/** The stages of open orders that have no clock of their own, because their money goes back: what is due there is a hold. */
export const CLOCKLESS_STAGES: readonly Stage[] = ['refunding', 'refunded'];

const isOverdue = ({ dueAt, escalatedAt, releasedAt }: Hold, at: string): boolean =>
  dueAt !== undefined && dueAt <= at && escalatedAt === undefined && releasedAt === undefined;

/** Marks the open holds that were not answered in time and tells of each, once (G4, G6). */
export const escalateHolds = (
  order: Order,
  { at }: Pick<DecisionContext, 'at'>,
): { order: Order; events: OrderEvent[] } => {
  const overdue = order.head.holds.filter((hold) => isOverdue(hold, at));
  if (overdue.length === 0 || order.head.status !== 'open') return { order, events: [] };
  const holds = order.head.holds.map((hold) =>
    overdue.includes(hold) ? { ...hold, escalatedAt: at } : hold,
  );
  return {
    order: { ...order, head: { ...order.head, holds } },
    events: overdue.map(({ id, kind, assignee, dueAt }) => ({
      type: 'exception_hold_overdue',
      at,
      actor: 'system:hold-sweep',
      data: { holdId: id, kind, dueAt, ...(assignee === undefined ? {} : { assignee }) },
    })),
  };
};

/** Marks what was not confirmed in time and tells of each, once: the order waits for it. */
export const escalateConfirmations = (
  order: Order,
  { at }: Pick<DecisionContext, 'at'>,
): { order: Order; events: OrderEvent[] } => {
  const open = openConfirmations(order);
  const overdue = open.filter(({ dueAt, escalatedAt }) => dueAt <= at && escalatedAt === undefined);
  if (overdue.length === 0 || order.head.status !== 'open') return { order, events: [] };
  const confirmations = open.map((each) => (overdue.includes(each) ? { ...each, escalatedAt: at } : each));
  return {
    order: { ...order, head: { ...order.head, confirmations } },
    events: overdue.map((each) => ({
      type: 'exception_confirmation_overdue',
      at,
      actor: 'system:hold-sweep',
      data: { step: each.step, by: each.by, dueAt: each.dueAt, assignee: `role:${roleOf(each)}` },
    })),
  };
};

/** What of an order people have not answered in time, marked and told. */
const escalate = (order: Order, context: Pick<DecisionContext, 'at'>): ReturnType<typeof escalateHolds> => {
  const holds = escalateHolds(order, context);
  const confirmations = escalateConfirmations(holds.order, context);
  return { order: confirmations.order, events: [...holds.events, ...confirmations.events] };
};

/**
 * A phase's clock, with the holds and confirmations before it: all stand behind the same deadline in the index, and either may be why the
 * sweep came.
 */
export const holdsFirst =
  (decide: Decide): Decide =>
  (order, context) => {
    const escalated = escalate(order, context);
    const decision = decide(escalated.order, context);
    if (escalated.events.length === 0) return decision;
    if (typeof decision === 'object' && 'next' in decision)
      return { ...decision, events: [...escalated.events, ...decision.events] };
    const next = nextOrder(order, escalated.order, context.at, (after) => nextDueOf(after, context.policy));
    return { next, events: escalated.events };
  };
