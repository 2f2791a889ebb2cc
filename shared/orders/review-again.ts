import { type Actor, holdsRole } from '../kernel/actor.ts';
import { hoursAfter } from '../kernel/clock.ts';
import { newId, type Random } from '../kernel/ids.ts';
import { money } from '../kernel/money.ts';
import type { DecisionContext } from './decision.ts';
import type { Hold, Order } from './order.ts';
import type { OrderEvent } from './order-events.ts';
import { reviewOrder } from './review-order.ts';

/**
 * Asks the review rules again, because what they look at has changed. An order that waits for its review is reviewed as
 * it now stands. A confirmed one that costs more than was confirmed stays confirmed, but is held when the rules ask for
 * a role that whoever changed it does not hold: nobody waves through more than they may by changing it afterwards.
 */
export const reviewAgain = (
  before: Order,
  order: Order,
  context: DecisionContext & { by: Actor; random: Random },
): { order: Order; events: OrderEvent[] } => {
  const waits = order.head.confirmation === 'unconfirmed';
  if (!waits && order.head.totals.grand <= before.head.totals.grand) return { order, events: [] };
  const asked = reviewOrder({ ...order, head: { ...order.head, confirmation: 'unconfirmed' } }, context);
  const { review, confirmation, status } = asked.order.head;
  // A rule that refuses the order as it now stands does not end it in the middle of a change; people look at it.
  if (waits && status === 'open') return asked;
  if (confirmation === 'confirmed') return { order, events: [] };
  const role = status === 'open' ? review.requiredRole : undefined;
  return role && holdsRole(context.by, [role])
    ? { order, events: [] }
    : held(before, order, role ?? 'finance_director', context);
};

const held = (
  before: Order,
  order: Order,
  role: string,
  { at, actor, policy, random }: DecisionContext & { random: Random },
): { order: Order; events: OrderEvent[] } => {
  const { currency } = order.head;
  const hold: Hold = {
    id: newId('hld', new Date(at), random),
    kind: 'manual',
    reason: `changed so that the review rules ask for the role ${role}`,
    placedBy: actor,
    placedAt: at,
    dueAt: hoursAfter(at, policy.holds.answerWithinHours),
  };
  const data = {
    holdId: hold.id,
    kind: hold.kind,
    reason: hold.reason,
    confirmed: money(before.head.totals.grand, currency),
    now: money(order.head.totals.grand, currency),
  };
  return {
    order: { ...order, head: { ...order.head, holds: [...order.head.holds, hold] } },
    events: [{ type: 'held', at, actor, data }],
  };
};
